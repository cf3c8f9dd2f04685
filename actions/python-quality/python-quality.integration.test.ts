/** The action with the real tools, on a project that is good and on one that is not. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { python } from '../../test/lab/python.ts';
import { tool } from '../../test/lab/tools.ts';
import { makeWorkspace, runAction } from './harness.ts';

const FIXTURES = join(import.meta.dirname, '../../test/fixtures/python');
const JOB = { env: { PATH: process.env.PATH ?? '' } };
const workspace = makeWorkspace();
let interpreter: string;

beforeAll(async () => {
  interpreter = await python('mlflow');
  cpSync(FIXTURES, workspace, { recursive: true });
});
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

test('a good project passes, and quality-gate can read its reports', async () => {
  const ran = await runAction(workspace, { python: interpreter, 'working-directory': 'good' }, JOB);
  expect(ran.result.reason).toBe('black, flake8, mypy and pytest: 2 tests passed, 100.0% coverage');
  expect(ran.code).toBe(0);
  expect(ran.result.tests).toEqual({ total: 2, passed: 2, failed: 0, errors: 0, skipped: 0 });
  expect(ran.result.coverage).toEqual({ lines: 1, branches: 1 });
  for (const name of ['coverage-file', 'junit-file']) {
    expect(existsSync(join(workspace, ran.outputs[name] ?? ''))).toBe(true);
  }
  // Only the tools' own caches are left in the project.
  expect(readdirSync(join(workspace, 'good')).filter((name) => name.startsWith('.coverage'))).toEqual([]);
});

test('a bad project fails in every tool, and its output commands nobody', async () => {
  const ran = await runAction(workspace, { python: interpreter, 'working-directory': 'bad' }, JOB);
  expect(ran.code).toBe(1);
  expect(ran.outputs).toMatchObject({ black: 'fail', flake8: 'fail', mypy: 'fail', pytest: 'fail', verdict: 'fail' });
  expect(ran.result.reason).toBe(
    'black: 2 files to reformat; flake8: 4 findings; mypy: 2 type errors; pytest: 1 test of 2 failed',
  );
  expect(ran.commands).toContain(
    "::error title=flake8 F401,file=bad/shapes/__init__.py,line=2,col=1::'os' imported but unused",
  );
  expect(ran.commands).toContain(
    '::error title=pytest tests.test_shapes.test_area,file=bad/tests/test_shapes.py,line=15::AssertionError: ::error::100%25',
  );
  expect(ran.commands.filter((command) => /set-output|forged/.test(command))).toEqual([]);
  expect(ran.summary).not.toContain('</pre></details>#');
  expect(existsSync(join(workspace, 'pwned'))).toBe(false);
});

test('tools that cannot read the code say so', async () => {
  const inputs = { python: interpreter, 'working-directory': 'broken' };
  const ran = await runAction(workspace, inputs, JOB);
  expect(ran.outputs).toMatchObject({ black: 'error', flake8: 'fail', mypy: 'error', pytest: 'error' });
  expect(ran.result.tools.pytest?.reason).toContain('exited with 2');
});

test('paths that look like options', async () => {
  const inputs = {
    python: interpreter,
    'working-directory': 'odd',
    paths: '--help\n@file',
    tools: 'black,flake8,mypy',
  };
  const ran = await runAction(workspace, inputs, JOB);
  expect(ran.result.reason).toBe('black, flake8 and mypy found nothing');
});

test('the scripts satisfy shellcheck, and Python checks that they run on 3.10', async () => {
  const scripts = join(import.meta.dirname, 'scripts');
  execFileSync(await tool('shellcheck'), [join(scripts, 'run.sh')]);
  const cache = join(workspace, '.mypy');
  const mypy = ['-m', 'mypy', '--strict', '--python-version', '3.10', '--cache-dir', cache, '.'];
  execFileSync(interpreter, mypy, { cwd: scripts });
});
