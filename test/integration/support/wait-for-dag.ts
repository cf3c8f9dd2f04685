/** What the integration tests of wait-for-dag on both Airflows share. */
import type { AirflowHandle } from '../../lab/index.ts';
import { type ActionRun, type RunOptions, runAction } from './run-action.ts';

export interface Driver {
  /** Runs the action in a workflow run of its own, unless `env` says otherwise. */
  run(inputs: Record<string, string>, options?: RunOptions): Promise<ActionRun>;
  /** Asks the real Airflow, past any proxy. */
  api(method: string, path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
  /** State of a run, or undefined when there is none. */
  stateOf(dagId: string, runId: string): Promise<string | undefined>;
  waitForState(dagId: string, runId: string, states: readonly string[], seconds?: number): Promise<string>;
}

let workflowRun = Date.now();

export function drive(airflow: AirflowHandle, version: 'v1' | 'v2', url = airflow.url): Driver {
  const { username = '', password = '' } = airflow;
  let token: string | undefined;
  async function headers(): Promise<Record<string, string>> {
    const json = { 'content-type': 'application/json' };
    if (version === 'v1') {
      return { ...json, authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
    }
    if (!token) {
      const body = JSON.stringify({ username, password });
      const response = await fetch(`${airflow.url}/auth/token`, { method: 'POST', headers: json, body });
      token = String(((await response.json()) as { access_token: string }).access_token);
    }
    return { ...json, authorization: `Bearer ${token}` };
  }
  const driver: Driver = {
    run: (inputs, options = {}) => {
      workflowRun += 1;
      return runAction(
        'wait-for-dag',
        { 'airflow-url': url, username, password, 'dag-id': 'quick_ok', timeout: '90s', ...inputs },
        {
          ...options,
          env: {
            GITHUB_RUN_ID: String(workflowRun),
            GITHUB_RUN_ATTEMPT: '1',
            GITHUB_JOB: 'train',
            GITHUB_ACTION: 'step',
            ...options.env,
          },
        },
      );
    },
    async api(method, path, body) {
      const init = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(`${airflow.url}/api/${version}${path}`, {
        method,
        headers: await headers(),
        ...init,
      });
      // The test's own token may be a short-lived one.
      if (response.status === 401 && token) {
        token = undefined;
        return driver.api(method, path, body);
      }
      // On SQLite Airflow answers 500 when its database is locked.
      if (response.status >= 500) {
        await new Promise((resolve) => setTimeout(resolve, 300));
        return driver.api(method, path, body);
      }
      const text = await response.text();
      return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
    },
    async stateOf(dagId, runId) {
      const { status, body } = await driver.api('GET', `/dags/${dagId}/dagRuns/${encodeURIComponent(runId)}`);
      return status === 200 ? String(body.state) : undefined;
    },
    async waitForState(dagId, runId, states, seconds = 60) {
      const deadline = Date.now() + seconds * 1000;
      for (;;) {
        const state = await driver.stateOf(dagId, runId);
        if (state !== undefined && states.includes(state)) return state;
        if (Date.now() > deadline) throw new Error(`${runId} is ${state} after ${seconds} s, not ${states}`);
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    },
  };
  return driver;
}
