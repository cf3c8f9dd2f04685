/** The same promises of wait-for-dag, checked against a real Airflow of either version. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, test as alone, beforeAll, describe, expect } from 'vitest';
import { resultSchema } from '../../../actions/wait-for-dag/result.ts';
import { cacheDir } from '../../lab/cache.ts';
import { type AirflowHandle, startLab } from '../../lab/index.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import type { ActionRun } from './run-action.ts';
import { type Driver, drive } from './wait-for-dag.ts';
import { FRESH, NAP } from './wait-for-dag-dags.ts';

export interface Suite {
  version: 'v1' | 'v2';
  airflow: AirflowHandle;
  direct: Driver;
  /** A driver through a proxy of its own, which is closed afterwards. */
  proxied<T>(work: (driver: Driver, proxy: FaultProxy) => Promise<T>): Promise<T>;
}

const SHORT_JWT_SECONDS = 15;

/** Starts one Airflow in a home of its own (it is restarted and breaks) and hands it to `tests`. */
export function suiteFor(version: 'v1' | 'v2', tests: (suite: Suite) => void): void {
  const name = version === 'v1' ? 'airflow2' : 'airflow';
  const suite = { version } as Suite;
  let stop: () => Promise<void> = async () => undefined;
  describe(`wait-for-dag on Airflow ${version === 'v1' ? 2 : 3}`, () => {
    beforeAll(async () => {
      // A fresh database: tasks that an earlier suite left behind would be picked up again and hold its lock.
      const home = join(cacheDir(), `lab-wait-for-dag-${name}`);
      rmSync(home, { recursive: true, force: true });
      const lab = await startLab([name], { home, jwtLifetimeSeconds: SHORT_JWT_SECONDS });
      stop = () => lab.stop();
      suite.airflow = lab[name] as AirflowHandle;
      suite.airflow.removeDag('fresh.py');
      suite.airflow.addDag('nap.py', NAP);
      await suite.airflow.waitUntilParsed();
      suite.direct = drive(suite.airflow, version);
      suite.proxied = async (work) => {
        const proxy = await startFaultProxy(suite.airflow.url);
        try {
          return await work(drive(suite.airflow, version, proxy.url), proxy);
        } finally {
          await proxy.close();
        }
      };
    });
    afterAll(async () => {
      await stop();
    });
    tests(suite);
  });
}

export function resultOf(run: ActionRun): v.InferOutput<typeof resultSchema> {
  const parsed = v.safeParse(resultSchema, JSON.parse(run.outputs['result-json'] ?? 'null'));
  expect(parsed.issues ?? [], run.stdout).toEqual([]);
  return parsed.output as v.InferOutput<typeof resultSchema>;
}

/** Fails with the whole log, which says why. */
export function expectVerdict(run: ActionRun, verdict: string, reason: RegExp): void {
  expect(run.outputs.verdict, run.stdout + run.stderr).toBe(verdict);
  expect(run.outputs.reason).toMatch(reason);
  expect(run.code).toBe(verdict === 'pass' || verdict === 'warn' ? 0 : 1);
}

/** Milliseconds from the end of the run, by Airflow's clock (the same machine), to the end of the step. */
export function latency(run: ActionRun, endedAt: number): number {
  const result = resultOf(run);
  const runEnd = 'run' in result && result.run?.endedAt ? Date.parse(result.run.endedAt) : Number.NaN;
  return endedAt - runEnd;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * What became of each trigger. Not those that Airflow answered with 500: on SQLite it does so when the database is locked, before it has
 * done anything, and is rightly asked again.
 */
function triggers(proxy: FaultProxy): string[] {
  const posts = proxy.seen.filter((one) => one.method === 'POST' && one.path.endsWith('/dagRuns'));
  return posts.map((one) => one.outcome).filter((outcome) => outcome !== '500');
}

/** Tests that do not get in each other's way. Airflow 2 on SQLite runs one task at a time, so there they take turns. */
export function sideBySide(suite: Suite): typeof alone {
  return (suite.version === 'v2' ? alone.concurrent : alone) as typeof alone;
}

/** What holds on both versions; each test makes as few runs as it can, because Airflow 2 runs one task at a time. */
export function commonTests(suite: Suite): void {
  const test = sideBySide(suite);
  const grid = (dag: string, id: string) =>
    suite.version === 'v1' ? `/dags/${dag}/grid?dag_run_id=${id}` : `/dags/${dag}/runs/${id}`;

  test('a run that succeeds: outputs, XComs of a task in a group, summary, one trigger', async () => {
    await suite.proxied(async (driver, proxy) => {
      const run = await driver.run({
        'dag-id': 'nap',
        conf: '{"seconds": 2}',
        note: 'from a test',
        xcom: 'result = group.sleep\nslept = group.sleep.slept.for\nsame = group.sleep:slept.for',
      });
      expectVerdict(run, 'pass', /succeeded in/);
      const id = run.outputs['dag-run-id'] ?? '';
      expect(id).toMatch(/^gha-org-repo-\d+-1-train-[0-9a-f]{10}$/);
      expect(run.outputs).toMatchObject({ state: 'success', 'dag-run-url': proxy.url + grid('nap', id) });
      expect(Number(run.outputs['duration-seconds'])).toBeGreaterThan(1.9);
      expect(JSON.parse(run.outputs['xcom-json'] ?? '')).toEqual({ result: { seconds: 2 }, slept: 2, same: 2 });
      expect(JSON.parse(run.outputs['tasks-json'] ?? '')).toMatchObject([{ taskId: 'group.sleep', state: 'success' }]);
      expect(run.summary).toContain('```mermaid');
      expect(run.summary).toContain('<code>group.sleep</code>');
      expect(triggers(proxy)).toEqual(['200']);
      resultOf(run);
      const { body } = await driver.api('GET', `/dags/nap/dagRuns/${id}`);
      expect(body).toMatchObject({ conf: { seconds: 2 }, note: 'from a test', state: 'success' });
      // The post step after a normal end asks Airflow nothing.
      proxy.reset();
      const post = await driver.run({ 'dag-id': 'nap' }, { state: run.state });
      expect(post.code).toBe(0);
      expect(proxy.seen).toEqual([]);
    });
  });

  test('a run that fails: one annotation with try and log, none for the task that had no chance', async () => {
    const run = await suite.direct.run({ 'dag-id': 'always_fails', 'log-lines': '20' });
    expectVerdict(run, 'fail', /failed: task boom \(try 1\)/);
    expect(run.outputs.state).toBe('failed');
    expect(run.stdout).toMatch(/::error title=task boom failed \(try 1 of 1\)::.*training data missing/);
    expect(run.stdout).not.toContain('title=task after');
    expect(run.summary).toContain('training data missing');
  });

  test('the answer to the trigger is lost: the run is found, and there is one', async () => {
    await suite.proxied(async (driver, proxy) => {
      proxy.breaks({ method: 'POST', path: /dagRuns$/, fault: { kind: 'lose-answer' } });
      const run = await driver.run({ mode: 'trigger' });
      expectVerdict(run, 'pass', /not waited for/);
      expect(triggers(proxy)).toEqual(['200, answer lost']);
      expect(run.stdout).toContain('only the answer was lost');
      expect(await driver.stateOf('quick_ok', run.outputs['dag-run-id'] ?? '')).toBeDefined();
      // Asked for once more by the same step: attached, not made anew, and not ours to stop.
      const env = { GITHUB_RUN_ID: /repo-(\d+)-/.exec(run.outputs['dag-run-id'] ?? '')?.[1] };
      const again = await driver.run({ mode: 'trigger' }, { env });
      expectVerdict(again, 'pass', /.*/);
      expect(again.outputs['dag-run-id']).toBe(run.outputs['dag-run-id']);
      expect(resultOf(again)).toMatchObject({ run: { triggered: false } });
    });
  });

  test('the trigger never arrived, with an id of the user: sent again; the next one who wants that id is told', async () => {
    await suite.proxied(async (driver, proxy) => {
      const id = `mine-${Date.now()}`;
      proxy.breaks({ method: 'POST', path: /dagRuns$/, fault: { kind: 'reset' } });
      const run = await driver.run({ mode: 'trigger', 'dag-run-id': id });
      expectVerdict(run, 'pass', /not waited for/);
      expect(triggers(proxy)).toEqual(['reset', '200']);
      const foreign = await driver.run({ mode: 'trigger', 'dag-run-id': id });
      expectVerdict(foreign, 'error', /has a run "mine-\d+" already/);
    });
  });

  test('a paused DAG: nothing is triggered, or it is unpaused, or waited for', async () => {
    await suite.proxied(async (driver, proxy) => {
      const pause = (is_paused: boolean) => driver.api('PATCH', '/dags/paused', { is_paused });
      await pause(true);
      const fails = await driver.run({ 'dag-id': 'paused', mode: 'trigger' });
      expectVerdict(fails, 'fail', /is paused/);
      expect(proxy.count('POST', /dagRuns$/)).toBe(0);
      const unpauses = await driver.run({ 'dag-id': 'paused', mode: 'trigger', 'on-paused': 'unpause' });
      expectVerdict(unpauses, 'pass', /not waited for/);
      expect((await driver.api('GET', '/dags/paused')).body.is_paused).toBe(false);
      await pause(true);
      setTimeout(() => pause(false), 3500);
      proxy.reset();
      const waits = await driver.run({ 'dag-id': 'paused', mode: 'trigger', 'on-paused': 'wait' });
      expectVerdict(waits, 'pass', /not waited for/);
      await pause(true);
      const late = await driver.run({ 'dag-id': 'paused', mode: 'trigger', 'on-paused': 'wait', timeout: '2s' });
      expectVerdict(late, 'fail', /still paused at the deadline/);
    });
  });

  test('an unknown DAG, and one whose file cannot be imported', async () => {
    const unknown = await suite.direct.run({ 'dag-id': 'quick_okk', 'registration-grace': '1s' });
    expectVerdict(unknown, 'error', /does not know a DAG "quick_okk".*did you mean "quick_ok"/);
    const broken = await suite.direct.run({ 'dag-id': 'broken_import', 'registration-grace': '0s' });
    expectVerdict(broken, 'error', /broken_import\.py: ModuleNotFoundError/);
    expect(broken.summary).toContain('import a_module_that_does_not_exist');
  });

  test('a DAG that is parsed only now is waited for; broken afterwards, it says so with the end of its stack', async () => {
    // A new one each time: the database may be of an earlier run of these tests.
    const id = `fresh_${Date.now()}`;
    const source = FRESH.replaceAll('fresh_dag', id);
    setTimeout(() => suite.airflow.addDag('fresh.py', source), 2000);
    const fresh = await suite.direct.run({ 'dag-id': id, mode: 'trigger', 'registration-grace': '60s' });
    expectVerdict(fresh, 'pass', /not waited for/);
    expect(fresh.stdout).toContain('registration-grace');
    suite.airflow.addDag('fresh.py', `${source}\nraise RuntimeError("broken by a deployment")\n`);
    const deadline = Date.now() + 60_000;
    for (let broken = false; !broken; ) {
      broken = (await suite.direct.api('GET', `/dags/${id}`)).body.has_import_errors === true;
      if (Date.now() > deadline) throw new Error('the import error did not show up');
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    const run = await suite.direct.run({ 'dag-id': id, mode: 'trigger', 'registration-grace': '0s' });
    expectVerdict(run, 'error', /cannot be imported.*RuntimeError: broken by a deployment/);
    suite.airflow.removeDag('fresh.py');
  });

  test('wrong password, and bad inputs all at once without asking Airflow', async () => {
    await suite.proxied(async (driver, proxy) => {
      const wrong = await driver.run({ password: 'wrong-password' });
      expectVerdict(wrong, 'error', suite.version === 'v1' ? /403/ : /Invalid credentials/);
      expect(wrong.stdout.replaceAll('::add-mask::wrong-password', '')).not.toContain('wrong-password');
      proxy.reset();
      const bad = await driver.run({
        'dag-id': '../x',
        timeout: 'soon',
        mode: 'go',
        conf: '[1]',
        'log-lines': '-1',
        xcom: 'nonsense',
        'logical-date': 'yesterday',
      });
      expectVerdict(bad, 'error', /timeout/);
      for (const name of ['dag-id', 'timeout', 'mode', 'conf', 'log-lines', 'xcom', 'logical-date']) {
        expect(bad.outputs.reason).toContain(`input "${name}"`);
      }
      const together = await driver.run({ mode: 'wait', conf: '{"a": 1}', token: 'a-ready-token' });
      expectVerdict(together, 'error', /input "token"[\s\S]*input "conf"/);
      expect(proxy.seen).toEqual([]);
    });
  });

  test('SIGINT stops the run within 5 s and verifies it; the post step has nothing left to do', async () => {
    await suite.proxied(async (driver, proxy) => {
      const run = await driver.run({ 'dag-id': 'long_600s' }, { signalAfter: /task train is running/ });
      expectVerdict(run, 'error', /cancelled; the run .* was marked failed, and that was verified/);
      expect(run.afterSignal).toBeLessThan(5000);
      const id = run.outputs['dag-run-id'] ?? '';
      expect(await driver.stateOf('long_600s', id)).toBe('failed');
      const { body } = await driver.api('GET', `/dags/long_600s/dagRuns/${id}/taskInstances`);
      const states = (body.task_instances as { state: string }[]).map((task) => task.state);
      expect(states).not.toContain('running');
      expect(states).not.toContain('success');
      proxy.reset();
      expect((await driver.run({ 'dag-id': 'long_600s' }, { state: run.state })).code).toBe(0);
      expect(proxy.seen).toEqual([]);
    });
  });

  test('timeout: fail leaves it, detach warns, stall-timeout sees that nothing moves, cancel stops it', async () => {
    await suite.proxied(async (driver) => {
      const id = `late-${Date.now()}`;
      const base = { 'dag-id': 'slow_60s', 'dag-run-id': id };
      const fails = await driver.run({ ...base, timeout: '6s' });
      expectVerdict(fails, 'fail', /is still (running|queued) after 6 s .*it goes on/);
      expect(['running', 'queued']).toContain(await driver.stateOf('slow_60s', id));
      const wait = { ...base, mode: 'wait' };
      expectVerdict(await driver.run({ ...wait, timeout: '2s', 'on-timeout': 'detach' }), 'warn', /left running/);
      // Cancelled, but this step had not made the run: it stays.
      const other = await driver.run(wait, { signalAfter: /waiting for/ });
      expectVerdict(other, 'error', /had made no run/);
      expect(['running', 'queued']).toContain(await driver.stateOf('slow_60s', id));
      await driver.waitForState('slow_60s', id, ['running']);
      const stalls = await driver.run({ ...wait, timeout: '40s', 'stall-timeout': '4s' });
      expectVerdict(stalls, 'fail', /stall-timeout/);
      const cancels = await driver.run({ ...wait, timeout: '2s', 'on-timeout': 'cancel' });
      expectVerdict(cancels, 'fail', /timeout.*was marked failed, and that was verified/);
      expect(await driver.stateOf('slow_60s', id)).toBe('failed');
      // The run has ended: whoever waits for it now is told how, at once; the newest run is this one.
      const after = await driver.run({ 'dag-id': 'slow_60s', mode: 'wait' });
      expectVerdict(after, 'fail', new RegExp(id));
      expectVerdict(await driver.run({ ...wait, 'dag-run-id': 'never-was' }), 'error', /has no run "never-was"/);
    });
  });

  test('a 503, half a JSON, HTML pages and a dropped stream in the middle of a wait', async () => {
    await suite.proxied(async (driver, proxy) => {
      const lookups = /(dagRuns\/[^/]+|taskInstances)(\?.*)?$/;
      proxy.breaks({ method: 'GET', path: /\/wait\?/, fault: { kind: 'reset' }, times: 2 });
      proxy.breaks({ method: 'GET', path: lookups, fault: { kind: 'answer', status: 503, body: 'busy' } });
      proxy.breaks({ method: 'GET', path: lookups, fault: { kind: 'truncate' } });
      const page = { kind: 'answer', status: 200, body: '<html>please log in</html>' } as const;
      proxy.breaks({ method: 'GET', path: lookups, fault: page });
      proxy.breaks({ method: 'GET', path: lookups, fault: { ...page, status: 404, body: '<h1>default backend</h1>' } });
      const run = await driver.run({ 'dag-id': 'nap', conf: '{"seconds": 10}', 'poll-interval': '1s' });
      expectVerdict(run, 'pass', /succeeded/);
      expect(run.stdout).toContain('Airflow answers again');
      expect(proxy.seen.filter((one) => /fault|truncated|reset/.test(one.outcome)).length).toBeGreaterThanOrEqual(
        suite.version === 'v2' ? 5 : 4,
      );
    });
  });

  test('Airflow does not answer any more: an error at the deadline, never a pass', async () => {
    await suite.proxied(async (driver, proxy) => {
      const id = `dark-${Date.now()}`;
      proxy.breaks({ path: /(dagRuns\/|\/wait)/, fault: { kind: 'reset' }, times: 1000 });
      // The id is looked up before the trigger, so the derived one is used here.
      const run = await driver.run({ conf: `{"sha": "${id}"}`, timeout: '6s' });
      expectVerdict(run, 'error', /has not answered.*may still be active/);
    });
  });

  test('the run is deleted while it is waited for', async () => {
    await suite.proxied(async (driver, proxy) => {
      const body = JSON.stringify({ detail: 'The DagRun was not found', status: 404, title: 'DAGRun not found' });
      const fault = { kind: 'answer', status: 404, body, headers: { 'content-type': 'application/json' } } as const;
      proxy.breaks({ path: /dagRuns\/[^/]+(\/wait.*)?$/, fault, times: 1000 });
      const run = await driver.run({ 'dag-id': 'nap', conf: '{"seconds": 3}' });
      expectVerdict(run, 'error', /no longer there/);
    });
  });

  // By itself: when it is killed depends on how quick everything is.
  alone('killed outright: the post step stops the run', async () => {
    const run = await suite.direct.run({ 'dag-id': 'long_600s' }, { timeout: 7000 });
    expect(run.code).toBeNull();
    const id = JSON.parse(run.state.claim ?? '{}').runId as string;
    expect(['queued', 'running']).toContain(await suite.direct.stateOf('long_600s', id));
    const post = await suite.direct.run({ 'dag-id': 'long_600s' }, { state: run.state });
    expect(post.stdout).toContain('was marked failed, and that was verified');
    expect(await suite.direct.stateOf('long_600s', id)).toBe('failed');
  });
}
