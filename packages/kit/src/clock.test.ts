import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { formatDuration, systemClock } from './clock.ts';
import { systemFiles } from './files.ts';

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [49, '0 s'],
    [50, '0.1 s'],
    [9_940, '9.9 s'],
    [9_999, '10 s'],
    [59_499, '59 s'],
    [59_999, '1 min'],
    [95_000, '1 min 35 s'],
    [3_600_000, '1 h'],
    [3_605_000, '1 h'],
    [3_900_000, '1 h 5 min'],
    [90_000_000, '1 d 1 h'],
    [Number.NaN, 'NaN'],
    [Infinity, 'Infinity'],
  ])('%d ms is %s', (ms, text) => expect(formatDuration(ms)).toBe(text));
});

describe('the clock', () => {
  afterEach(() => void vi.useRealTimers());

  it('never jumps back', () => {
    const [one, two] = [systemClock.monotonic(), systemClock.monotonic()];
    expect(two).toBeGreaterThanOrEqual(one);
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000);
  });

  it('wakes up with the reason of the signal', async () => {
    const abort = new AbortController();
    const sleeping = systemClock.sleep(60_000, abort.signal);
    abort.abort(new Error('stop'));
    await expect(sleeping).rejects.toThrow('stop');
    await expect(systemClock.sleep(0, abort.signal)).rejects.toThrow('stop');
  });

  it('leaves no listener behind', async () => {
    const { signal } = new AbortController();
    const removed = vi.spyOn(signal, 'removeEventListener');
    await systemClock.sleep(1, signal);
    expect(removed).toHaveBeenCalledOnce();
  });

  it('sleeps longer than a timer of Node can', async () => {
    vi.useFakeTimers();
    let awake = false;
    const month = 30 * 86_400_000;
    void systemClock.sleep(month).then(() => {
      awake = true;
    });
    await vi.advanceTimersByTimeAsync(month - 1);
    expect(awake).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(awake).toBe(true);
  });
});

describe('the file system', () => {
  const dir = mkdtempSync(join(tmpdir(), 'kit-files-'));
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('makes the folders above, reads up to a limit, and knows what is there', async () => {
    const path = join(dir, 'a/b/c.txt');
    expect(await systemFiles.exists(path)).toBe(false);
    await systemFiles.write(path, 'äöü');
    expect(await systemFiles.exists(path)).toBe(true);
    expect(await systemFiles.read(path, 6)).toBe('äöü');
    await expect(systemFiles.read(path, 5)).rejects.toThrow(/6 bytes, more than the 5/);
    await expect(systemFiles.read(dir)).rejects.toThrow(/is not a file/);
    await expect(systemFiles.read(`${path}.no`)).rejects.toThrow(/ENOENT/);
  });
});
