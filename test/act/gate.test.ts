import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type GithubStandIn, startGithub } from '../integration/support/github.ts';
import { act, stageRepository } from './harness.ts';

const WORKFLOW = `
name: gate
on: [push, pull_request]
permissions: {}
jobs:
  gate:
    runs-on: ubuntu-latest
    permissions: { pull-requests: write }
    steps:
      - uses: org/ml-actions/quality-gate@v1
        id: gate
        with:
          rules: |
            accuracy > 0.85 # as promised
            f1 > 0.80
          metrics: '\${{ vars.METRICS }}'
          comment: \${{ github.event_name == 'pull_request' }}
      - if: always()
        id: seen
        env:
          VERDICT: \${{ steps.gate.outputs.verdict }}
          PASSED: \${{ steps.gate.outputs.passed }}
        run: echo "saw=$VERDICT $PASSED" >> "$GITHUB_OUTPUT"
`;

let github: GithubStandIn;
let folder = '';
let repository = '';

beforeEach(async () => {
  github = await startGithub([{ id: 1, body: 'nice work', by: 'a-person' }]);
  folder = mkdtempSync(join(tmpdir(), 'ml-actions-gate-'));
  writeFileSync(join(folder, 'gate.yml'), WORKFLOW);
  repository = await stageRepository(folder);
});
afterEach(async () => {
  expect(github.violations).toEqual([]);
  await github.close();
  for (const path of [folder, repository]) rmSync(path, { recursive: true, force: true });
});

function run(metrics: string, event: 'push' | 'pull_request') {
  const eventFile = join(folder, 'event.json');
  const pull = { number: 7, pull_request: { number: 7, head: { ref: 'topic' }, base: { ref: 'main' } } };
  writeFileSync(eventFile, JSON.stringify(event === 'push' ? {} : pull));
  return act({
    repository,
    workflow: 'gate.yml',
    event,
    eventFile,
    variables: { METRICS: metrics },
    secrets: { GITHUB_TOKEN: 'a-token-of-the-job' },
    env: { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'org/repo' },
  });
}

describe('quality-gate under act', () => {
  it('passes and says so to later steps', async () => {
    const result = await run('{"accuracy": 0.9, "f1": 0.9}', 'push');
    expect(result.code).toBe(0);
    expect(result.outputs('seen').saw).toBe('pass true');
    expect(github.requests).toEqual([]);
  });

  it.each([
    ['a metric too low', '{"accuracy": 0.8, "f1": 0.9}', 'fail false'],
    ['NaN', '{"accuracy": "NaN", "f1": 0.9}', 'fail false'],
    ['a metric that is missing', '{"f1": 0.9}', 'fail false'],
    ['metrics that do not parse', '{"accuracy": ', 'error false'],
  ])('fails the step on %s, and later steps still see the verdict', async (_, metrics, saw) => {
    const result = await run(metrics, 'push');
    expect(result.code).not.toBe(0);
    expect(result.outputs('seen').saw).toBe(saw);
  });

  it('keeps one comment on the pull request up to date', async () => {
    await run('{"accuracy": 0.8, "f1": 0.9}', 'pull_request');
    expect(github.comments).toHaveLength(2);
    expect(github.comments[1]?.body).toContain('must be &gt; 0.85');
    await run('{"accuracy": 0.9, "f1": 0.9}', 'pull_request');
    expect(github.comments).toHaveLength(2);
    expect(github.comments[1]?.body).toContain('pass');
    expect(github.comments[0]?.body).toBe('nice work');
  });

  it('passes although the comment is refused, as for a fork, and warns', async () => {
    github.refuseWrites(403);
    const result = await run('{"accuracy": 0.9, "f1": 0.9}', 'pull_request');
    expect(result.code).toBe(0);
    expect(result.text).toMatch(/::warning|comment/i);
    expect(result.text).not.toContain('a-token-of-the-job');
  });
});
