import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findPython, PYTHON_ENVIRONMENTS, pythonCandidates } from './python.ts';
import { installEnvironment, run } from './run.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-python-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function executable(path: string, script = 'exit 1'): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe('finding a Python', () => {
  test('candidates: PATH, then pyenv with the newest first, then the tool cache, then python3 of any version', () => {
    const onPath = executable('bin/python3.12');
    const plain = executable('bin/python3');
    const old = executable('pyenv/versions/3.12.2/bin/python3.12');
    const recent = executable('pyenv/versions/3.12.11/bin/python3.12');
    executable('pyenv/versions/3.1/bin/python3.1');
    const cached = executable('tools/Python/3.12.4/x64/bin/python3.12');
    const env = {
      PATH: join(folder, 'bin'),
      PYENV_ROOT: join(folder, 'pyenv'),
      RUNNER_TOOL_CACHE: join(folder, 'tools'),
    };
    expect(pythonCandidates('3.12', env)).toEqual([onPath, recent, old, cached, plain]);
  });

  test('one that does not answer, as a pyenv shim of an inactive version, or has another version, is passed over', async () => {
    executable('bin/python3.12', 'echo "pyenv: python3.12: command not found" >&2; exit 127');
    executable('bin/python3', 'echo "3.9 /usr/bin/python3"');
    const good = executable('pyenv/versions/3.12.1/bin/python3.12', 'echo "3.12 /the/real one"');
    const env = { PATH: join(folder, 'bin'), PYENV_ROOT: join(folder, 'pyenv') };
    expect(good).toContain('3.12.1');
    expect(await findPython(['3.12'], env)).toBe('/the/real one');
  });

  test('none: the error says which versions are accepted', async () => {
    const nowhere = { PATH: folder, PYENV_ROOT: folder };
    await expect(findPython(['3.98', '3.97'], nowhere)).rejects.toThrow(/^no Python 3.98 or 3.97 found on PATH/);
  });
});

test('every lock file pins every line', () => {
  for (const name of Object.keys(PYTHON_ENVIRONMENTS)) {
    const lines = readFileSync(join(import.meta.dirname, 'locks', `${name}.txt`), 'utf8')
      .trim()
      .split('\n');
    expect(lines.filter((line) => !/^[a-z0-9._-]+==[0-9][^\s;]*( ; .+)?$/.test(line))).toEqual([]);
  }
});

describe('running a command', () => {
  test('the error names the command and shows the end of its output', async () => {
    const file = executable('fails', 'seq 1 40; echo "no space left" >&2; exit 3');
    const error: Error = await run(file, ['--now']).catch((cause) => cause);
    expect(error.message).toMatch(new RegExp(`^"${file} --now" ended with status 3. The end of its output:\n  `));
    expect(error.message).toMatch(/ {2}40\n {2}no space left$/);
    expect(error.message).not.toContain('\n  20\n');
  });

  test('a command that is not there, one that takes too long', async () => {
    await expect(run(join(folder, 'missing'), [])).rejects.toThrow(/^cannot run ".*missing": spawn .* ENOENT$/);
    const slow = executable('slow', 'exec sleep 60');
    await expect(run(slow, [], { timeoutSeconds: 0.2 })).rejects.toThrow('was stopped by SIGKILL (limit 0.2 s)');
  });

  test('the caller’s Python settings do not reach an installation', () => {
    const env = installEnvironment({ PYTHONPATH: '/asked' });
    expect(Object.keys(env).filter((name) => name.startsWith('PYTHON'))).toEqual(['PYTHONPATH']);
    expect(env.PATH).toBe(process.env.PATH);
  });
});
