import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ended, freePorts, isFree, type ProcessSpec, start, stillRuns, stop, tail } from './process.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-process-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function spec(script: string): ProcessSpec {
  const logFile = join(folder, 'log');
  return { name: 'test', command: process.execPath, args: ['-e', script], env: {}, cwd: folder, logFile };
}

async function logged(pattern: RegExp): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    const found = pattern.exec(readFileSync(join(folder, 'log'), 'utf8'));
    if (found) return found[1] ?? '';
    await sleep(50);
  }
  throw new Error(`no ${pattern} in the log`);
}

/** Empty for a process that is gone, `Z` for one that pid 1 has not reaped yet. */
function stateOf(pid: number): string {
  return spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
}

test('a process is stopped with a child that left its group and ignores SIGTERM', async () => {
  const child = `process.on('SIGTERM', () => {}); console.log('child ' + process.pid + '.'); setInterval(() => {}, 1000)`;
  const running = start(
    spec(`require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}],
      { detached: true, stdio: 'inherit' }); setInterval(() => {}, 1000)`),
  );
  const pid = Number(await logged(/child (\d+)\./));
  expect(ended([running])).toEqual([]);
  await stop([running], 300);
  expect(ended([running])).toEqual([running]);
  expect(stateOf(pid)).toMatch(/^(Z.*)?$/);
});

test('children of a process that was killed are stopped', async () => {
  const child = `console.log('child ' + process.pid + '.'); setInterval(() => {}, 1000)`;
  const script = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}],
    { stdio: 'inherit' }); setInterval(() => {}, 1000)`;
  const running = start(spec(script));
  const pid = Number(await logged(/child (\d+)\./));
  process.kill(running.pid, 'SIGKILL');
  await sleep(100);
  await stop([running], 1000);
  expect(stateOf(pid)).toMatch(/^(Z.*)?$/);
});

test('a process whose pid was used again is neither seen as running nor stopped', async () => {
  const running = start(spec('setInterval(() => {}, 1000)'));
  const other = { ...running, started: running.started - 100 };
  expect(stillRuns(running)).toBe(true);
  expect(stillRuns(other)).toBe(false);
  await stop([other], 100);
  expect(stillRuns(running)).toBe(true);
  await stop([running], 1000);
  expect(stillRuns(running)).toBe(false);
});

test('a command that does not exist has ended', () => {
  const running = start({ ...spec(''), command: join(folder, 'missing') });
  expect(ended([running])).toEqual([running]);
});

test('free ports differ and are free', async () => {
  const ports = await freePorts(5);
  expect(new Set(ports).size).toBe(5);
  expect(await Promise.all(ports.map(isFree))).toEqual([true, true, true, true, true]);
});

test('the tail of a log that is not there is said to be missing', () => {
  expect(tail(join(folder, 'missing'))).toBe('(no output)');
});
