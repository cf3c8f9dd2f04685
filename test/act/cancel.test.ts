import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, startLab } from '../lab/index.ts';
import { act, stageRepository } from './harness.ts';

const WORKFLOW = `
name: wait
on: workflow_dispatch
permissions: {}
jobs:
  wait:
    runs-on: ubuntu-latest
    steps:
      - uses: org/ml-actions/wait-for-dag@v1
        with:
          airflow-url: \${{ vars.AIRFLOW_URL }}
          username: \${{ secrets.AIRFLOW_USERNAME }}
          password: \${{ secrets.AIRFLOW_PASSWORD }}
          dag-id: long_600s
`;

let lab: Lab<'airflow'>;
let folder = '';
let repository = '';

beforeAll(async () => {
  lab = await startLab(['airflow']);
  folder = mkdtempSync(join(tmpdir(), 'ml-actions-cancel-'));
  writeFileSync(join(folder, 'wait.yml'), WORKFLOW);
  repository = await stageRepository(folder);
});
afterAll(async () => {
  await lab.stop();
  for (const path of [folder, repository]) rmSync(path, { recursive: true, force: true });
});

/** The state of a run as Airflow itself tells it. */
async function airflowState(run: string): Promise<string> {
  const account = JSON.stringify({ username: lab.airflow.username, password: lab.airflow.password });
  const headers = { 'content-type': 'application/json' };
  const login = await fetch(`${lab.airflow.url}/auth/token`, { method: 'POST', headers, body: account });
  const { access_token: token } = (await login.json()) as { access_token: string };
  const answer = await fetch(`${lab.airflow.url}/api/v2/dags/long_600s/dagRuns/${encodeURIComponent(run)}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return ((await answer.json()) as { state: string }).state;
}

it('stops the run on Airflow when the job is cancelled', async () => {
  let id = '';
  let stop = () => {};
  const run = await act({
    repository,
    workflow: 'wait.yml',
    variables: { AIRFLOW_URL: lab.airflow.url },
    secrets: { AIRFLOW_USERNAME: lab.airflow.username ?? '', AIRFLOW_PASSWORD: lab.airflow.password ?? '' },
    onStart: (child) => {
      stop = () => child.kill('SIGINT');
    },
    onEntry: ({ msg }) => {
      id ||= /triggered \S+\/runs\/(\S+)/.exec(msg)?.[1] ?? '';
      // Once the task runs: a run that is only queued is the easy case.
      if (/is running/.test(msg) && id !== '') stop();
    },
  });
  expect(id).not.toBe('');
  expect(run.code).not.toBe(0);
  for (let i = 0; i < 50 && (await airflowState(id)) !== 'failed'; i += 1) await sleep(200);
  expect([await airflowState(id), run.text]).toEqual(['failed', expect.any(String)]);
});
