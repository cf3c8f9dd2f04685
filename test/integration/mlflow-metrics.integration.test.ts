/** The action as the runner starts it, against real servers (without and with basic auth) and real embedded stores. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../lab/index.ts';
import { COMMIT, databaseOf, HOSTILE, searchRuns, writeRuns } from './mlflow-metrics.support.ts';
import { type RunOptions, runAction } from './support/run-action.ts';

const workspace = mkdtempSync(join(tmpdir(), 'mlflow-action-'));
const suffix = `a${Date.now()}`;
const places = new Map<string, { uri: string; ids: Record<string, string> }>();
let lab: Lab<'mlflow' | 'mlflow-auth'>;

beforeAll(async () => {
  lab = await startLab(['mlflow', 'mlflow-auth']);
  const add = async (name: string, uri: string, written: string) =>
    places.set(name, { uri, ids: await writeRuns(written, suffix) });
  await add('rest', lab.mlflow.url, lab.mlflow.url);
  await add('sqlite', 'sqlite:///m.db', `sqlite:///${workspace}/m.db`);
  await add('files', './runs', `file:${workspace}/runs`);
});

afterAll(async () => {
  rmSync(workspace, { recursive: true, force: true });
  await lab?.stop();
});

function the(name: string) {
  const found = places.get(name);
  if (!found) throw new Error(`${name} was not opened`);
  const id = (run: string) => found.ids[run] ?? `no ${run}`;
  const act = (inputs: Record<string, string>, options: RunOptions = {}) =>
    runAction('mlflow-metrics', { 'tracking-uri': found.uri, ...inputs }, { workspace, ...options });
  return { ...found, id, act };
}

describe.each(['rest', 'sqlite', 'files'])('%s', (name) => {
  it('reads the best run, beside a baseline, and proves which one it is', async () => {
    const { id, ids, act, uri } = the(name);
    const ran = await act({
      run: 'best:acc',
      experiment: id('name'),
      'git-sha': COMMIT.slice(0, 10),
      baseline: `models:/${id('model')}/2`,
      metrics: 'acc, val*',
      history: 'acc',
      'output-file': 'out.json',
    });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.outputs).toMatchObject({
      verdict: 'pass',
      'run-id': ids.good,
      'run-status': 'FINISHED',
      'experiment-id': ids.experiment,
    });
    expect(ran.outputs['run-url']).toBe(
      name === 'rest' ? `${uri}/#/experiments/${ids.experiment}/runs/${ids.good}` : '',
    );
    expect(JSON.parse(ran.outputs['metrics-json'] ?? '')).toEqual({ acc: 0.93, 'val loss.2': 0.3, 'val/loss': 0.25 });
    expect(JSON.parse(ran.outputs['baseline-json'] ?? '')).toEqual({ acc: 0.88, 'val/loss': 0.2 });
    expect(JSON.parse(readFileSync(join(workspace, 'out.json'), 'utf8'))).toMatchObject({
      metrics: { acc: 0.93 },
      baseline: { acc: 0.88 },
      run: { runId: ids.good, commit: COMMIT },
    });
    expect(ran.summary).toContain(COMMIT);
    expect(ran.summary).toContain('xychart-beta');
  });

  it('agrees with the Python client about the best run', async () => {
    const { id, ids, act, uri } = the(name);
    const written =
      name === 'rest' ? uri : name === 'sqlite' ? `sqlite:///${workspace}/m.db` : `file:${workspace}/runs`;
    const filter = "attributes.status = 'FINISHED' and metrics.`val/loss` > -1";
    const [expected] = await searchRuns(written, [
      { experiment: id('experiment'), filter, order_by: ['metrics.`val/loss` ASC'] },
    ]);
    const ran = await act({ run: 'best:val/loss:min', experiment: id('experiment') });
    expect(ran.outputs['run-id']).toBe((expected as string[])[0]);
    expect(ran.outputs['run-id']).toBe(ids['fold-0']);
  });

  it.each([
    ['run:good', 'good'],
    ['models:/MODEL/1', 'good'],
    ['models:/MODEL@champion', 'good'],
    ['models:/MODEL/Production', 'fold-0'],
  ])('%s is %s', async (selector, run) => {
    const { id, ids, act } = the(name);
    const ran = await act({ run: selector.replace('MODEL', id('model')).replace('run:good', `run:${id('good')}`) });
    expect(ran.outputs).toMatchObject({ verdict: 'pass', 'run-id': ids[run] });
  });

  it.each([
    [{ run: 'run:deleted' }, 'is deleted'],
    [{ run: 'run:running' }, 'has status RUNNING, required is FINISHED'],
    [{ run: 'run:failed' }, 'has status FAILED'],
    [{ run: 'run:nan', 'git-sha': COMMIT }, `comes from commit ${'1'.repeat(40)}, not from ${COMMIT}`],
    [{ run: 'run:empty', 'git-sha': COMMIT }, 'no tag mlflow.source.git.commit'],
    [{ run: 'run:good', metrics: 'acc,typo' }, 'lacks metric typo'],
    [{ run: 'run:good', filter: "params.model = 'xgb'" }, 'does not fulfil the filter'],
    [{ run: 'latest', experiment: 'NAME' }, 'has status RUNNING'],
    [{ run: 'latest', experiment: 'nope' }, 'there is no experiment "nope"'],
    [{ run: 'best:typo', experiment: 'NAME' }, '11 runs looked at: 8 without the metric, 1 with status'],
    [{ run: 'models:/MODEL@gone' }, 'is deleted'],
    [{ run: 'models:/MODEL@nope' }, 'has no alias "nope"'],
    [{ run: 'run:0123456789abcdef0123456789abcdef' }, 'there is no run'],
  ])('%j fails and gives no numbers', async (inputs, reason) => {
    const { id, act } = the(name);
    const real = (text: string) =>
      text
        .replace(/^run:(\w+)$/, (_, run: string) => `run:${run.length > 20 ? run : id(run)}`)
        .replace('NAME', id('name'))
        .replace('MODEL', id('model'));
    const ran = await act(Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, real(value)])));
    expect(ran.outputs.reason).toContain(reason);
    expect(ran.outputs).toMatchObject({ verdict: 'fail', 'metrics-json': '{}' });
    expect(ran.code).toBe(1);
  });

  it('keeps NaN and infinities, over the history too', async () => {
    const { id, act } = the(name);
    const nan = await act({ run: `run:${id('nan')}` });
    expect(JSON.parse(nan.outputs['metrics-json'] ?? '')).toEqual({ acc: 'NaN', diverged: 0.5, 'val/loss': 'NaN' });
    const worst = await act({ run: `run:${id('nan')}`, metrics: 'diverged', aggregate: 'max' });
    expect(worst.outputs['metrics-json']).toBe('{"diverged":"NaN"}');
    const inf = await act({ run: `run:${id('inf')}` });
    expect(inf.outputs['metrics-json']).toBe('{"acc":"Infinity","val/loss":"-Infinity"}');
    const mean = await act({ run: `run:${id('good')}`, metrics: 'acc', aggregate: 'mean' });
    expect(JSON.parse(mean.outputs['metrics-json'] ?? '').acc).toBeCloseTo(0.84, 12);
  });

  it('warns when there is no baseline yet', async () => {
    const { id, act } = the(name);
    const ran = await act({ run: `run:${id('good')}`, baseline: 'models:/never@champion' });
    expect(ran).toMatchObject({ code: 0, outputs: { verdict: 'warn', 'baseline-json': '{}' } });
  });

  it('is not disturbed by a hostile run', async () => {
    const { id, act } = the(name);
    const ran = await act({ run: `run:${id(HOSTILE)}` });
    expect(ran.outputs.verdict).toBe('pass');
    expect(ran.stdout).not.toMatch(/^::error/m);
    expect(ran.summary).not.toMatch(/<img|@org/);
  });

  it('refuses a bad filter as an error', async () => {
    const { id, act } = the(name);
    const ran = await act({ run: 'latest', experiment: id('name'), filter: 'metrics.acc >' });
    expect(ran).toMatchObject({ code: 1, outputs: { verdict: 'error' } });
    expect(ran.outputs['metrics-json']).toBeUndefined();
  });
});

describe('a server', () => {
  it('with more runs than a page holds', async () => {
    const { id, act } = the('rest');
    const database = new DatabaseSync(databaseOf(lab.mlflow.home), { timeout: 20_000 });
    const made = database
      .prepare(
        "INSERT INTO experiments (name, lifecycle_stage, artifact_location, creation_time, last_update_time) VALUES (?, 'active', '', 1, 1) RETURNING experiment_id",
      )
      .get(`many ${suffix}`);
    const experiment = Number(made?.experiment_id);
    database.exec('BEGIN');
    const run = database.prepare(
      "INSERT INTO runs (run_uuid, name, status, start_time, lifecycle_stage, experiment_id, user_id, source_type, artifact_uri) VALUES (?, '', ?, ?, 'active', ?, 'ci', 'LOCAL', '')",
    );
    const metric = database.prepare(
      "INSERT INTO latest_metrics (key, value, timestamp, step, is_nan, run_uuid) VALUES ('acc', ?, 1, 0, 0, ?)",
    );
    for (let index = 0; index < 1100; index += 1) {
      const uuid =
        `${index}`.padStart(6, '0') + id('experiment').padStart(6, '0') + suffix.padEnd(20, '0').slice(0, 20);
      run.run(uuid, index === 3 ? 'FINISHED' : 'FAILED', index, experiment);
      metric.run(1000 - index, uuid);
    }
    database.exec('COMMIT');
    database.close();
    const best = await act({ run: 'best:acc:min', experiment: `many ${suffix}` });
    expect(best.outputs['metrics-json']).toBe('{"acc":997}');
    const none = await act({ run: 'best:acc', experiment: `many ${suffix}`, 'require-status': 'KILLED' });
    expect(none.outputs.reason).toContain('1100 runs looked at: 1099 with status FAILED, 1 with status FINISHED');
  });

  it('with a long history', async () => {
    const { id, act } = the('rest');
    const made = await api<{ run: { info: { run_id: string } } }>('runs/create', {
      experiment_id: id('experiment'),
      start_time: 1,
    });
    const { run_id } = made.run.info;
    for (let batch = 0; batch < 15; batch += 1) {
      const metrics = Array.from({ length: 1000 }, (_, index) => ({
        key: 'long',
        value: batch * 1000 + index,
        timestamp: 1,
        step: batch * 1000 + index,
      }));
      await api('runs/log-batch', { run_id, metrics });
    }
    const ran = await act({ run: `run:${run_id}`, 'require-status': 'RUNNING', aggregate: 'mean', history: 'long' });
    expect(ran.outputs['metrics-json']).toBe('{"long":7499.5}');
    expect(ran.summary).toContain('15000 points');
  });

  it('that lost a NaN is doubted', async () => {
    const { id, act } = the('rest');
    const made = await api<{ run: { info: { run_id: string } } }>('runs/create', {
      experiment_id: id('experiment'),
      start_time: 2,
    });
    const { run_id } = made.run.info;
    await api('runs/log-metric', `{"run_id": "${run_id}", "key": "loss", "value": NaN, "timestamp": 5, "step": 0}`);
    await api('runs/update', { run_id, status: 'FINISHED', end_time: 9 });
    const ran = await act({ run: `run:${run_id}` });
    expect(ran.outputs).toMatchObject({ verdict: 'warn', 'metrics-json': '{"loss":0}' });
    expect((await act({ run: 'best:loss:min', experiment: id('name') })).outputs.verdict).toBe('fail');
  });

  it('with basic authentication', async () => {
    const { url, username = '', password = '' } = lab['mlflow-auth'];
    const env = { MLFLOW_TRACKING_USERNAME: username, MLFLOW_TRACKING_PASSWORD: password };
    const ids = await writeRuns(url, suffix, env);
    const run = `run:${ids.good}`;
    const good = await runAction('mlflow-metrics', { 'tracking-uri': url, run, username, password });
    expect(good).toMatchObject({ code: 0, outputs: { verdict: 'pass', 'run-id': ids.good } });
    expect(await runAction('mlflow-metrics', { run }, { env: { ...env, MLFLOW_TRACKING_URI: url } })).toMatchObject({
      code: 0,
    });
    const wrong = 'not-the-password-1';
    for (const inputs of [{}, { username, password: wrong }, { token: wrong }]) {
      const ran = await runAction('mlflow-metrics', { 'tracking-uri': url, run, ...inputs });
      expect(ran).toMatchObject({ code: 1, outputs: { verdict: 'error' } });
      expect(ran.stdout).toContain('are the inputs "username" and "password"'.replace('are', 'Are'));
      expect(ran.stdout.replaceAll(/^::add-mask::.*$/gm, '') + ran.summary + JSON.stringify(ran.outputs)).not.toContain(
        wrong,
      );
    }
  });
});

describe('what is no tracking server', () => {
  let server: Server;
  let url: string;
  let answer: (path: string) => { status: number; body: string };

  beforeAll(async () => {
    server = createServer((request, response) => {
      const { status, body } = answer(request.url ?? '');
      response.writeHead(status).end(body);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  const page = JSON.stringify({ runs: [], next_page_token: 'again' });
  it.each([
    ['a login page', { status: 200, body: '<html>login</html>' }, 'got an HTML or XML page'],
    ['a 404 page', { status: 404, body: '<html>Not Found</html>' }, 'base address of the tracking server'],
    ['another JSON', { status: 200, body: '{"ok":true}' }, 'not what MLflow answers'],
    ['half an answer', { status: 200, body: '{"experiment": {"experiment_id": "1", "na' }, 'no complete JSON'],
  ])('%s is an error', async (_, said, message) => {
    answer = () => said;
    const ran = await runAction('mlflow-metrics', { 'tracking-uri': url, experiment: 'churn' });
    expect(ran).toMatchObject({ code: 1, outputs: { verdict: 'error' } });
    expect(ran.stdout).toContain(message);
  });

  it('endless pages end', async () => {
    const experiment = JSON.stringify({ experiment: { experiment_id: '1', name: 'churn', lifecycle_stage: 'active' } });
    answer = (path) => ({ status: 200, body: path.includes('experiments') ? experiment : page });
    const ran = await runAction('mlflow-metrics', { 'tracking-uri': url, experiment: 'churn' });
    expect(ran.outputs.reason).toContain('do not end');
  });
});

async function api<T>(path: string, body: object | string): Promise<T> {
  const response = await fetch(`${lab.mlflow.url}/api/2.0/mlflow/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
