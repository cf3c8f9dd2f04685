import type { Verdict } from '@ml-actions/kit';

/** A reason to stop that is a result and not an exception. */
export interface Finding {
  verdict: Extract<Verdict, 'warn' | 'fail' | 'error'>;
  reason: string;
  /** Lines to show beside it, e.g. the end of a stack. */
  detail?: readonly string[];
  /** The deadline was the reason, so `on-timeout` has a say. */
  timedOut?: boolean;
}
