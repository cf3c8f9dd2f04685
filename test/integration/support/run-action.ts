/** Runs an action as the runner does: a process of its own, inputs in INPUT_*, files for outputs, summary and state. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Sends SIGINT, as a cancelled job does, after so many milliseconds, or once stdout matches. */
  readonly signalAfter?: number | RegExp;
  /** State of an earlier run: makes this the post step. */
  readonly state?: Readonly<Record<string, string>>;
  readonly workspace?: string;
  /** Milliseconds; default 110,000. */
  readonly timeout?: number;
}

export interface ActionRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly state: Readonly<Record<string, string>>;
  /** Milliseconds from start to end. */
  readonly elapsed: number;
  /** Milliseconds from the signal to the end. */
  readonly afterSignal: number | undefined;
}

/** `actions/<name>/main.ts`, or what a tag would contain (`dist/<name>/index.js`) when ML_ACTIONS_BUNDLE is 1. */
export function entryOf(name: string): string {
  if (process.env.ML_ACTIONS_BUNDLE === '1') return join(ROOT, 'dist', name, 'index.js');
  return join(ROOT, 'actions', name, 'main.ts');
}

/** The environment variable of an input: upper case, blanks to underscores, dashes kept. */
export function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}

export async function runAction(
  name: string,
  inputs: Readonly<Record<string, string>>,
  options: RunOptions = {},
): Promise<ActionRun> {
  const folder = mkdtempSync(join(tmpdir(), 'run-action-'));
  const files = { output: join(folder, 'output'), summary: join(folder, 'summary'), state: join(folder, 'state') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  const given = Object.fromEntries(Object.entries(inputs).map(([key, value]) => [inputVariable(key), value]));
  const kept = Object.fromEntries(Object.entries(options.state ?? {}).map(([key, value]) => [`STATE_${key}`, value]));
  try {
    const ended = await end(entryOf(name), options, {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      GITHUB_REPOSITORY: 'org/repo',
      GITHUB_WORKSPACE: options.workspace ?? folder,
      GITHUB_OUTPUT: files.output,
      GITHUB_STEP_SUMMARY: files.summary,
      GITHUB_STATE: files.state,
      ...given,
      ...kept,
      ...options.env,
    });
    return {
      ...ended,
      outputs: readPairs(readFileSync(files.output, 'utf8')),
      summary: readFileSync(files.summary, 'utf8'),
      state: readPairs(readFileSync(files.state, 'utf8')),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Ended = Pick<ActionRun, 'code' | 'stdout' | 'stderr' | 'elapsed' | 'afterSignal'>;

function end(entry: string, { signalAfter, timeout = 110_000 }: RunOptions, env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const text = { stdout: '', stderr: '' };
    let signalled: number | undefined;
    const interrupt = () => {
      signalled ??= performance.now();
      child.kill('SIGINT');
    };
    const timers = [setTimeout(() => child.kill('SIGKILL'), timeout)];
    if (typeof signalAfter === 'number') timers.push(setTimeout(interrupt, signalAfter));
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (chunk: string) => {
        text[name] += chunk;
        if (signalAfter instanceof RegExp && signalled === undefined && signalAfter.test(text.stdout)) interrupt();
      });
    }
    child.on('error', reject);
    child.on('close', (code) => {
      for (const timer of timers) clearTimeout(timer);
      const now = performance.now();
      resolve({
        code,
        ...text,
        elapsed: now - started,
        afterSignal: signalled === undefined ? undefined : now - signalled,
      });
    });
  });
}

/** The runner's file format: `name<<delimiter`, lines, delimiter. */
export function readPairs(text: string): Record<string, string> {
  const pairs: Record<string, string> = {};
  for (const [, name = '', , value = ''] of text.matchAll(/^(.+?)<<(\S+)\n([\s\S]*?)\n\2$/gm)) pairs[name] = value;
  return pairs;
}
