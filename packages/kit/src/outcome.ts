import type { Verdict } from './verdict.ts';

export interface Annotation {
  level: 'error' | 'warning' | 'notice';
  title: string;
  message: string;
  /** Path in the workspace, when the finding has a place. */
  file?: string;
  /** 1-based. */
  line?: number;
}

/** What an action's `run` returns. Outputs, annotations and summary are shown by the kit, in one place. */
export interface Outcome<Output extends string = string> {
  verdict: Verdict;
  /** One sentence a person can act on. */
  reason: string;
  /** The action's own outputs; objects become JSON. */
  outputs: Record<Output, string | number | boolean | object | null>;
  /** The result document without the common head, see `resultDocument`. */
  result: object;
  annotations?: Annotation[];
  /** The job summary as Markdown; called only when a summary is wanted. */
  summary?: () => string;
}

/** The policy for a verdict's exit status: only `inconclusive` can be decided by the caller. */
export type OnInconclusive = 'fail' | 'warn' | 'pass';

/** The exit status and how the reason is announced. The only place where a verdict becomes success or failure. */
export function exitFor(
  verdict: Verdict,
  onInconclusive: OnInconclusive = 'fail',
): { code: 0 | 1; announce: 'error' | 'warning' | 'info' } {
  const effective = verdict === 'inconclusive' ? onInconclusive : verdict;
  if (effective === 'fail' || effective === 'error') return { code: 1, announce: 'error' };
  return { code: 0, announce: effective === 'warn' || verdict === 'inconclusive' ? 'warning' : 'info' };
}

/** The document behind `result-json`: the common head, then what the action adds. */
export function resultDocument(
  action: string,
  { verdict, reason, result }: Pick<Outcome, 'verdict' | 'reason' | 'result'>,
): object {
  return { schemaVersion: 1, action, verdict, reason, ...result };
}
