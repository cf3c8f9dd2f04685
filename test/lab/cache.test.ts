import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cacheDir, defaultHome, makeOnce, withLock } from './cache.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-cache-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the cache follows XDG_CACHE_HOME when that is absolute', () => {
  expect(cacheDir({ XDG_CACHE_HOME: '/c' })).toBe('/c/ml-actions');
  expect(cacheDir({ XDG_CACHE_HOME: 'relative' })).toBe(join(homedir(), '.cache', 'ml-actions'));
  expect(cacheDir({})).toBe(join(homedir(), '.cache', 'ml-actions'));
  expect(defaultHome({ XDG_CACHE_HOME: '/c' })).toBe('/c/ml-actions/lab');
});

describe('makeOnce', () => {
  test('two callers make it once', async () => {
    let made = 0;
    const make = async (work: string) => {
      made++;
      mkdirSync(work);
      await sleep(20);
      writeFileSync(join(work, 'file'), 'whole');
    };
    const dir = join(folder, 'thing');
    expect(await Promise.all([makeOnce(dir, make), makeOnce(dir, make)])).toEqual([dir, dir]);
    expect(made).toBe(1);
    expect(readdirSync(folder)).toEqual(['thing']);
  });

  test('a failure leaves nothing, so the next call tries again', async () => {
    const dir = join(folder, 'thing');
    const fail = makeOnce(dir, async (work) => {
      mkdirSync(work);
      throw new Error('no network');
    });
    await expect(fail).rejects.toThrow('no network');
    expect(readdirSync(folder)).toEqual([]);
    await makeOnce(dir, async (work) => void mkdirSync(work));
    expect(existsSync(dir)).toBe(true);
  });
});

describe('withLock', () => {
  test('takes over from a holder that died, also when its pid is in use again', async () => {
    const lock = join(folder, 'lock');
    writeFileSync(lock, '4194304 1');
    expect(await withLock(lock, async () => 1)).toBe(1);
    writeFileSync(lock, `${process.pid} 1`);
    expect(await withLock(lock, async () => 2)).toBe(2);
  });

  test('waits for a holder that lives', async () => {
    const lock = join(folder, 'lock');
    const order: string[] = [];
    const first = withLock(lock, async () => {
      await sleep(50);
      order.push('first');
    });
    await withLock(lock, async () => void order.push('second'));
    await first;
    expect(order).toEqual(['first', 'second']);
  });
});
