import { type AirflowApi, isEnded } from '@ml-actions/airflow';
import type { Clock, Log } from '@ml-actions/kit';

/** What the stream of states says, when there is one. It is never believed about an end: that is looked up. */
export interface Feed {
  /** The last state that came, if one came in the last few seconds. */
  fresh(): string | undefined;
  /** Resolves when the state changes or the stream ends; a new promise after that. */
  changed(): Promise<void>;
  close(): void;
}

/** Airflow was seen to pause for 31 s between lines that should come every second: after this the stream is not relied on. */
const FRESH_MS = 5000;
const MOST_FAILURES = 3;

/** Keeps a stream open in the background; without one (Airflow 2, a proxy that does not stream) nothing is ever fresh. */
export function openFeed(
  api: AirflowApi,
  dagId: string,
  runId: string,
  { clock, log, signal }: { clock: Clock; log: Log; signal: AbortSignal },
): Feed {
  const closed = new AbortController();
  const stop = AbortSignal.any([closed.signal, signal]);
  let state: string | undefined;
  let heardAt = Number.NEGATIVE_INFINITY;
  let next = Promise.withResolvers<void>();
  const tell = () => {
    next.resolve();
    next = Promise.withResolvers<void>();
  };

  async function listen(): Promise<void> {
    for (let failures = 0; failures < MOST_FAILURES && !stop.aborted; ) {
      try {
        for await (const heard of api.follow?.(dagId, runId, stop) ?? []) {
          failures = 0;
          heardAt = clock.monotonic();
          if (heard !== state) {
            state = heard;
            tell();
          }
        }
        if (state !== undefined && isEnded(state)) return;
        failures += 1;
      } catch (error) {
        if (stop.aborted) return;
        failures += 1;
        log.debug(`the stream of states ended: ${error instanceof Error ? error.message : error}`);
      }
      heardAt = Number.NEGATIVE_INFINITY;
      tell();
      await clock.sleep(1000 * 2 ** failures, stop);
    }
  }

  // The only way out of `listen` by an exception is the abort of its sleep.
  if (api.follow) listen().catch(() => undefined);
  return {
    fresh: () => (clock.monotonic() - heardAt <= FRESH_MS ? state : undefined),
    changed: () => next.promise,
    close: () => closed.abort(),
  };
}
