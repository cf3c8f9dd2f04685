/** Processes that outlive the one that started them: start, recognise, wait for, stop. */
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Everything needed to start a process, and to start it again from another shell. */
export interface ProcessSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment of the process: nothing else is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly logFile: string;
}

/** The pid alone is given to another process some day; with the start time in epoch seconds it names one for good. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly started: number;
}

export interface RunningProcess extends ProcessSpec, ProcessIdentity {}

export function startOfThisProcess(): number {
  return Math.floor(Date.now() / 1000 - process.uptime());
}

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly zombie: boolean;
  readonly started: number;
}

function processTable(): Row[] {
  const out = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat=,lstart='], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' },
    maxBuffer: 16 * 2 ** 20,
  });
  return out.split('\n').flatMap((line) => {
    const [, pid, parent, group, stat = '', started = ''] =
      /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(.+?)\s*$/.exec(line) ?? [];
    if (pid === undefined) return [];
    return {
      pid: Number(pid),
      parent: Number(parent),
      group: Number(group),
      zombie: stat.startsWith('Z'),
      started: Date.parse(started) / 1000,
    };
  });
}

export function stillRuns(identity: ProcessIdentity): boolean {
  return processTable().some((row) => same(row, identity));
}

/** Those of the processes that run no more. */
export function ended(running: readonly RunningProcess[]): RunningProcess[] {
  const table = processTable();
  return running.filter((one) => !table.some((row) => same(row, one)));
}

// `ps` derives the start time from the clock at boot, so it can move by a second when the clock is corrected.
function same(row: Row, running: ProcessIdentity): boolean {
  return row.pid === running.pid && !row.zombie && Math.abs(row.started - running.started) <= 2;
}

/** Starts a process in a session of its own, its output appended to the log file; it survives this process. */
export function start(spec: ProcessSpec): RunningProcess {
  mkdirSync(dirname(spec.logFile), { recursive: true });
  const log = openSync(spec.logFile, 'a', 0o600);
  try {
    const child = spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env: spec.env,
      detached: true,
      stdio: ['ignore', log, log],
    });
    child.on('error', () => undefined); // shows as a process that is not running, with the command in the error
    child.unref();
    return { ...spec, pid: child.pid ?? 0, started: Math.floor(Date.now() / 1000) };
  } finally {
    closeSync(log);
  }
}

/**
 * Stops processes with everything they started: SIGTERM, and SIGKILL for what is left after `graceMs`. Descendants are found by
 * parent and by group, because Airflow puts its children into groups of their own.
 */
export async function stop(running: readonly RunningProcess[], graceMs = 4_000): Promise<void> {
  const table = processTable();
  const roots = table.filter((row) => running.some((one) => same(row, one) || orphan(table, row, one)));
  const family = new Map(roots.map((row) => [row.pid, row]));
  const grow = (table: readonly Row[]) => {
    for (let before = -1; before !== family.size; ) {
      before = family.size;
      for (const row of table) if (family.has(row.parent) || family.has(row.group)) family.set(row.pid, row);
    }
  };
  const alive = () => {
    const table = processTable();
    grow(table);
    return [...family.values()].filter((member) =>
      table.some((row) => row.pid === member.pid && row.started === member.started && !row.zombie),
    );
  };
  alive();
  for (const row of roots) signal(row.pid, 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (Date.now() < deadline && alive().length > 0) await sleep(100);
  for (let tries = 0; tries < 20; tries++) {
    const left = alive();
    if (left.length === 0) return;
    for (const row of left) signal(row.pid, 'SIGKILL');
    await sleep(100);
  }
}

// What is left of a group whose leader died: its number cannot be another's pid as long as the group exists.
function orphan(table: readonly Row[], row: Row, leader: ProcessIdentity): boolean {
  return (
    row.group === leader.pid &&
    !table.some((other) => other.pid === leader.pid && !same(other, leader) && !other.zombie)
  );
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // gone already
  }
}

/** Ports nothing listens on at 127.0.0.1; all are held until the last is known, so they differ. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0)));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

export async function isFree(port: number): Promise<boolean> {
  try {
    const server = await listen(port);
    await new Promise((done) => server.close(done));
    return true;
  } catch {
    return false;
  }
}

function listen(port: number): Promise<ReturnType<typeof createServer>> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

/** The end of a log file, for an error message. */
export function tail(file: string, lines = 20): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '(no output)';
  }
}
