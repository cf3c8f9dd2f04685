import type { Clock } from '@ml-actions/kit/clock';
import { ServiceError } from '@ml-actions/kit/errors';
import { describe, expect, it } from 'vitest';
import { type Attempt, isTransient, retry, retryAfter } from './retry.ts';

const refused = (more: object = {}) =>
  new ServiceError({ service: 'Test', message: 'no', hint: 'Wait.', status: 503, ...more });

/** Runs `retry` over scripted attempts; an attempt that is missing repeats the last. Time passes only by waiting and in `costMs`. */
async function run(
  attempts: Attempt<string>[],
  { retryForMs = 60_000, random = 0, costMs = 0, signal = undefined as AbortSignal | undefined } = {},
) {
  let now = 1000;
  const waits: number[] = [];
  const told: number[] = [];
  const clock: Clock = {
    now: () => now,
    monotonic: () => now,
    async sleep(ms, stop) {
      if (stop?.aborted) throw stop.reason;
      waits.push(ms);
      now += ms;
    },
  };
  let count = 0;
  const attempt = async () => {
    now += costMs;
    const outcome = attempts[Math.min(count, attempts.length - 1)];
    count += 1;
    if (!outcome) throw new Error('no attempt scripted');
    return outcome;
  };
  const onRetry = (_: ServiceError, wait: number) => told.push(wait);
  const result = await retry(attempt, { clock, random: () => random, retryForMs, signal, onRetry }).catch(
    (error: unknown) => error,
  );
  return { result, waits, told, count, elapsed: now - 1000 };
}

const again: Attempt<string> = { again: refused() };
const done: Attempt<string> = { done: 'yes' };

describe('retry', () => {
  it('returns the first final answer without waiting', async () => {
    expect(await run([done])).toMatchObject({ result: 'yes', waits: [], count: 1 });
  });

  it.each([
    [0, [250, 500, 1000, 2000, 4000, 7500, 7500]],
    [0.999999, [500, 1000, 2000, 4000, 8000, 15_000, 15_000]],
  ])('backs off between half a step and a step, up to 15 s (random %d)', async (random, steps) => {
    const { waits, told } = await run([...Array(steps.length).fill(again), done], { random, retryForMs: 600_000 });
    expect(waits.map(Math.round)).toEqual(steps);
    expect(told).toEqual(waits);
  });

  it('waits as long as Retry-After says, and no shorter than its own step', async () => {
    const { waits } = await run([
      { again: refused(), retryAfterMs: 9000 },
      { again: refused(), retryAfterMs: 1 },
      done,
    ]);
    expect(waits).toEqual([9000, 500]);
  });

  it('gives up as soon as the next attempt would start after the deadline', async () => {
    const { result, elapsed, count } = await run([again], { retryForMs: 10_000, costMs: 100 });
    expect(result).toBeInstanceOf(ServiceError);
    expect(result).toMatchObject({
      message: `Test: no usable answer in ${count} attempts over 10 s`,
      hint: 'Wait.',
      status: 503,
      cause: again.again,
    });
    expect(elapsed).toBeLessThanOrEqual(10_000);
  });

  it('does not wait for a Retry-After beyond the deadline, and says what came', async () => {
    const { result, waits } = await run([{ again: refused(), retryAfterMs: 61_000 }]);
    expect([result instanceof ServiceError && result.message, waits]).toEqual(['Test: no', []]);
  });

  it.each([
    [[false, false], false],
    [[true, false], true],
    [[false, true], true],
  ])('is ambiguous when any attempt was: %j', async (flags, ambiguous) => {
    const attempts = flags.map((flag) => ({ again: refused({ ambiguous: flag }) }));
    expect((await run(attempts, { retryForMs: 400 })).result).toMatchObject({ ambiguous });
  });

  it('stops with the reason of the signal', async () => {
    const reason = new Error('stop');
    expect((await run([again], { signal: AbortSignal.abort(reason) })).result).toBe(reason);
  });

  it('lets an exception through at once', async () => {
    const bug = new Error('bug');
    const options = { clock: {} as Clock, random: () => 0, retryForMs: 1, onRetry: () => undefined };
    await expect(
      retry(() => Promise.reject(bug), { ...options, clock: { ...options.clock, monotonic: () => 0 } }),
    ).rejects.toBe(bug);
  });
});

it.each([
  [200, false],
  [400, false],
  [404, false],
  [408, true],
  [409, false],
  [425, true],
  [429, true],
  [499, false],
  [500, true],
  [503, true],
  [599, true],
])('status %d may be different next time: %s', (status, transient) => expect(isTransient(status)).toBe(transient));

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  it.each<[string | undefined, number | undefined]>([
    [undefined, undefined],
    ['0', 0],
    ['120', 120_000],
    [' 7 ', 7000],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Thu, 01 Jan 2026 00:00:30 +0000', 30_000],
    ['Wed, 31 Dec 2025 23:59:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    ['-5', undefined],
    ['1.5', undefined],
  ])('%j', (header, ms) => expect(retryAfter(header, now)).toBe(ms));
});
