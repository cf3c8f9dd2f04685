import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type GithubStandIn, startGithub } from '../../test/integration/support/github.ts';
import { runAction } from '../../test/integration/support/run-action.ts';

/** The action as a process, as the runner starts it, against a stand-in for GitHub that is held to GitHub's API description. */
let github: GithubStandIn;
let workspace: string;

beforeEach(async () => {
  github = await startGithub([{ id: 1, body: 'a person', by: 'ana' }]);
  workspace = mkdtempSync(join(tmpdir(), 'gate-'));
  writeFileSync(join(workspace, 'event.json'), JSON.stringify({ pull_request: { number: 12 } }));
});

afterEach(async () => {
  await github.close();
  rmSync(workspace, { recursive: true });
  expect(github.violations).toEqual([]);
});

const gate = (inputs: Record<string, string>) =>
  runAction(
    'quality-gate',
    { rules: 'accuracy > 0.85', metrics: '{"accuracy": 0.9}', 'github-token': 'ghs_0123456789abcdefghij', ...inputs },
    {
      workspace,
      env: {
        RUNNER_TEMP: workspace,
        GITHUB_API_URL: github.url,
        GITHUB_EVENT_NAME: 'pull_request',
        GITHUB_EVENT_PATH: join(workspace, 'event.json'),
        GITHUB_WORKFLOW: 'CI',
        GITHUB_JOB: 'gate',
      },
    },
  );

test('one comment lives through several runs', async () => {
  const first = await gate({ comment: 'true' });
  expect(first).toMatchObject({ code: 0, outputs: { verdict: 'pass', passed: 'true' } });
  const second = await gate({ comment: 'true', metrics: '{"accuracy": 0.1}' });
  expect(second).toMatchObject({ code: 1, outputs: { verdict: 'fail', passed: 'false' } });
  await gate({ comment: 'true', metrics: '{"accuracy": 0.1}' });
  expect(github.comments).toHaveLength(2);
  expect(github.comments[1]?.body).toMatch(/^<!-- ml-actions:quality-gate:CI\/gate -->\n## ❌ quality-gate: fail/);
  expect(github.requests.filter(({ method }) => method !== 'GET').map(({ method }) => method)).toEqual([
    'POST',
    'PATCH',
  ]);
});

test('a comment is found beyond the first page', async () => {
  for (let id = 2; id < 150; id++) github.comments.push({ id, body: `no ${id}`, by: 'ana' });
  github.comments.push({ id: 900, body: '<!-- ml-actions:quality-gate:CI/gate -->\nold' });
  await gate({ comment: 'true' });
  expect(github.comments).toHaveLength(150);
  expect(github.comments.at(-1)?.body).toContain('quality-gate: pass');
});

test('a read-only token, as forks have, is a warning', async () => {
  github.refuseWrites(403);
  const { code, stdout, outputs } = await gate({ comment: 'true' });
  expect(code).toBe(0);
  expect(outputs.verdict).toBe('pass');
  expect(stdout).toMatch(/::warning.*the comment could not be written.*pull-requests: write/);
});

test('without a wish for a comment GitHub is not asked', async () => {
  await gate({});
  expect(github.requests).toEqual([]);
});
