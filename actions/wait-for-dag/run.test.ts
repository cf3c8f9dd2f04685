import { createSecrets, parseInputs, ServiceError } from '@ml-actions/kit';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { checkTogether, type Inputs } from './check.ts';
import { type FakeOptions, fakeAirflow, virtualClock } from './fake-airflow.ts';
import { contract } from './inputs.ts';
import { resultSchema } from './result.ts';
import { claimToSettle, type Deps, post, run } from './run.ts';
import { autoInterval } from './watch.ts';

const GITHUB = {
  repository: 'org/repo',
  workflow: 'w',
  job: 'train',
  runId: '7',
  runAttempt: '2',
  sha: '',
  serverUrl: 'https://github.com',
  apiUrl: '',
  eventName: '',
  eventPath: '',
  workspace: '',
};

async function inputsFrom(given: Record<string, string>): Promise<Inputs> {
  const all: Record<string, string> = { 'airflow-url': 'http://airflow', 'dag-id': 'train', ...given };
  const source = { input: (name: string) => all[name] ?? '', variable: () => '' };
  return parseInputs(
    contract.inputs,
    source,
    createSecrets(() => undefined),
  );
}

const TASKS = [
  { id: 'load', from: 1000, to: 5000 },
  { id: 'fit', from: 6000, to: 20_000 },
];

function setUp(options: Partial<FakeOptions> = {}) {
  const clock = virtualClock();
  const airflow = fakeAirflow({ version: 'v2', clock, tasks: TASKS, ...options });
  const cancel = new AbortController();
  const lines: string[] = [];
  const state: Record<string, string> = {};
  const log = {
    debug: () => undefined,
    info: (line: string) => lines.push(line),
    warning: (line: string) => lines.push(`warning: ${line}`),
    group: () => undefined,
  };
  const { api } = airflow;
  const deps: Deps = {
    api,
    watcher: api,
    cleanup: api,
    clock,
    log,
    signal: cancel.signal,
    github: GITHUB,
    step: 'step',
    underAct: false,
    saveState: (name, value) => {
      state[name] = value;
    },
  };
  const start = async (given: Record<string, string> = {}) => run(await inputsFrom(given), deps);
  return { clock, airflow, cancel, lines, state, deps, start };
}

describe('requests', () => {
  test.each([
    ['v1', undefined],
    ['v2', undefined],
    ['v2', {}],
    ['v2', { silent: [100_000, 400_000] as [number, number] }],
  ] as const)('a run of ten minutes costs at most 60 (%s, stream %j)', async (version, stream) => {
    const tasks = Array.from({ length: 8 }, (_, index) => ({
      id: `task_${index}`,
      from: index * 75_000,
      to: (index + 1) * 75_000 - 1000,
    }));
    const { airflow, start } = setUp({ version, tasks, ...(stream ? { stream } : {}) });
    const outcome = await start();
    expect(outcome.verdict).toBe('pass');
    // The version (one or two) and a token are asked for before.
    const requests = airflow.requests.length + 3;
    console.log(`${version}, stream ${JSON.stringify(stream)}: ${requests} requests for a run of ten minutes`);
    expect(requests).toBeLessThanOrEqual(60);
  });

  test('the pause follows the age of the run', () => {
    expect([0, 1000, 5000, 10_000, 60_000, 1e7].map(autoInterval)).toEqual([1000, 1000, 2500, 5000, 15_000, 15_000]);
  });
});

describe('what a run comes to', () => {
  test('success: outputs, result document, one line for a change, state for the post step', async () => {
    const { airflow, lines, state, start } = setUp();
    const outcome = await start({ xcom: 'answer = fit' });
    expect(outcome.verdict).toBe('pass');
    expect(outcome.outputs).toMatchObject({ state: 'success', 'duration-seconds': 21, 'xcom-json': { answer: 42 } });
    const document = { schemaVersion: 1, action: 'wait-for-dag', ...outcome, ...outcome.result };
    expect(v.safeParse(resultSchema, document).issues).toBeUndefined();
    expect(lines.filter((line) => line.includes('task fit is running'))).toHaveLength(1);
    expect(claimToSettle((name) => state[name] ?? '')).toBeUndefined();
    expect(airflow.runs[0]?.note).toContain('org/repo/actions/runs/7/attempts/2');
    expect(outcome.summary?.()).toContain('```mermaid');
  });

  test('failure: the failed task is named, the one without a chance is not', async () => {
    const tasks = [
      { id: 'fit', from: 0, to: 2000, end: 'failed' },
      { id: 'publish', from: 2000, to: 2000, end: 'upstream_failed' },
    ];
    const outcome = await setUp({ tasks, end: 'failed' }).start();
    expect(outcome.verdict).toBe('fail');
    expect(outcome.reason).toMatch(/failed: task fit \(try 1\)$/);
    expect(outcome.annotations).toEqual([
      { level: 'error', title: 'task fit failed (try 1 of 1)', message: 'first line\nlast line' },
    ]);
  });

  test('an XCom that is missing after a success is an error that names what there is', async () => {
    const outcome = await setUp().start({ xcom: 'a = fit.nope\nb = fitt' });
    expect(outcome.verdict).toBe('error');
    expect(outcome.reason).toMatch(/has no XCom "nope".*did you mean "fit"/);
  });

  test('timeout, detach, stall and cancel', async () => {
    expect(await setUp().start({ timeout: '10s' })).toMatchObject({ verdict: 'fail' });
    expect(await setUp().start({ timeout: '10s', 'on-timeout': 'detach' })).toMatchObject({ verdict: 'warn' });
    expect(await setUp().start({ 'stall-timeout': '8s' })).toMatchObject({
      verdict: 'fail',
      reason: expect.stringContaining('stall-timeout'),
    });
    const { airflow, start } = setUp();
    const cancelled = await start({ timeout: '10s', 'on-timeout': 'cancel' });
    expect(cancelled.reason).toMatch(/was marked failed, and that was verified/);
    expect(airflow.runs[0]?.stoppedAt).toBeDefined();
  });

  test('a run that ends exactly at the deadline has ended', async () => {
    expect(await setUp().start({ timeout: '21s' })).toMatchObject({ verdict: 'pass' });
  });

  test('Airflow goes away and stays away: error; comes back: as if nothing had been', async () => {
    const down = (from: number, to: number): Partial<FakeOptions> => {
      const gone = () => Promise.reject(new ServiceError({ service: 'Airflow', message: 'refused' }));
      return {
        intercept: (_, airflow) => {
          const age = airflow.runs[0] ? now() - airflow.runs[0].at : 0;
          return age > from && age < to ? gone() : undefined;
        },
      };
    };
    let now = () => 0;
    const away = setUp(down(8000, Infinity));
    now = away.clock.now;
    const outcome = await away.start({ timeout: '60s' });
    expect(outcome).toMatchObject({ verdict: 'error', reason: expect.stringContaining('may still be active') });
    const back = setUp(down(8000, 30_000));
    now = back.clock.now;
    expect(await back.start({ timeout: '60s' })).toMatchObject({ verdict: 'pass' });
    expect(back.lines.filter((line) => line.includes('looking again'))).toHaveLength(1);
  });

  test('a permission that is taken away in the middle ends the wait, and says that the run goes on', async () => {
    const { start } = setUp({
      intercept: ({ path, method }, airflow) =>
        airflow.runs.length > 0 && method !== 'POST' && path.includes('dagRuns')
          ? answerOf({ detail: 'Forbidden' }, 403)
          : undefined,
    });
    await expect(start()).rejects.toThrow(/Forbidden.*may still be active/);
  });

  test('a run that is deleted', async () => {
    const { airflow, start } = setUp({
      intercept: ({ path, method = 'GET' }, fake) => {
        if (method === 'GET' && path.includes('/dagRuns/') && fake.runs.length > 0) fake.runs.splice(0);
        return undefined;
      },
    });
    expect(await start()).toMatchObject({ verdict: 'error', reason: expect.stringContaining('deleted') });
    expect(airflow.runs).toEqual([]);
  });
});

function answerOf(body: object, status = 200) {
  return { status, headers: {}, text: JSON.stringify(body), url: 'http://airflow', json: () => body };
}

describe('making exactly one run', () => {
  const lost = (how: 'after' | 'before', times: number): Partial<FakeOptions> => {
    let left = times;
    return {
      intercept: (request, airflow) => {
        if (request.method !== 'POST' || left === 0) return undefined;
        left -= 1;
        if (how === 'after') airflow.serve(request);
        return Promise.reject(new ServiceError({ service: 'Airflow', message: 'lost', ambiguous: true }));
      },
    };
  };
  const posts = (airflow: ReturnType<typeof fakeAirflow>) => airflow.requests.filter(({ method }) => method === 'POST');

  test('a lost answer is looked up', async () => {
    const { airflow, state, start } = setUp(lost('after', 1));
    expect(await start({ 'dag-run-id': 'mine' })).toMatchObject({ verdict: 'pass' });
    expect(posts(airflow)).toHaveLength(1);
    expect(JSON.parse(state.claim ?? '')).toMatchObject({ confirmed: true, runId: 'mine' });
  });

  test('a request that arrives late is waited for and not repeated', async () => {
    let sent = false;
    const { airflow, clock, start } = setUp({
      intercept: (request, fake) => {
        if (request.method !== 'POST' || sent) return undefined;
        sent = true;
        clock.at(clock.now() + 500, () => fake.serve(request));
        return Promise.reject(new ServiceError({ service: 'Airflow', message: 'lost', ambiguous: true }));
      },
    });
    expect(await start()).toMatchObject({ verdict: 'pass' });
    expect(posts(airflow)).toHaveLength(1);
    expect(airflow.runs).toHaveLength(1);
  });

  test('a request that never arrived is repeated under the same id', async () => {
    const { airflow, start } = setUp(lost('before', 2));
    expect(await start()).toMatchObject({ verdict: 'pass' });
    expect(posts(airflow)).toHaveLength(3);
    expect(airflow.runs).toHaveLength(1);
  });

  test('an answer that never comes ends in an error, after few tries', async () => {
    const { airflow, start } = setUp(lost('before', 100));
    await expect(start()).rejects.toThrow(/lost/);
    expect(posts(airflow).length).toBeLessThanOrEqual(6);
  });

  test('our own id attaches; another configuration under it, or the id of a stranger, does not', async () => {
    const { airflow, start } = setUp();
    await start({ mode: 'trigger' });
    const again = await start();
    expect(again.result).toMatchObject({ run: { triggered: false, state: 'success' } });
    expect(again.reason).toContain('attached');
    expect(airflow.runs).toHaveLength(1);
    await start({ mode: 'trigger', conf: '{"a": 1}' });
    expect(airflow.runs).toHaveLength(2);
    await expect(start({ 'dag-run-id': airflow.runs[0]?.id ?? '' })).rejects.toThrow(/which this step did not make/);
  });

  test('an id of a stranger is not taken for ours when the answer is lost', async () => {
    const { airflow, start } = setUp(lost('before', 1));
    airflow.runs.push({ id: 'theirs', at: 0, conf: {}, note: null });
    await expect(start({ 'dag-run-id': 'theirs' })).rejects.toThrow(/which this step did not make/);
    expect(posts(airflow)).toHaveLength(0);
  });

  test('under act, where every run is number 1, a run of before is not attached to', async () => {
    const { airflow, clock, deps, start } = setUp();
    deps.underAct = true;
    await start({ mode: 'trigger' });
    await clock.sleep(1000);
    await start({ mode: 'trigger' });
    expect(airflow.runs).toHaveLength(2);
  });

  test('a step that attached does not stop the run when it is cancelled', async () => {
    const { airflow, clock, cancel, start } = setUp();
    await start({ mode: 'trigger' });
    clock.at(5000, () => cancel.abort(new Error('cancelled')));
    const outcome = await start();
    expect(outcome.verdict).toBe('error');
    expect(airflow.runs[0]?.stoppedAt).toBeUndefined();
  });

  test('the claim is saved before the trigger is sent', async () => {
    const { state, start } = setUp({
      intercept: ({ method }) => {
        if (method === 'POST') expect(state.claim).toBeDefined();
        return undefined;
      },
    });
    expect(await start({ mode: 'trigger' })).toMatchObject({ verdict: 'pass' });
  });
});

describe('before there is a run', () => {
  test('an unknown DAG is suggested for, and nothing triggered', async () => {
    const { airflow, start } = setUp();
    const outcome = await start({ 'dag-id': 'trainn', 'registration-grace': '10s' });
    expect(outcome).toMatchObject({ verdict: 'error', reason: expect.stringContaining('did you mean "train"?') });
    expect(airflow.runs).toEqual([]);
  });

  test('a DAG that is parsed late, is stale, or paused', async () => {
    const late = setUp();
    late.airflow.dag.known = false;
    late.clock.at(20_000, () => {
      late.airflow.dag.known = true;
    });
    expect(await late.start({ mode: 'trigger' })).toMatchObject({ verdict: 'pass' });
    const stale = setUp();
    stale.airflow.dag.is_stale = true;
    expect(await stale.start()).toMatchObject({ verdict: 'error', reason: expect.stringContaining('stale') });
    const paused = setUp();
    paused.airflow.dag.is_paused = true;
    expect(await paused.start()).toMatchObject({ verdict: 'fail', reason: expect.stringContaining('paused') });
    expect(await paused.start({ 'on-paused': 'wait', timeout: '5s' })).toMatchObject({ verdict: 'fail' });
    expect(paused.airflow.runs).toEqual([]);
    expect(await paused.start({ 'on-paused': 'unpause' })).toMatchObject({ verdict: 'pass' });
  });

  test('mode wait: the newest run, or none', async () => {
    const { start } = setUp();
    expect(await start({ mode: 'wait' })).toMatchObject({ verdict: 'error' });
    await start({ mode: 'trigger' });
    expect(await start({ mode: 'wait' })).toMatchObject({ verdict: 'pass' });
  });

  test('contradictions are reported together', async () => {
    const inputs = await inputsFrom({ mode: 'wait', conf: '{"a": 1}', token: 't', username: 'u' });
    expect(() => checkTogether(inputs)).toThrow(/"password"[\s\S]*"token"[\s\S]*"conf"/);
  });
});

describe('being cancelled', () => {
  test('the run is stopped and verified; the post step has nothing to do', async () => {
    const { airflow, clock, cancel, state, start } = setUp();
    clock.at(8000, () => cancel.abort(new Error('cancelled')));
    const outcome = await start();
    expect(outcome).toMatchObject({ verdict: 'error', reason: expect.stringContaining('verified') });
    expect(airflow.runs[0]?.stoppedAt).toBeDefined();
    expect(claimToSettle((name) => state[name] ?? '')).toBeUndefined();
  });

  test('a run that somebody revives is stopped again', async () => {
    let revived = 0;
    const { airflow, clock, cancel, start } = setUp({
      intercept: ({ method, path }, fake) => {
        const [made] = fake.runs;
        if (method === 'PATCH' && path.includes('dagRuns') && made && revived < 2) {
          revived += 1;
          const answer = fake.serve({ path });
          delete made.stoppedAt;
          return answer;
        }
        return undefined;
      },
    });
    clock.at(8000, () => cancel.abort(new Error('cancelled')));
    expect(await start()).toMatchObject({ reason: expect.stringContaining('verified') });
    expect(airflow.runs[0]?.stoppedAt).toBeDefined();
  });

  test('a task that still runs is failed by itself, a teardown is left to clean up', async () => {
    const still = new Set(['fit', 'tear_down']);
    const failed: string[] = [];
    const { clock, cancel, start } = setUp({
      intercept: ({ method = 'GET', path }, fake) => {
        if (fake.runs[0]?.stoppedAt === undefined) return undefined;
        const taskId = /taskInstances\/([^/]+)$/.exec(path)?.[1];
        if (method === 'PATCH' && taskId) {
          failed.push(taskId);
          // The first time something revives it.
          if (failed.length > 1) still.delete(taskId);
          return answerOf({});
        }
        if (path.endsWith('/tasks')) {
          return answerOf({ tasks: [{ task_id: 'tear_down', trigger_rule: 'all_done_setup_success' }] });
        }
        const active = [...still].map((task_id) => ({ task_id, state: 'running' }));
        return path.endsWith('/taskInstances')
          ? answerOf({ task_instances: active, total_entries: active.length })
          : undefined;
      },
    });
    clock.at(8000, () => cancel.abort(new Error('cancelled')));
    const outcome = await start();
    expect(outcome.reason).toMatch(/was verified; 1 teardown task\(s\) go on/);
    expect(failed).toEqual(['fit', 'fit']);
  });

  test('what could not be stopped is left to the post step, which stops only what is ours', async () => {
    let refuse = true;
    const { airflow, clock, cancel, state, deps, start } = setUp({
      intercept: ({ method, path }) =>
        refuse && method === 'PATCH' && path.includes('dagRuns')
          ? Promise.reject(new ServiceError({ service: 'Airflow', message: 'busy' }))
          : undefined,
    });
    clock.at(8000, () => cancel.abort(new Error('cancelled')));
    expect(await start()).toMatchObject({ reason: expect.stringContaining('could not be stopped for sure') });
    const claim = claimToSettle((name) => state[name] ?? '');
    refuse = false;
    if (!claim) throw new Error('nothing was left for the post step');
    await post(await inputsFrom({ 'on-cancel': 'leave' }), deps, claim);
    expect(airflow.runs[0]?.stoppedAt).toBeUndefined();
    await post(await inputsFrom({}), deps, { ...claim, confirmed: false, conf: 'another' });
    expect(airflow.runs[0]?.stoppedAt).toBeUndefined();
    await post(await inputsFrom({}), deps, claim);
    expect(airflow.runs[0]?.stoppedAt).toBeDefined();
  });
});
