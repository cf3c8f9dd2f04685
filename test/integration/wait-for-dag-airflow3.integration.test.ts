import { test as alone, expect } from 'vitest';
import {
  commonTests,
  expectVerdict,
  latency,
  median,
  resultOf,
  sideBySide,
  suiteFor,
} from './support/wait-for-dag-suite.ts';

suiteFor('v2', (suite) => {
  const test = sideBySide(suite);
  commonTests(suite);

  test('a token that lives 15 s is renewed while waiting', async () => {
    await suite.proxied(async (driver, proxy) => {
      const run = await driver.run({ 'dag-id': 'nap', conf: '{"seconds": 32}' });
      expectVerdict(run, 'pass', /succeeded/);
      expect(proxy.count('POST', /auth\/token$/)).toBeGreaterThanOrEqual(2);
      expect(proxy.seen.filter((one) => one.outcome === '401')).toEqual([]);
    });
  });

  test('a ready token works until it expires, and then says what to do', async () => {
    const { username, password } = suite.airflow;
    const login = await fetch(`${suite.airflow.url}/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
    const token = ((await login.json()) as { access_token: string }).access_token;
    const run = await suite.direct.run({ 'dag-id': 'nap', username: '', password: '', token, conf: '{"seconds": 60}' });
    expectVerdict(run, 'error', /token in the input "token".*(expired|refused).*may still be active/);
    expect(run.stdout.replaceAll(/::add-mask::.*/g, '')).not.toContain(token);
  });

  test('a user who may look but not trigger', async () => {
    const { viewer } = suite.airflow.accounts;
    const run = await suite.direct.run({ username: viewer?.username ?? '', password: viewer?.password ?? '' });
    expectVerdict(run, 'error', /triggering the DAG: Forbidden/);
  });

  test('a mapped task of 30: its XCom is a list, one failed instance is named', async () => {
    const run = await suite.direct.run({ 'dag-id': 'mapped_30', conf: '{"fail": true}', xcom: 'all = score' });
    expectVerdict(run, 'pass', /succeeded/);
    const scores = JSON.parse(run.outputs['xcom-json'] ?? '').all as (number | null)[];
    expect(scores).toHaveLength(30);
    expect(scores[17]).toBeNull();
    expect(scores[3]).toBeCloseTo(0.1);
    expect(run.stdout).toMatch(/::warning title=task score\[17\] failed/);
  });

  test('a run that is cleared and queued again is followed until its end', async () => {
    const id = `cleared-${Date.now()}`;
    const running = suite.direct.run({ 'dag-id': 'nap', 'dag-run-id': id, conf: '{"seconds": 8}' });
    await suite.direct.waitForState('nap', id, ['running']);
    await new Promise((resolve) => setTimeout(resolve, 3000));
    expect((await suite.direct.api('POST', `/dags/nap/dagRuns/${id}/clear`, { dry_run: false })).status).toBe(200);
    const run = await running;
    expectVerdict(run, 'pass', /succeeded/);
    expect(JSON.parse(run.outputs['tasks-json'] ?? '')).toMatchObject([{ state: 'success', tryNumber: 2 }]);
  });

  test('logs that attack the runner and the summary do nothing', async () => {
    const run = await suite.direct.run({ 'dag-id': 'hostile_logs', 'log-lines': '100' });
    expectVerdict(run, 'fail', /task shout/);
    const commands = run.stdout.split('\n').filter((line) => /^\s*::/.test(line));
    const own = /^::(add-mask|debug|error|warning|group|endgroup)( title=(task|wait-for-dag)[^:]*)?::/;
    for (const line of commands) expect(line).toMatch(own);
    expect(commands.filter((line) => line.startsWith('::error'))).toHaveLength(2);
    const outside = run.summary.replaceAll(/^(`{3,})\w*\n[\s\S]*?^\1$/gm, '');
    expect(outside).not.toMatch(/<img|@everyone|javascript:/);
    expect(run.summary).not.toContain('lab-fake-password');
  });

  test('on-cancel: leave, an XCom that is not there, a logical date', async () => {
    const left = await suite.direct.run(
      { 'dag-id': 'nap', conf: '{"seconds": 3}', 'on-cancel': 'leave' },
      { signalAfter: /triggered/ },
    );
    expectVerdict(left, 'error', /left as it is/);
    const id = left.outputs['dag-run-id'] ?? '';
    expect(await suite.direct.stateOf('nap', id)).not.toBe('failed');
    const day = new Date(Date.now() - Math.floor(Math.random() * 1e10)).toISOString();
    const run = await suite.direct.run({
      'dag-id': 'nap',
      'logical-date': day,
      xcom: 'a = group.sleep.nope\nb = nothing',
    });
    expectVerdict(run, 'error', /no XCom "nope"; it pushed "return_value", "slept.for".*no such task/);
    expect(resultOf(run)).toMatchObject({ run: { state: 'success' } });
    const twice = await suite.direct.run({ 'dag-id': 'nap', 'logical-date': day, mode: 'trigger' });
    expectVerdict(twice, 'error', /logical date/);
  });

  alone('the end of a run is seen within 1.5 s (median)', async () => {
    const seen: number[] = [];
    for (let count = 0; count < 5; count += 1) {
      const run = await suite.direct.run({ 'dag-id': 'nap', conf: `{"seconds": ${1 + count}}` });
      seen.push(latency(run, Date.now()));
    }
    console.log(`Airflow 3: end of run to end of step: ${seen.map(Math.round).join(', ')} ms`);
    expect(median(seen)).toBeLessThan(1500);
  });

  alone('Airflow is restarted in the middle of a wait', async () => {
    const running = suite.direct.run({ 'dag-id': 'nap', conf: '{"seconds": 25}' });
    await new Promise((resolve) => setTimeout(resolve, 8000));
    await suite.airflow.restart({ downSeconds: 3 });
    const run = await running;
    // A task that wants its API server just then fails by itself: the verdict has to be the truth either way.
    const state = await suite.direct.stateOf('nap', run.outputs['dag-run-id'] ?? '');
    expectVerdict(run, state === 'success' ? 'pass' : 'fail', /succeeded|failed/);
    expect(run.outputs.state).toBe(state);
    expect(run.stdout).toContain('Airflow answers again');
  });
});
