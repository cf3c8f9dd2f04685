/** Runs the action as the runner would: inputs by way of action.yml, outputs and commands read as the runner reads them. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

interface ActionFile {
  inputs: Record<string, { description: string; default: string }>;
  outputs: Record<string, { description: string; value: string }>;
  runs: { using: string; steps: { run: string; env: Record<string, string> }[] };
}

export const ACTION = parse(readFileSync(join(import.meta.dirname, 'action.yml'), 'utf8')) as ActionFile;

export interface Ran {
  code: number | null;
  log: string;
  /** Commands the runner would have carried out, in order. */
  commands: string[];
  outputs: Record<string, string>;
  summary: string;
  result: ResultDocument;
}

export interface ResultDocument {
  verdict: string;
  reason: string;
  tools: Record<string, ToolPart>;
  tests: Record<string, number> | null;
  coverage: { lines: number; branches: number | null } | null;
  files: Record<string, string>;
}

export interface ToolPart {
  outcome: string;
  reason: string;
  exitCode: number | null;
  findings: { total: number; shown: { file: string; line: number; code: string; message: string }[] };
}

export interface How {
  /** Variables of the job; `PATH` must be among them. */
  env: Record<string, string>;
  /** Called with the process id once it runs. */
  started?: (pid: number) => void;
}

export function makeWorkspace(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'python-quality-')));
}

/** One step: the inputs replace the defaults of action.yml. */
export async function runAction(workspace: string, inputs: Record<string, string>, how: How): Promise<Ran> {
  const unknown = Object.keys(inputs).filter((name) => !(name in ACTION.inputs));
  if (unknown.length > 0) throw new Error(`action.yml has no input ${unknown.join(', ')}`);
  const files = mkdtempSync(join(tmpdir(), 'python-quality-runner-'));
  const [output, summary] = [join(files, 'output'), join(files, 'summary')];
  writeFileSync(output, '');
  writeFileSync(summary, '');
  const [step] = ACTION.runs.steps;
  if (step === undefined) throw new Error('action.yml has no step');
  const given = Object.fromEntries(
    Object.entries(step.env).map(([variable, expression]) => {
      const name = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(expression)?.[1] ?? '';
      return [variable, inputs[name] ?? ACTION.inputs[name]?.default ?? ''];
    }),
  );
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
    cwd: workspace,
    env: {
      HOME: files,
      GITHUB_ACTION_PATH: import.meta.dirname,
      GITHUB_WORKSPACE: workspace,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_ENV: join(files, 'env'),
      ACTIONS_RUNTIME_TOKEN: 'runtime-token',
      ...how.env,
      ...given,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) how.started?.(child.pid);
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log += text;
    });
  }
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const outputs = readOutputs(readFileSync(output, 'utf8'));
  const result = JSON.parse(outputs['result-json'] ?? '{}') as ResultDocument;
  return { code, log, commands: readCommands(log), outputs, summary: readFileSync(summary, 'utf8'), result };
}

/** As the runner: `name=value`, or `name<<MARK` up to a line that is MARK; the last one of a name counts. */
function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const [, name = '', mark = ''] = /^([^=]+?)<<(.+)$/.exec(line) ?? [];
    if (mark !== '') {
      const end = lines.indexOf(mark, at + 1);
      if (end < 0) throw new Error(`output ${name} has no end`);
      outputs[name] = lines.slice(at + 1, end).join('\n');
      at = end;
    } else if (line !== '') {
      const equals = line.indexOf('=');
      if (equals < 0) throw new Error(`no output: ${line}`);
      outputs[line.slice(0, equals)] = line.slice(equals + 1);
    }
  }
  return outputs;
}

/** As the runner: between `::stop-commands::TOKEN` and `::TOKEN::` nothing is a command. */
function readCommands(log: string): string[] {
  const commands: string[] = [];
  let stopped: string | undefined;
  for (const line of log.split(/\r\n|\r|\n/).map((one) => one.trimStart())) {
    const [, name = ''] = /^::([^\s:]+)(?: [^:]*(?::[^:]+)*)?::/.exec(line) ?? [];
    if (stopped !== undefined) {
      if (name === stopped) stopped = undefined;
    } else if (line.startsWith('::stop-commands::')) {
      stopped = line.slice('::stop-commands::'.length);
    } else if (line.startsWith('::') || line.includes('##[')) {
      commands.push(line);
    }
  }
  if (stopped !== undefined) throw new Error('commands were stopped and never resumed');
  return commands;
}

/** What a stand-in for a tool does; `report` and `coverage` are what the stand-in for pytest writes. */
export interface Act {
  exit?: number;
  print?: string;
  /** How often it prints that. */
  repeat?: number;
  sleep?: number;
  /** Leave a process behind that keeps the output open. */
  daemon?: boolean;
  flake8?: string;
  junit?: string | null;
  coverage?: string | null;
}

const STAND_IN = `
import json, os, subprocess, sys, time
name = __spec__.parent
act = json.loads(os.environ.get("ACTS", "{}")).get(name, {})
with open(os.environ["ARGUMENTS"], "a") as file:
    file.write(json.dumps([name, *sys.argv[1:]]) + "\\n")
def write(option, text):
    for argument in sys.argv[1:]:
        if argument.startswith(option) and text is not None:
            with open(argument[len(option):], "w") as file:
                file.write(text)
print("environment:", *sorted(os.environ))
print(act.get("print", "") * act.get("repeat", 1), flush=True)
write("--output-file=", act.get("flake8", ""))
write("--junitxml=", act.get("junit", '<testsuite><testcase classname="t" name="a"/></testsuite>'))
write("--cov-report=xml:", act.get("coverage", '<coverage line-rate="0.9" lines-valid="10" branch-rate="0"/>'))
if act.get("daemon"):
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=False)
time.sleep(act.get("sleep", 0))
sys.exit(act.get("exit", 0))
`;

/** Puts stand-ins for the tools where Python finds them, so that tests need no Python packages. */
export class StandIns {
  readonly folder: string;
  readonly #arguments: string;

  constructor(workspace: string, names = ['black', 'flake8', 'mypy', 'pytest', 'pytest_cov', 'pip']) {
    this.folder = join(workspace, '.stand-ins');
    this.#arguments = join(workspace, '.arguments');
    for (const name of names) {
      mkdirSync(join(this.folder, name), { recursive: true });
      writeFileSync(join(this.folder, name, '__init__.py'), '');
      writeFileSync(join(this.folder, name, '__main__.py'), STAND_IN);
    }
    writeFileSync(join(workspace, 'code.py'), 'x = 1\n');
  }

  env(acts: Record<string, Act> = {}): Record<string, string> {
    return { PYTHONPATH: this.folder, ACTS: JSON.stringify(acts), ARGUMENTS: this.#arguments };
  }

  /** The command lines seen so far: a tool's name, then its arguments. */
  calls(): string[][] {
    if (!existsSync(this.#arguments)) return [];
    const lines = readFileSync(this.#arguments, 'utf8').split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as string[]);
  }
}

/** A program that is no Python. */
export function writeProgram(path: string, text: string): void {
  writeFileSync(path, text);
  chmodSync(path, 0o755);
}
