import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ACTION, type Act, type How, makeWorkspace, type Ran, runAction, StandIns, writeProgram } from './harness.ts';

const SCHEMA = join(import.meta.dirname, '../../docs/schemas/python-quality.result.json');
const valid = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));

const PATH = process.env.PATH ?? '';
let workspace: string;
let tools: StandIns;

beforeEach(() => {
  workspace = makeWorkspace();
  tools = new StandIns(workspace);
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

async function run(
  inputs: Record<string, string> = {},
  acts: Record<string, Act> = {},
  how: Partial<How> = {},
): Promise<Ran> {
  const ran = await runAction(workspace, inputs, { ...how, env: { PATH, ...tools.env(acts), ...how.env } });
  expect(valid(ran.result), JSON.stringify(valid.errors)).toBe(true);
  expect(ran.outputs.verdict).toBe(ran.result.verdict);
  expect(Object.keys(ran.outputs).sort()).toEqual(Object.keys(ACTION.outputs).sort());
  return ran;
}

describe('action.yml', () => {
  const [step] = ACTION.runs.steps;

  test('is a composite whose data enters through env only', () => {
    expect(ACTION.runs.using).toBe('composite');
    expect(ACTION.runs.steps).toHaveLength(1);
    expect(step?.run).not.toContain('${{');
    const passed = Object.values(step?.env ?? {}).map((value) => value.replace(/^\$\{\{ inputs\.(.*) \}\}$/, '$1'));
    expect(passed.sort()).toEqual(Object.keys(ACTION.inputs).sort());
  });

  test('hands on each output under its own name', () => {
    for (const [name, { value }] of Object.entries(ACTION.outputs)) {
      expect(value).toBe(`\${{ steps.check.outputs.${name} }}`);
    }
  });
});

describe('verdict', () => {
  test('pass: every tool is content', async () => {
    const ran = await run();
    expect(ran.code).toBe(0);
    expect(ran.result.verdict).toBe('pass');
    expect(ran.outputs).toMatchObject({ black: 'pass', flake8: 'pass', mypy: 'pass', pytest: 'pass', coverage: '0.9' });
    expect(ran.outputs['coverage-file']).toBe('reports/python-quality/coverage.xml');
    expect(ran.outputs['junit-file']).toBe('reports/python-quality/junit.xml');
  });

  test('fail: a tool that decides found something, and the others ran all the same', async () => {
    const ran = await run({}, { black: { exit: 1, print: 'would reformat code.py' } });
    expect(ran.code).toBe(1);
    expect(ran.result).toMatchObject({ verdict: 'fail', reason: 'black: 1 file to reformat' });
    expect(ran.outputs.pytest).toBe('pass');
  });

  test('warn: only a tool that does not decide complains', async () => {
    const ran = await run({ 'fail-on': 'pytest' }, { mypy: { exit: 1, print: 'code.py:1: error: No  [misc]' } });
    expect(ran.code).toBe(0);
    expect(ran.result.verdict).toBe('warn');
    expect(ran.commands).toContain('::warning title=mypy misc,file=code.py,line=1::No');
  });

  test('error beats fail', async () => {
    const ran = await run({}, { black: { exit: 1, print: 'would reformat a.py' }, mypy: { exit: 2, print: 'boom' } });
    expect(ran.result.verdict).toBe('error');
    expect(ran.result.reason).toContain('mypy could not judge: exited with 2: boom');
  });

  test('only the tools asked for run', async () => {
    const ran = await run({ tools: 'mypy\nblack' });
    expect(tools.calls().map(([name]) => name)).toEqual(['black', 'mypy']);
    expect(ran.outputs).toMatchObject({ flake8: 'skipped', pytest: 'skipped', 'junit-file': '', coverage: '' });
  });
});

describe('what cannot judge never passes', () => {
  const junit = (inside: string) => `<testsuite>${inside}</testsuite>`;
  test.each<[string, string, Act, string]>([
    ['black crashes', 'black', { exit: 123, print: 'cannot format code.py' }, 'exited with 123'],
    ['black looks at nothing', 'black', { print: 'No Python files are present to be formatted.' }, 'no Python file'],
    [
      'black says no and not why',
      'black',
      { exit: 1, print: 'The required version does not match' },
      'required version',
    ],
    ['flake8 breaks', 'flake8', { exit: 1, print: 'There was a critical error' }, 'critical error'],
    ['mypy has a bad configuration', 'mypy', { exit: 2 }, 'exited with 2'],
    ['pytest collects nothing', 'pytest', { exit: 5, junit: junit('') }, 'collected no tests'],
    ['pytest cannot import the tests', 'pytest', { exit: 2, print: 'Interrupted: 1 error' }, 'Interrupted'],
    ['pytest is killed', 'pytest', { exit: -9 }, 'exited with'],
    ['there is no JUnit report', 'pytest', { junit: null }, 'JUnit report was not written'],
    ['the JUnit report is no XML', 'pytest', { junit: '<testsuite>' }, 'JUnit report is no XML'],
    ['the JUnit report has entities', 'pytest', { junit: '<!DOCTYPE a [<!ENTITY b "c">]><a/>' }, 'declares entities'],
    ['every test is skipped', 'pytest', { junit: junit('<testcase name="a"><skipped/></testcase>') }, 'skipped'],
    ['there is no coverage report', 'pytest', { coverage: null }, 'coverage report was not written'],
    ['coverage is of nothing', 'pytest', { coverage: '<coverage line-rate="1" lines-valid="0"/>' }, 'covers no line'],
    ['coverage is no number', 'pytest', { coverage: '<coverage line-rate="NaN"/>' }, 'no Cobertura report'],
  ])('%s', async (_, tool, act, reason) => {
    const ran = await run({}, { [tool]: act });
    expect(ran.code).toBe(1);
    expect(ran.outputs[tool]).toBe('error');
    expect(ran.result.tools[tool]?.reason).toContain(reason);
  });

  test('a failed test that pytest keeps quiet about still fails', async () => {
    const ran = await run(
      {},
      { pytest: { exit: 0, junit: junit('<testcase name="a"><failure message="no"/></testcase>') } },
    );
    expect(ran.outputs.pytest).toBe('fail');
  });

  test('findings of flake8 count whatever its exit status says', async () => {
    const ran = await run({}, { flake8: { exit: 0, flake8: './code.py:1:2: F401 unused\n' } });
    expect(ran.result.tools.flake8).toMatchObject({ outcome: 'fail', findings: { total: 1 } });
  });

  test('a tool that is missing says how to install it', async () => {
    execFileSync('python3', ['-m', 'venv', '--without-pip', join(workspace, '.venv')]);
    rmSync(join(tools.folder, 'mypy'), { recursive: true });
    rmSync(join(tools.folder, 'pytest_cov'), { recursive: true });
    const ran = await run({ tools: 'black,mypy,pytest', python: '.venv/bin/python' });
    expect(ran.outputs).toMatchObject({ black: 'pass', mypy: 'error', pytest: 'error' });
    const python = join(workspace, '.venv/bin/python');
    expect(ran.result.tools.mypy?.reason).toBe(
      `mypy not installed for ${python}: run "python -m pip install mypy" before, or use the input "install"`,
    );
    expect(ran.result.tools.pytest?.reason).toContain('pytest-cov not installed');
  });

  test('a report of an earlier run does not speak for this one', async () => {
    await run();
    const ran = await run({}, { pytest: { junit: null, coverage: null } });
    expect(ran.outputs).toMatchObject({ pytest: 'error', 'junit-file': '', 'coverage-file': '', coverage: '' });
  });

  test('a folder without Python files', async () => {
    mkdirSync(join(workspace, 'empty'));
    const ran = await run({ paths: 'empty', tools: 'flake8' });
    expect(ran.result.tools.flake8).toMatchObject({ outcome: 'error', reason: 'no Python file under empty' });
  });

  test('a file called black.py does not stand in for black', async () => {
    writeFileSync(join(workspace, 'black.py'), 'print("all good")\n');
    const ran = await run({ tools: 'black' }, { black: { exit: 1, print: 'would reformat code.py' } });
    expect(ran.outputs.black).toBe('fail');
  });
});

describe('time', () => {
  test('a tool that hangs is stopped, with what it started', { timeout: 20_000 }, async () => {
    const ran = await run({ tools: 'mypy', timeout: '1s' }, { mypy: { sleep: 60, daemon: true } });
    expect(ran.result.tools.mypy).toMatchObject({ outcome: 'error', reason: 'stopped after 1 s' });
  });

  test('a process left behind does not hold the step', { timeout: 20_000 }, async () => {
    const started = Date.now();
    const ran = await run({ tools: 'mypy' }, { mypy: { daemon: true } });
    expect(ran.outputs.mypy).toBe('pass');
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  test('on SIGINT it stops within 5 s and tells its outputs', { timeout: 20_000 }, async () => {
    let interrupted = 0;
    const ran = await run(
      { tools: 'pytest' },
      { pytest: { sleep: 60 } },
      {
        started: (pid) => {
          setTimeout(() => {
            interrupted = Date.now();
            process.kill(pid, 'SIGINT');
          }, 1_500);
        },
      },
    );
    expect(Date.now() - interrupted).toBeLessThan(5_000);
    expect(ran.code).toBe(130);
    expect(ran.result).toMatchObject({ verdict: 'error', reason: 'cancelled by SIGINT before all tools had finished' });
  });
});

describe('inputs', () => {
  test('all mistakes are told at once and nothing runs', async () => {
    const ran = await run({
      tools: 'black,pylint',
      'fail-on': 'mypi',
      coverage: 'yes',
      timeout: 'soon',
      summary: '1',
      paths: 'nowhere',
      'output-directory': '../../etc',
      install: 'requirements.txt',
      python: 'no-such-python',
    });
    expect(ran.code).toBe(1);
    expect(tools.calls()).toEqual([]);
    expect(ran.result).toMatchObject({ verdict: 'error', reason: '9 inputs are wrong' });
    expect(ran.commands.filter((command) => command.startsWith('::error title=python-quality::input "'))).toHaveLength(
      9,
    );
    expect(ran.log).toContain('input "tools": got "pylint", allowed: black, flake8, mypy, pytest');
    expect(ran.log).toContain('input "coverage": got "yes", allowed: true, false');
    expect(ran.log).toContain('input "timeout": got "soon", allowed: a duration above 0 such as 90s, 10m or 1h30m');
  });

  test('a tool cannot decide that does not run', async () => {
    const ran = await run({ tools: 'black', 'fail-on': 'black,mypy' });
    expect(ran.result.reason).toBe('input "fail-on": got "mypy", allowed: a tool that runs: black');
  });

  test.each(['true', './program'])('python: %s is no Python, however well it exits', async (python) => {
    writeProgram(join(workspace, 'program'), '#!/bin/sh\nexit 0\n');
    const ran = await run({ python });
    expect(ran.code).toBe(1);
    expect(ran.result.reason).toBe(
      `input "python": got ${JSON.stringify(python)}, allowed: a command or path of Python 3.10 or newer`,
    );
  });

  test('without any Python there is still a result', async () => {
    const bin = join(workspace, 'bin');
    mkdirSync(bin);
    for (const program of ['bash', 'dirname']) {
      writeProgram(join(bin, program), `#!/bin/sh\nexec /bin/${program} "$@"\n`);
    }
    const ran = await run({}, {}, { env: { PATH: bin } });
    expect(ran.code).toBe(1);
    expect(ran.result.verdict).toBe('error');
    expect(ran.result.reason).toContain('no Python 3.10 or newer was found');
  });

  test('what pip installs, and what comes of it when that fails', async () => {
    writeFileSync(join(workspace, 'requirements.txt'), '');
    await run({ tools: 'black', install: 'requirements.txt, .[dev,test]'.replace(',test', '') });
    expect(tools.calls()[0]).toEqual([
      'pip',
      'install',
      '--quiet',
      '--no-input',
      '--requirement',
      join(workspace, 'requirements.txt'),
      `${workspace}[dev]`,
    ]);
    const ran = await run({ install: 'requirements.txt' }, { pip: { exit: 1, print: 'no matching distribution' } });
    expect(ran.result.reason).toBe('pip install exited with 1: no matching distribution');
    expect(ran.outputs).toMatchObject({ verdict: 'error', black: 'error', pytest: 'error' });
  });

  test('paths that look like options stay paths', async () => {
    for (const name of ['--version', '@file.py']) writeFileSync(join(workspace, name), '');
    await run({ paths: '--version\n@file.py', tools: 'black,flake8,mypy' });
    for (const call of tools.calls()) expect(call.slice(-2)).toEqual(['./--version', './@file.py']);
  });

  test('pytest-args: one argument a line, commas and blanks included', async () => {
    await run({ tools: 'pytest', 'pytest-args': '-k\na and not b\n--deselect=x[1,2]\n\n', 'coverage-source': 'a,b' });
    const [call = []] = tools.calls();
    expect(call.slice(-3)).toEqual(['-k', 'a and not b', '--deselect=x[1,2]']);
    expect(call).toEqual(expect.arrayContaining(['--cov=a', '--cov=b']));
  });
});

const HOSTILE = [
  '"; touch pwned; "',
  '$(touch pwned)',
  '`touch pwned`',
  'a\ntouch pwned\n',
  '::set-output name=verdict::pass',
  '\n::error::forged\n',
  '##[error]forged',
  '</details></pre><script>',
  '@everyone',
  '%0A::error::forged',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it must not be evaluated
  '${{ github.token }}',
  '-c import os; os.system("touch pwned")',
];

/** Nothing ran, nothing was forged, and what is shown is text. */
function expectUnharmed(ran: Ran): void {
  expect(existsSync(join(workspace, 'pwned'))).toBe(false);
  const known = /^::(group::(black|flake8|mypy|pytest|pip install)|endgroup::|(error|warning) title=)/;
  expect(ran.commands.filter((command) => !known.test(command))).toEqual([]);
  expect(ran.commands.filter((command) => command.startsWith('::error::'))).toEqual([]);
  const written = ran.summary.replace(/<\/?(details|summary|pre|code)>/g, '');
  expect(written).not.toMatch(/<|`|@everyone/);
  expect(ran.summary.match(/<details>/g)?.length).toBe(ran.summary.match(/<\/details>/g)?.length);
}

describe('hostile text', () => {
  test.each(HOSTILE)('in every input at once: %j', async (text) => {
    const ran = await run(Object.fromEntries(Object.keys(ACTION.inputs).map((name) => [name, text])));
    expect(ran.code).toBe(1);
    expectUnharmed(ran);
  });

  test.each(HOSTILE)('in names that exist and so are used: %j', async (text) => {
    const name = text.trim().replaceAll('/', '|').replaceAll(',', ' ').replaceAll('\n', ' ');
    mkdirSync(join(workspace, 'in', name), { recursive: true });
    writeFileSync(join(workspace, 'in', name, `${name}.py`), '');
    const inputs = { 'working-directory': `in/${name}`, paths: `${name}.py`, 'output-directory': `out/${name}` };
    const print = `would reformat ${join(workspace, 'in', name, name)}.py`;
    const ran = await run({ ...inputs, tools: 'black,pytest' }, { black: { exit: 1, print } });
    expect(ran.outputs).toMatchObject({ black: 'fail', pytest: 'pass', 'junit-file': `out/${name}/junit.xml` });
    expect(tools.calls()[0]?.at(-1)).toMatch(/^(\.\/)?(.*)\.py$/);
    expectUnharmed(ran);
  });

  test('arrives at pytest as one argument', async () => {
    const lines = HOSTILE.filter((text) => !text.includes('\n'));
    expectUnharmed(
      await run({ tools: 'pytest', 'pytest-args': lines.join('\n'), 'coverage-source': lines.join('\n') }),
    );
    const [call = []] = tools.calls();
    expect(call.slice(-lines.length)).toEqual(lines);
    expect(call).toEqual(expect.arrayContaining(lines.map((line) => `--cov=${line}`)));
  });

  test('in what tools say', async () => {
    const text = HOSTILE.join('\n');
    const xml = text.replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
    const ran = await run(
      {},
      {
        black: { exit: 1, print: `${text}\nwould reformat ${HOSTILE[7]}` },
        flake8: { exit: 1, flake8: `a,b:c.py:1:1: E1 ${HOSTILE[9]} ${HOSTILE[0]}\n`, print: text },
        mypy: { exit: 1, print: `x.py:1: error: ${HOSTILE[2]} ${HOSTILE[8]}  [misc]\n${text}` },
        pytest: {
          exit: 1,
          print: text,
          junit: `<testsuite><testcase classname="${xml}" name="${xml}"><failure message="${xml}"/></testcase></testsuite>`,
        },
      },
    );
    expect(ran.result.verdict).toBe('fail');
    expectUnharmed(ran);
  });

  test('tools get neither the command files nor the tokens', async () => {
    const ran = await run({ tools: 'black' });
    const names = /environment: (.*)/.exec(ran.log)?.[1]?.split(' ') ?? [];
    expect(names).toContain('PATH');
    expect(names.filter((name) => /GITHUB_(OUTPUT|ENV|STEP_SUMMARY)|^PQ_|TOKEN/.test(name))).toEqual([]);
  });
});

describe('size', () => {
  test('at most ten annotations a tool; the rest is counted', async () => {
    const lines = Array.from({ length: 70 }, (_, index) => `code.py:${index + 1}:1: F401 unused`);
    const ran = await run({ tools: 'flake8' }, { flake8: { exit: 1, flake8: lines.join('\n') } });
    expect(ran.commands.filter((command) => command.startsWith('::error title=flake8'))).toHaveLength(10);
    expect(ran.log).toContain('flake8: 60 more not annotated');
    expect(ran.result.tools.flake8?.findings.total).toBe(70);
    expect(ran.result.tools.flake8?.findings.shown).toHaveLength(50);
  });

  test('the summary stays under 1 MiB and can be turned off', async () => {
    const print = `${'<&`@'.repeat(400)}\n`.repeat(3);
    const names = ['black', 'flake8', 'mypy', 'pytest'];
    const acts = Object.fromEntries(names.map((name) => [name, { exit: 3, print, repeat: 300 }]));
    const ran = await run({}, acts);
    expect(ran.log.length).toBeGreaterThan(4_000_000);
    expect(Buffer.byteLength(ran.summary)).toBeLessThan(300_000);
    expect((await run({ summary: 'false' }, acts)).summary).toBe('');
  });
});
