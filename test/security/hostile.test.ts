import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runAction } from '../integration/support/run-action.ts';
import { actions, foreignCommands, intrusions, schemaViolations, serve } from './support.ts';

const HOSTILE = [
  '"; touch pwned; " $(touch pwned) `touch pwned`',
  'line\n::set-output name=pwned::1\r::error::pwned::\n  ::stop-commands::pwned\n##[set-output name=pwned;]1',
  '</code></td></tr></table></details><script>alert(1)</script><img src=x onerror=alert(1)> @everyone @org/team',
  '| a | b |\n\n# heading\n\n```\nfence\n````\n[click](javascript:alert(1)) ![x](http://127.0.0.1:1/x.png)',
  'ghadelimiter_00000000-0000-0000-0000-000000000000\npwned<<EOF\n1\nEOF',
  `{{ 7*7 }} \${7*7} \${{ github.token }} %0A::error::pwned::`,
];

let workspace = '';
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'ml-actions-hostile-'));
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

/** Enough for an action to get to work when all other inputs are good. */
function sensible(name: string, url: string): Record<string, string> {
  const all: Record<string, Record<string, string>> = {
    'wait-for-dag': {
      'airflow-url': url,
      'dag-id': 'd',
      timeout: '2s',
      'registration-grace': '0s',
      'request-timeout': '1s',
    },
    'mlflow-metrics': { 'tracking-uri': url, run: 'latest', experiment: 'e', 'request-timeout': '1s' },
    'quality-gate': { rules: 'accuracy > 0.85', metrics: '{"accuracy": 0.9}' },
  };
  return all[name] ?? {};
}

function harmless(run: Awaited<ReturnType<typeof runAction>>, allowedOutputs: number): void {
  expect(foreignCommands(run)).toEqual([]);
  expect(intrusions(run.summary)).toEqual([]);
  expect(Object.keys(run.outputs)).not.toContain('pwned');
  expect(Object.keys(run.outputs).length).toBeLessThanOrEqual(allowedOutputs);
  expect(['pass', 'warn', 'fail', 'inconclusive', 'error']).toContain(run.outputs.verdict);
  expect(schemaViolations(run)).toEqual([]);
  const files = readdirSync(workspace, { recursive: true }).map(String);
  expect(files.filter((file) => file.includes('pwned'))).toEqual([]);
  expect(existsSync('pwned')).toBe(false);
}

describe.each(actions)('$name', ({ name, inputs }) => {
  it.each(inputs.filter((input) => input !== 'summary'))(
    'runs nothing and breaks nothing through its input %s',
    async (input) => {
      const server = await serve((_, __, response) =>
        response.writeHead(404, { 'content-type': 'application/json' }).end('{}'),
      );
      const runs = HOSTILE.map((text) =>
        runAction(
          name,
          { ...sensible(name, server.url), [input]: text },
          { workspace, env: { RUNNER_TEMP: workspace } },
        ),
      );
      for (const run of await Promise.all(runs)) harmless(run, 20);
      await server.close();
    },
    120_000,
  );
});

describe.each(actions.filter(({ name }) => name !== 'quality-gate'))('$name', ({ name }) => {
  it.each(HOSTILE)('is not led astray by a server that answers %j everywhere', async (text) => {
    const server = await serve((request, _, response) => {
      const status = request.url?.includes('nothing') ? 404 : 200;
      response.writeHead(status, { 'content-type': 'application/json', 'x-hostile': encodeURIComponent(text) });
      response.end(JSON.stringify(hostileAnswer(request.url ?? '', text)));
    });
    const run = await runAction(name, sensible(name, server.url), { workspace, env: { RUNNER_TEMP: workspace } });
    harmless(run, 20);
    expect(server.requests.length).toBeGreaterThan(0);
    await server.close();
  });
});

/** Answers of the right shape, so that readers let them through, with a hostile text in every string. */
function hostileAnswer(url: string, text: string): unknown {
  const run = {
    info: {
      run_id: text,
      run_name: text,
      experiment_id: '1',
      status: 'FINISHED',
      lifecycle_stage: 'active',
      user_id: text,
      start_time: 1,
    },
    data: {
      metrics: [{ key: text, value: 1, timestamp: 1, step: 0 }],
      tags: [
        { key: 'mlflow.source.git.commit', value: text },
        { key: text, value: text },
      ],
      params: [{ key: text, value: text }],
    },
  };
  if (url.includes('/mlflow/runs/search')) return { runs: [run] };
  if (url.includes('/mlflow/runs/get')) return { run };
  if (url.includes('/mlflow/experiments'))
    return { experiment: { experiment_id: '1', name: text, lifecycle_stage: 'active' } };
  if (url.includes('/version')) return { version: '3.3.2', git_version: text };
  const dagRun = {
    dag_run_id: text,
    dag_id: text,
    state: 'failed',
    run_type: text,
    note: text,
    start_date: '2026-01-01T00:00:00Z',
    end_date: '2026-01-01T00:00:09Z',
  };
  const task = {
    task_id: text,
    dag_id: text,
    dag_run_id: text,
    state: 'failed',
    try_number: 1,
    map_index: -1,
    operator: text,
    start_date: '2026-01-01T00:00:00Z',
    end_date: '2026-01-01T00:00:09Z',
  };
  if (url.includes('/logs/')) return { content: [{ event: text, level: 'error', timestamp: text }] };
  if (url.includes('/taskInstances')) return { task_instances: [task], total_entries: 1 };
  if (url.includes('/dagRuns')) return { ...dagRun, dag_runs: [dagRun], total_entries: 1 };
  if (url.includes('/importErrors')) return { import_errors: [], total_entries: 0 };
  return {
    dag_id: 'd',
    is_paused: false,
    is_active: true,
    is_stale: false,
    has_import_errors: false,
    fileloc: text,
    detail: text,
  };
}
