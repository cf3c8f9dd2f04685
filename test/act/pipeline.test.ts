import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, pythonPath, startLab } from '../lab/index.ts';
import { act, stageRepository } from './harness.ts';

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

function train(model: string) {
  return act({
    repository,
    workflow: '.github/workflows/train.yml',
    inputs: { experiment_name: 'pipeline-test', model_type: model },
    variables: { AIRFLOW_URL: lab.airflow.url, MLFLOW_TRACKING_URI: lab.mlflow.url },
    secrets: { AIRFLOW_USERNAME: lab.airflow.username ?? '', AIRFLOW_PASSWORD: lab.airflow.password ?? '' },
    path: [dirname(pythonPath('mlflow'))],
    artifacts,
  });
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
});
