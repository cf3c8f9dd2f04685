/** Where the lab keeps what it installs, and how two processes share that place. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startOfThisProcess, stillRuns } from './process.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** `${XDG_CACHE_HOME:-~/.cache}/ml-actions`. A relative XDG_CACHE_HOME is ignored, as the XDG base directory specification asks. */
export function cacheDir(env: Environment = process.env): string {
  const base = env.XDG_CACHE_HOME;
  return join(base?.startsWith('/') ? base : join(homedir(), '.cache'), 'ml-actions');
}

/** The lab's home when none is asked for. */
export function defaultHome(env: Environment = process.env): string {
  return join(cacheDir(env), 'lab');
}

/** Runs `work` while holding `file` as a lock between processes; waits for its holder, takes over from one that died. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  for (;;) {
    try {
      writeFileSync(file, `${process.pid} ${startOfThisProcess()}`, { flag: 'wx' });
      break;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
      if (holderIsGone(file)) rmSync(file, { force: true });
      else await sleep(200);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function holderIsGone(file: string): boolean {
  try {
    const [pid = 0, started = 0] = readFileSync(file, 'utf8').split(' ').map(Number);
    // An empty file is a holder between creating and writing.
    return pid > 0 && !stillRuns({ pid, started });
  } catch {
    return false;
  }
}

/**
 * Makes `dir` once: `make` fills a folder beside it, which is renamed when complete. So a folder that exists is whole, whatever
 * was interrupted; the lock only saves a second process from doing the same work.
 */
export async function makeOnce(dir: string, make: (work: string) => Promise<void>): Promise<string> {
  if (existsSync(dir)) return dir;
  return withLock(`${dir}.lock`, async () => {
    if (existsSync(dir)) return dir;
    const work = `${dir}.${process.pid}.tmp`;
    rmSync(work, { recursive: true, force: true });
    mkdirSync(dirname(dir), { recursive: true });
    try {
      await make(work);
      renameSync(work, dir);
    } catch (cause) {
      rmSync(work, { recursive: true, force: true });
      throw cause;
    }
    return dir;
  });
}
