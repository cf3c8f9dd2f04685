import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, pythonPath, startLab } from '../lab/index.ts';
import { type ActOptions, act, stageRepository } from './harness.ts';

let lab: Lab<'airflow' | 'mlflow'>;
let repository = '';
let artifacts = '';

beforeAll(async () => {
  lab = await startLab(['airflow', 'mlflow']);
  repository = await stageRepository('examples/ml-platform');
  artifacts = mkdtempSync(join(tmpdir(), 'ml-actions-artifacts-'));
});
afterAll(async () => {
  await lab.stop();
  for (const path of [repository, artifacts]) rmSync(path, { recursive: true, force: true });
});

function train(model: string, more: Partial<ActOptions> = {}) {
  return act({
    repository,
    workflow: '.github/workflows/train.yml',
    inputs: { experiment_name: 'pipeline-test', model_type: model },
    variables: { AIRFLOW_URL: lab.airflow.url, MLFLOW_TRACKING_URI: lab.mlflow.url },
    secrets: { AIRFLOW_USERNAME: lab.airflow.username ?? '', AIRFLOW_PASSWORD: lab.airflow.password ?? '' },
    path: [dirname(pythonPath('mlflow'))],
    artifacts,
    ...more,
  });
}

/** The state of a run as Airflow itself tells it. */
async function airflowState(run: string): Promise<string> {
  const account = JSON.stringify({ username: lab.airflow.username, password: lab.airflow.password });
  const headers = { 'content-type': 'application/json' };
  const login = await fetch(`${lab.airflow.url}/auth/token`, { method: 'POST', headers, body: account });
  const { access_token: token } = (await login.json()) as { access_token: string };
  const answer = await fetch(`${lab.airflow.url}/api/v2/dags/train_model/dagRuns/${encodeURIComponent(run)}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return ((await answer.json()) as { state: string }).state;
}

describe('the training pipeline under act, on a real Airflow and MLflow', () => {
  it('takes a good model from the DAG to the verdict', async () => {
    const run = await train('random_forest');
    expect(run.jobs).toMatchObject({ 'code-quality': 'success', train: 'success', evaluate: 'success' });
    expect(run.code).toBe(0);
    const gate = JSON.parse(run.outputs('gate')['result-json'] ?? '');
    expect(
      gate.checks.map((check: { metric: string; verdict: string }) => [check.metric, check.verdict]).sort(),
    ).toEqual([
      ['accuracy', 'pass'],
      ['coverage', 'pass'],
      ['f1', 'pass'],
      ['vulnerabilities.critical', 'pass'],
    ]);
    // What the gate judged is what MLflow has for the run that this pipeline started.
    const runId = JSON.parse(run.outputs('dag')['xcom-json'] ?? '').run_id;
    const stored = await fetch(`${lab.mlflow.url}/api/2.0/mlflow/runs/get?run_id=${runId}`);
    const metrics = ((await stored.json()) as { run: { data: { metrics: { key: string; value: number }[] } } }).run.data
      .metrics;
    const accuracy = metrics.find(({ key }) => key === 'accuracy')?.value;
    expect(gate.checks.find(({ metric }: { metric: string }) => metric === 'accuracy').observed).toBe(accuracy);
    expect(run.summaries.some((summary) => summary.includes('```mermaid\ngantt'))).toBe(true);
    expect(run.text).not.toContain(lab.airflow.password);
  });

  it('stops a model that is no good at the gate', async () => {
    const run = await train('dummy');
    expect(run.code).not.toBe(0);
    expect(run.jobs).toMatchObject({ train: 'success', evaluate: 'failure' });
    const { verdict, checks } = JSON.parse(run.outputs('gate')['result-json'] ?? '');
    expect(verdict).toBe('fail');
    const failed = checks.filter((check: { verdict: string }) => check.verdict === 'fail');
    expect(failed.map(({ metric }: { metric: string }) => metric).sort()).toEqual(['accuracy', 'f1']);
  });

  it('fails the training of a model that does not exist, with what is allowed, and starts no gate', async () => {
    const run = await train('oracle');
    expect(run.code).not.toBe(0);
    expect(run.jobs.train).toBe('failure');
    expect(run.jobs.evaluate).not.toBe('success');
    expect(run.text).toContain("'oracle' is not one of");
    expect(run.outputs('gate')).toEqual({});
  });

  it('cancels the run on Airflow when the job is cancelled', async () => {
    let id = '';
    const run = await train('random_forest', {
      onStart: (child) => {
        const watch = async () => {
          while (id === '' && child.exitCode === null) await sleep(200);
          child.kill('SIGINT');
        };
        watch();
      },
      onEntry: ({ msg }) => {
        id ||= /triggered \S+\/runs\/(\S+)/.exec(msg)?.[1] ?? '';
      },
    });
    expect(run.code).not.toBe(0);
    expect(id).not.toBe('');
    let state = await airflowState(id);
    for (let i = 0; i < 50 && state !== 'failed'; i += 1) {
      await sleep(200);
      state = await airflowState(id);
    }
    expect(state).toBe('failed');
  });
});
