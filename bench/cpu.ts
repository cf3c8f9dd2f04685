import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** CPU milliseconds (user and system) of whole processes, measured by the shell's `times`; medians of several runs. */
export interface Command {
  name: string;
  file: string;
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
}

/** Runs the commands in turns, so that a slow moment of the machine hits all of them, and returns the median of each. */
export function medians(commands: readonly Command[], runs: number): number[] {
  const samples = commands.map(() => [] as number[]);
  for (let i = 0; i < runs; i += 1) {
    for (const [index, command] of commands.entries()) samples[index]?.push(once(command));
  }
  return samples.map(median);
}

function once({ file, args = [], env = {} }: Command): number {
  const script = '"$@"; echo; times';
  // Its output goes into a pipe, as the runner takes it.
  const out = execFileSync('bash', ['-c', script, 'bench', file, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  });
  // The second line is the children's: "0m0.021s 0m0.004s".
  const [user = '', system = ''] = (out.trim().split('\n').at(-1) ?? '').split(' ');
  return milliseconds(user) + milliseconds(system);
}

function milliseconds(text: string): number {
  const match = /^(\d+)m([\d.]+)s$/.exec(text);
  if (!match) throw new Error(`cannot read "${text}" of the shell's times`);
  return (Number(match[1]) * 60 + Number(match[2])) * 1000;
}

/** The middle value; the mean of the two middle ones for an even count. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The files that the runner hands to a step, in a temporary folder of their own. */
export function runnerFiles(): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'ml-actions-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const files = Object.fromEntries(
    ['OUTPUT', 'STEP_SUMMARY', 'STATE'].map((name) => [`GITHUB_${name}`, join(folder, name)]),
  );
  for (const file of Object.values(files)) writeFileSync(file, '');
  return { ...files, RUNNER_TEMP: folder };
}
