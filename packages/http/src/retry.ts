import { type Clock, formatDuration } from '@ml-actions/kit/clock';
import { ServiceError } from '@ml-actions/kit/errors';

/** Answers that may be different when asked again. */
export function isTransient(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

/** One attempt: a final value, or a reason to try again. */
export type Attempt<T> = { done: T } | { again: ServiceError; retryAfterMs?: number | undefined };

export interface RetryOptions {
  clock: Clock;
  /** 0 ≤ x < 1; spreads the retries of many clients. */
  random(): number;
  /** Milliseconds for all attempts together. */
  retryForMs: number;
  signal?: AbortSignal | undefined;
  /** Told before each wait. */
  onRetry(error: ServiceError, waitMs: number): void;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/**
 * Exponential back-off with full jitter (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter), at least half of each
 * step, never shorter than `Retry-After`. Gives up with the last error as soon as the next attempt would start after the deadline.
 */
export async function retry<T>(attempt: () => Promise<Attempt<T>>, options: RetryOptions): Promise<T> {
  const { clock, random, retryForMs, signal, onRetry } = options;
  const deadline = clock.monotonic() + retryForMs;
  let ambiguous = false;
  for (let attempts = 1; ; attempts += 1) {
    const outcome = await attempt();
    if ('done' in outcome) return outcome.done;
    ambiguous ||= outcome.again.ambiguous;
    const step = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempts - 1));
    const wait = Math.max(step * (0.5 + random() / 2), outcome.retryAfterMs ?? 0);
    if (clock.monotonic() + wait > deadline) throw gaveUp(outcome.again, attempts, retryForMs, ambiguous);
    onRetry(outcome.again, wait);
    await clock.sleep(wait, signal);
  }
}

/** @param ambiguous whether any of the attempts may have been carried out, not only the last. */
function gaveUp(last: ServiceError, attempts: number, retryForMs: number, ambiguous: boolean): ServiceError {
  if (attempts === 1) return last;
  return new ServiceError({
    service: last.service,
    message: `no usable answer in ${attempts} attempts over ${formatDuration(retryForMs)}`,
    hint: last.hint,
    status: last.status,
    url: last.url,
    ambiguous,
    cause: last,
  });
}

/** `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110, section 10.2.3); undefined when absent or unreadable. */
export function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1000;
  // All three forms of an HTTP date begin with the day of the week; Date.parse takes far more for a date, such as -5.
  const date = /^\s*[a-z]{3}/i.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
