import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { python } from '../lab/index.ts';

const SCRIPT = join(import.meta.dirname, 'mlflow-metrics.fixture.py');

export const COMMIT = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
export const HOSTILE = '</code>|<img src=x> @org ::error::x `é`';

/** The SQLite file behind the lab's server: the one written last, as the lab keeps one for each version of MLflow. */
export function databaseOf(home: string): string {
  const files = readdirSync(home).filter((name) => /^mlflow.*\.db$/.test(name));
  const [newest] = files.map((name) => join(home, name)).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  if (newest === undefined) throw new Error(`no database in ${home}`);
  return newest;
}

export interface Search {
  experiment: string;
  filter?: string;
  order_by?: string[];
}

/** Runs what the real Python client wrote, by their names; and `experiment` (id), `name` (of the experiment), `model`. */
export function writeRuns(
  uri: string,
  suffix: string,
  env: Record<string, string> = {},
): Promise<Record<string, string>> {
  return ask(['write', uri, suffix], '', env) as Promise<Record<string, string>>;
}

/** What the real Python client finds: run ids, or its error. */
export function searchRuns(uri: string, searches: readonly Search[]): Promise<(string[] | { error: string })[]> {
  return ask(['search', uri], JSON.stringify(searches)) as Promise<(string[] | { error: string })[]>;
}

async function ask(args: string[], input: string, env: Record<string, string> = {}): Promise<unknown> {
  const interpreter = await python('mlflow');
  return new Promise((resolve, reject) => {
    const child = spawn(interpreter, [SCRIPT, ...args], {
      cwd: tmpdir(),
      env: { ...process.env, ...env },
      stdio: 'pipe',
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== 0) return reject(new Error(`the Python client ended with ${code}:\n${stderr.slice(-2000)}`));
      try {
        // The client itself says "View run …" on stdout before.
        resolve(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? ''));
      } catch (cause) {
        reject(new Error(`the Python client said ${stdout.slice(-500)}`, { cause }));
      }
    });
    child.stdin.end(input);
  });
}
