import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { run } from '../lab/run.ts';
import { tool } from '../lab/tools.ts';

/** One line of `act --json`; only what we read. */
export interface ActEntry {
  job?: string;
  step?: string;
  stage?: string;
  stepID?: string[];
  msg: string;
  level?: string;
  raw_output?: boolean;
  command?: string;
  name?: string;
  arg?: string;
  content?: string;
  stepResult?: string;
  jobResult?: string;
}

export interface ActOptions {
  /** The repository to run in; staged by `stageRepository`. */
  repository: string;
  /** The tree behind `org/ml-actions@v1`; default: dist of this checkout. */
  release?: string;
  event?: string;
  /** Workflow file inside the repository. */
  workflow: string;
  inputs?: Record<string, string>;
  secrets?: Record<string, string>;
  variables?: Record<string, string>;
  env?: Record<string, string>;
  /** Path of an event payload. */
  eventFile?: string;
  /** Put before PATH: the folders of the interpreters that the jobs shall find. */
  path?: readonly string[];
  /** Folder that stands for GitHub's artifact storage, see stand-ins. */
  artifacts?: string;
  onEntry?(entry: ActEntry): void;
  /** Handed the process, for tests that interrupt it. */
  onStart?(child: ChildProcess): void;
}

export interface ActRun {
  code: number;
  entries: ActEntry[];
  /** Everything act said, for assertions on what must not be there. */
  text: string;
  /** Outputs of a step by its id; later jobs win. */
  outputs(stepId: string): Record<string, string>;
  /** Summaries in the order they were written. */
  summaries: string[];
  /** `success`, `failure` … by the job's last path part. */
  jobs: Record<string, string>;
}

/** Runs a workflow under the real act in self-hosted mode, with `org/ml-actions@v1` and the pinned third-party actions mapped to local folders. */
export async function act(options: ActOptions): Promise<ActRun> {
  const cache = mkdtempSync(join(tmpdir(), 'ml-actions-act-'));
  const command = await tool('act');
  try {
    return await collect(command, argumentsFor(options, cache), options);
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

function argumentsFor(options: ActOptions, cache: string): string[] {
  const pairs = (flag: string, values: Record<string, string> = {}) =>
    Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
  const local = [`org/ml-actions@v1=${resolve(options.release ?? 'dist')}`, ...standIns()];
  return [
    options.event ?? 'workflow_dispatch',
    '--json',
    '--rm',
    '--no-cache-server',
    ...['--workflows', options.workflow, '--platform', 'ubuntu-latest=-self-hosted', '--action-cache-path', cache],
    ...local.flatMap((mapping) => ['--local-repository', mapping]),
    ...(options.eventFile ? ['--eventpath', options.eventFile] : []),
    ...pairs('--input', options.inputs),
    ...pairs('--secret', options.secrets),
    ...pairs('--var', options.variables),
    ...pairs('--env', { ML_ACTIONS_ARTIFACTS: options.artifacts ?? join(cache, 'artifacts'), ...options.env }),
  ];
}

/** `owner/action@sha=folder` for each pinned action that has a stand-in. github.com cannot be reached from here. */
function standIns(): string[] {
  const pins: { action: string; sha: string }[] = JSON.parse(readFileSync('.github/pins.json', 'utf8')).pins;
  return readdirSync('test/act/stand-ins', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      const pin = pins.find(({ action }) => action === `actions/${name}`);
      return pin ? [`${pin.action}@${pin.sha}=${resolve('test/act/stand-ins', name)}`] : [];
    });
}

function collect(command: string, args: string[], options: ActOptions): Promise<ActRun> {
  const bin = resolve('node_modules/.bin');
  const path = [...(options.path ?? []), bin, process.env.PATH ?? ''].join(delimiter);
  const child = spawn(command, args, {
    cwd: options.repository,
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  options.onStart?.(child);
  const entries: ActEntry[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      const entry = parseEntry(line);
      entries.push(entry);
      options.onEntry?.(entry);
    });
  }
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done(summarise(code ?? 1, entries)));
  });
}

function parseEntry(line: string): ActEntry {
  try {
    return JSON.parse(line);
  } catch {
    return { msg: line };
  }
}

function summarise(code: number, entries: ActEntry[]): ActRun {
  const jobs: Record<string, string> = {};
  for (const { job, jobResult } of entries) if (job && jobResult) jobs[job.split('/').pop()?.trim() ?? job] = jobResult;
  return {
    code,
    entries,
    // act logs what it is told to mask; the runner does not.
    text: entries
      .filter(({ command }) => command !== 'add-mask')
      .map((entry) => `${entry.msg}\n${entry.arg ?? ''}\n${entry.content ?? ''}`)
      .join('\n'),
    outputs: (stepId) =>
      Object.fromEntries(
        entries
          .filter((entry) => entry.command === 'set-output' && entry.stepID?.includes(stepId))
          .map((entry) => [entry.name ?? '', entry.arg ?? '']),
      ),
    summaries: entries
      .filter(({ command, stage }) => command === 'summary' && stage === 'Main')
      .map(({ content }) => content ?? ''),
    jobs,
  };
}

/** A folder as a repository of its own, as a user's checkout would be: committed, without what git ignores here. */
export async function stageRepository(folder: string, extra: Record<string, string> = {}): Promise<string> {
  const repository = mkdtempSync(join(tmpdir(), 'ml-actions-repository-'));
  cpSync(folder, repository, {
    recursive: true,
    filter: (path) => !/(__pycache__|\.venv|mlruns|\.pytest_cache|\.mypy_cache|node_modules)$/.test(path),
  });
  for (const [target, source] of Object.entries(extra)) cpSync(source, join(repository, target), { recursive: true });
  const git = (...args: string[]) =>
    run('git', [
      '-C',
      repository,
      '-c',
      'user.name=ml-actions',
      '-c',
      'user.email=ml-actions@example.invalid',
      ...args,
    ]);
  if (!existsSync(join(repository, '.git'))) await git('init', '--quiet', '--initial-branch=main');
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'staged');
  return repository;
}
