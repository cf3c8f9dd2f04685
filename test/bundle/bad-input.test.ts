import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAction } from '../integration/support/run-action.ts';
import { actions, type Server, serve } from '../security/support.ts';

/** A server that must not be asked anything. */
let server: Server;
beforeAll(async () => {
  server = await serve((_, __, response) => response.writeHead(500).end());
});
afterAll(() => server.close());

/** One or more wrong values for each input that has a shape of its own. */
const WRONG: Record<string, Record<string, string[]>> = {
  'wait-for-dag': {
    'airflow-url': ['ftp://airflow', 'airflow.example.com', 'https://airflow/?a=b'],
    'api-version': ['v3', 'V1'],
    mode: ['trigger-and-run'],
    conf: ['[1, 2]', 'plain words', '{"a":'],
    'logical-date': ['yesterday', '2026-11-24'],
    'on-paused': ['ignore'],
    'registration-grace': ['soon', '-1s'],
    timeout: ['1 fortnight', 'never'],
    'on-timeout': ['stop'],
    'on-cancel': ['kill'],
    'poll-interval': ['often', '-5'],
    'stall-timeout': ['never'],
    xcom: ['no equals sign'],
    'log-lines': ['-1', 'many', '1.5'],
    summary: ['maybe'],
    'insecure-skip-tls-verify': ['yes'],
    'request-timeout': ['0', 'short'],
  },
  'mlflow-metrics': {
    'tracking-uri': ['databricks://profile', 'postgresql://x/y'],
    run: ['newest', 'best:', 'run:', 'models:/'],
    baseline: ['champion'],
    'git-sha': ['abc', 'not a commit'],
    aggregate: ['median'],
    'require-status': ['DONE'],
    summary: ['2'],
    'insecure-skip-tls-verify': ['1'],
    'request-timeout': ['long'],
  },
  'quality-gate': {
    'on-missing': ['skip'],
    'on-inconclusive': ['ignore'],
    'dry-run': ['yes'],
    comment: ['always'],
    summary: ['none'],
  },
};

const good = (name: string): Record<string, string> =>
  ({
    'wait-for-dag': { 'airflow-url': server.url, 'dag-id': 'd' },
    'mlflow-metrics': { 'tracking-uri': server.url, run: 'latest', experiment: 'e' },
    'quality-gate': { rules: 'accuracy > 0.85', metrics: '{"accuracy": 0.9}' },
  })[name] ?? {};

describe.each(Object.entries(WRONG))('%s', (name, wrong) => {
  const cases = Object.entries(wrong).flatMap(([input, values]) => values.map((value) => [input, value] as const));

  it.each(cases)('refuses %s: %j, naming the input, what came and what is allowed', async (input, value) => {
    const run = await runAction(name, { ...good(name), [input]: value });
    expect(run.code).toBe(1);
    expect(run.outputs.verdict).toBe('error');
    expect(run.outputs.reason).toContain(`input "${input}": got ${JSON.stringify(value)}, allowed: `);
    expect(run.outputs.reason?.split('\n')).toHaveLength(1);
    // A mistake of the caller is no crash: no stack anywhere.
    expect(run.stdout).not.toMatch(/\bat .*\.(c?js|ts):\d+/);
  });

  it('reports all of them at once', async () => {
    const all = Object.fromEntries(Object.entries(wrong).map(([input, [value = '']]) => [input, value]));
    const run = await runAction(name, { ...good(name), ...all });
    for (const input of Object.keys(all)) expect(run.outputs.reason).toContain(`input "${input}": got `);
  });

  it('contacts nobody', () => expect(server.requests).toEqual([]));
});

it('knows the wrong values of every action', () => {
  expect(Object.keys(WRONG).sort()).toEqual(actions.map(({ name }) => name).sort());
});
