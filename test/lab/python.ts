/** The lab's Python environments: made by uv from the lock files beside this file, one folder a lock, under the cache. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { cacheDir, type Environment, makeOnce } from './cache.ts';
import { run } from './run.ts';

/** Lock file and accepted Python versions of each environment, the preferred version first. */
export const PYTHON_ENVIRONMENTS = {
  airflow: { versions: ['3.12'] },
  airflow2: { versions: ['3.11', '3.12'] },
  mlflow: { versions: ['3.11', '3.12'] },
  'mlflow-skinny': { versions: ['3.11', '3.12'] },
  tools: { versions: ['3.12', '3.11', '3.13'] },
} as const satisfies Record<string, { versions: readonly string[] }>;

export type PythonEnvironment = keyof typeof PYTHON_ENVIRONMENTS;

const UV_VERSION = '0.13.9';

function lockFile(name: PythonEnvironment): string {
  return join(import.meta.dirname, 'locks', `${name}.txt`);
}

/** Names the content of an environment: its lock, its Python versions and where uv put them. */
export function lockHash(name: PythonEnvironment): string {
  const { versions } = PYTHON_ENVIRONMENTS[name];
  const hash = createHash('sha256')
    .update(JSON.stringify(versions))
    .update(readFileSync(lockFile(name)));
  return hash.digest('hex').slice(0, 12);
}

function environmentDir(name: PythonEnvironment): string {
  return join(cacheDir(), 'envs', `${name}-${lockHash(name)}`);
}

/** The interpreter of an environment, whether it is installed yet or not. */
export function pythonPath(name: PythonEnvironment): string {
  return join(environmentDir(name), 'bin', 'python');
}

/** Installs an environment if need be and returns the path of its interpreter. */
export async function python(name: PythonEnvironment): Promise<string> {
  await makeOnce(environmentDir(name), async (dir) => {
    const uv = await installUv();
    const base = await findPython(PYTHON_ENVIRONMENTS[name].versions);
    const env = { UV_CACHE_DIR: process.env.UV_CACHE_DIR ?? join(cacheDir(), 'uv') };
    // Relocatable: the folder is renamed when it is complete. No dependency resolution: the lock is the whole list.
    await run(uv, ['venv', '--quiet', '--relocatable', '--python', base, dir], { env });
    const into = ['--python', join(dir, 'bin', 'python')];
    await run(uv, ['pip', 'install', '--quiet', '--no-deps', ...into, '-r', lockFile(name)], { env });
  });
  return pythonPath(name);
}

/** A script of an environment, which is installed if need be. */
export async function pythonScript(name: PythonEnvironment, script: string): Promise<string> {
  return join(dirname(await python(name)), script);
}

async function installUv(): Promise<string> {
  const base = await findPython(['3.12', '3.11', '3.13']);
  const dir = await makeOnce(join(cacheDir(), 'envs', `uv-${UV_VERSION}`), async (work) => {
    await run(base, ['-m', 'venv', work]);
    await run(join(work, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', `uv==${UV_VERSION}`]);
  });
  return join(dir, 'bin', 'uv');
}

/** The first interpreter of one of the versions (`3.12`): from PATH, pyenv, or the tool cache of a GitHub runner. */
export function findPython(versions: readonly string[], env: Environment = process.env): Promise<string> {
  return searchPython(versions, env);
}

async function searchPython(versions: readonly string[], env: Environment): Promise<string> {
  for (const version of versions) {
    for (const candidate of pythonCandidates(version, env)) {
      // A pyenv shim exists for versions that are not active and then fails: so ask, do not look.
      const script = 'import sys, venv, ensurepip; print("%d.%d" % sys.version_info[:2], sys.executable)';
      const answer = await run(candidate, ['-c', script], { timeoutSeconds: 20 }).catch(() => '');
      const [, is, path] = /^(\S+) (.+)$/m.exec(answer) ?? [];
      if (is === version && path !== undefined) return path;
    }
  }
  const wanted = `Python ${versions.join(' or ')}`;
  throw new Error(
    `no ${wanted} found on PATH, in pyenv or in RUNNER_TOOL_CACHE: install one (for pyenv: "pyenv install ${versions[0]}")`,
  );
}

/** Paths that exist and may be a Python of that version, best first. Pure but for looking at the file system. */
export function pythonCandidates(version: string, env: Environment): string[] {
  const path = (env.PATH ?? '').split(delimiter).filter((dir) => dir !== '');
  const roots = [
    ...versionsIn(env.PYENV_ROOT ?? join(env.HOME ?? '/', '.pyenv'), 'versions', version).map((dir) =>
      join(dir, 'bin'),
    ),
    ...versionsIn(env.RUNNER_TOOL_CACHE ?? '', 'Python', version).map((dir) => join(dir, 'x64', 'bin')),
  ];
  return [
    ...[...path, ...roots].map((dir) => join(dir, `python${version}`)),
    ...path.flatMap((dir) => [join(dir, 'python3'), join(dir, 'python')]),
  ].filter((file) => existsSync(file));
}

function versionsIn(root: string, folder: string, version: string): string[] {
  if (root === '' || !existsSync(join(root, folder))) return [];
  const names = readdirSync(join(root, folder)).filter((name) => name === version || name.startsWith(`${version}.`));
  return names.sort((a, b) => b.localeCompare(a, 'en', { numeric: true })).map((name) => join(root, folder, name));
}
