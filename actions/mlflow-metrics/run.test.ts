import { parseInputs } from '@ml-actions/kit';
import { stringify } from '@ml-actions/kit/json';
import { resultDocument } from '@ml-actions/kit/outcome';
import { createSecrets } from '@ml-actions/kit/secrets';
import type { MlflowStore, ModelVersion } from '@ml-actions/mlflow/store';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { checkInputs } from './checks.ts';
import { aRun, fakeStore } from './fake-store.ts';
import { contract } from './inputs.ts';
import { resultSchema } from './result.ts';
import { run } from './run.ts';

const COMMIT = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
const tags = new Map([['mlflow.source.git.commit', COMMIT]]);

async function read(given: Record<string, string>) {
  const texts: Record<string, string> = { 'tracking-uri': 'http://mlflow.test', ...given };
  const source = { input: (name: string) => texts[name] ?? '', variable: () => '' };
  return parseInputs(
    contract.inputs,
    source,
    createSecrets(() => undefined),
  );
}

/** Runs the action over a store; its result document is checked against its schema each time. */
async function act(store: MlflowStore, given: Record<string, string>) {
  const inputs = await read(given);
  const written: Record<string, string> = {};
  const write = async (path: string, text: string) => {
    written[path] = text;
  };
  const outcome = await run(inputs, checkInputs(inputs), { store, files: { write }, workspace: '/work' });
  const document = JSON.parse(stringify(resultDocument('mlflow-metrics', outcome)));
  v.parse(resultSchema, document);
  return { ...outcome, written, document, text: outcome.summary?.() ?? '' };
}

const version = (one: Partial<ModelVersion>): ModelVersion => ({
  name: 'm',
  version: '1',
  runId: 'a',
  stage: 'None',
  status: 'READY',
  ...one,
});

describe('inputs', () => {
  it.each([
    [{}, 'input "run": missing'],
    [{ run: 'latest' }, 'input "experiment": missing'],
    [{ run: 'run:a', token: 'tttt', username: 'u' }, 'not both'],
    [{ run: 'run:a', username: 'u' }, 'input "password": missing'],
    [{ run: 'run:a', baseline: 'best:x' }, 'input "baseline-experiment": missing'],
    [{ run: 'run:a', 'baseline-filter': 'x' }, 'only together with "baseline"'],
    [{ run: 'run:a', 'tracking-uri': './mlruns', filter: 'metrics.a >' }, 'found the end at position 12'],
  ])('%j are refused together', async (given, message) => {
    const inputs = await read(given);
    expect(() => checkInputs(inputs)).toThrow(message);
  });

  it('say latest when only an experiment is given', async () => {
    expect(checkInputs(await read({ experiment: 'churn' }))).toMatchObject({ kind: 'latest' });
  });
});

describe('a run named directly', () => {
  const a = aRun('a', { acc: 0.9, 'val/loss': 0.1 }, { tags });

  it('is read with everything that proves it', async () => {
    const outcome = await act(fakeStore([a]), { run: 'run:a', 'git-sha': '4B825DC', 'output-file': 'out/m.json' });
    expect(outcome).toMatchObject({
      verdict: 'pass',
      outputs: {
        'metrics-json': { acc: 0.9, 'val/loss': 0.1 },
        'run-id': 'a',
        'run-status': 'FINISHED',
        'experiment-id': '1',
      },
    });
    expect(outcome.document.run).toMatchObject({ commit: COMMIT, startedAt: '1970-01-01T00:00:01.000Z' });
    expect(JSON.parse(outcome.written['/work/out/m.json'] ?? '')).toMatchObject({
      metrics: { acc: 0.9 },
      baseline: {},
      run: { runId: 'a', commit: COMMIT },
    });
    expect(outcome.text).toContain(COMMIT);
  });

  it.each([
    ['is deleted', { lifecycleStage: 'deleted' }, {}, 'run a is deleted'],
    ['is not finished', { status: 'RUNNING' }, {}, 'status RUNNING, required is FINISHED'],
    ['is of another commit', { tags }, { 'git-sha': '1111111' }, `comes from commit ${COMMIT}, not from 1111111`],
    ['says no commit', {}, { 'git-sha': '1111111' }, 'no tag mlflow.source.git.commit'],
    [
      'is of another experiment',
      { experimentId: '9' },
      { experiment: 'churn' },
      'belongs to experiment 9, not to "churn" (1)',
    ],
    [
      'does not fulfil the filter',
      {},
      { filter: 'metrics.acc > 0.95' },
      'does not fulfil the filter metrics.acc > 0.95',
    ],
    ['lacks a listed metric', {}, { metrics: 'acc, auc' }, 'lacks metric auc; it has acc'],
  ])('fails, without a number, when it %s', async (_, more, given, reason) => {
    const outcome = await act(fakeStore([aRun('a', { acc: 0.9 }, more)]), {
      run: 'run:a',
      'output-file': 'm.json',
      ...given,
    });
    expect(outcome.verdict).toBe('fail');
    expect(outcome.reason).toContain(reason);
    expect(outcome.outputs).toMatchObject({ 'metrics-json': {}, 'run-id': 'a' });
    expect(outcome.written).toEqual({});
  });

  it.each([
    [{ run: 'run:zz' }, 'there is no run zz'],
    [{ run: 'models:/m/9' }, 'model "m" has no version 9'],
    [{ run: 'models:/m@x' }, 'model "m" has no alias "x"'],
    [{ run: 'models:/m/Production' }, 'no version in stage Production'],
    [{ run: 'models:/m/2' }, 'was not made from a run'],
    [{ run: 'models:/m/3' }, 'names run zz, which does not exist'],
    [{ experiment: 'nope' }, 'there is no experiment "nope"'],
    [{ experiment: 'gone' }, 'experiment "gone" is deleted'],
    [{ experiment: '1' }, '"1" is the id of experiment "churn" and the name of experiment 3'],
  ])('%j fails when there is none', async (given, reason) => {
    const versions = [version({}), version({ version: '2', runId: '' }), version({ version: '3', runId: 'zz' })];
    const outcome = await act(fakeStore([a], { versions }), given);
    expect(outcome).toMatchObject({ verdict: 'fail', outputs: { 'run-id': '', 'metrics-json': {} } });
    expect(outcome.reason).toContain(reason);
  });

  it.each(['models:/m/1', 'models:/m@champion', 'models:/m/Production'])('by %s', async (selector) => {
    const store = fakeStore([a], { versions: [version({ stage: 'Production' })], aliases: { champion: '1' } });
    expect(await act(store, { run: selector })).toMatchObject({ verdict: 'pass', outputs: { 'run-id': 'a' } });
  });

  it('is an error, not a verdict, when the store cannot be read', async () => {
    const broken = fakeStore([a], {}, { getRun: () => Promise.reject(new Error('down')) });
    await expect(act(broken, { run: 'run:a' })).rejects.toThrow('down');
  });
});

describe('latest', () => {
  it('is the newest, and never an older one in its place', async () => {
    const store = fakeStore([
      aRun('old', { acc: 0.9 }),
      aRun('new', { acc: 0.1 }, { startTime: 2000, status: 'FAILED' }),
    ]);
    const outcome = await act(store, { experiment: 'churn' });
    expect(outcome).toMatchObject({ verdict: 'fail', outputs: { 'run-id': 'new', 'metrics-json': {} } });
  });

  it('of a commit', async () => {
    const store = fakeStore([aRun('mine', { acc: 1 }, { tags }), aRun('new', { acc: 0 }, { startTime: 2000 })]);
    expect(await act(store, { experiment: 'churn', 'git-sha': COMMIT })).toMatchObject({
      outputs: { 'run-id': 'mine' },
    });
    const none = await act(store, { experiment: 'churn', 'git-sha': '1111111' });
    expect(none).toMatchObject({ verdict: 'fail', reason: 'experiment "churn" has no run with commit 1111111' });
  });

  it('does not trust a server that ignores the filter', async () => {
    const store = fakeStore([], {}, { searchRuns: async () => ({ items: [aRun('x', {})], nextPageToken: undefined }) });
    const outcome = await act(store, { experiment: 'churn', 'git-sha': COMMIT });
    expect(outcome).toMatchObject({ verdict: 'fail', outputs: { 'run-id': '' } });
  });
});

describe('best', () => {
  const runs = [
    aRun('good', { acc: 0.9, loss: 0.3 }),
    aRun('nan', { acc: Number.NaN, loss: Number.NaN }),
    aRun('inf', { acc: Infinity, loss: -Infinity }),
    aRun('none', { other: 1 }),
    aRun('failed', { acc: 0.99, loss: 0.01 }, { status: 'FAILED' }),
    aRun('deleted', { acc: 0.999, loss: 0 }, { lifecycleStage: 'deleted' }),
    aRun('lost', {}, { metrics: new Map([['loss', { key: 'loss', value: 0, timestamp: 0, step: 0 }]]) }),
  ];

  it.each(['best:acc', 'best:acc:max', 'best:loss:min'])(
    '%s takes no NaN, infinity, failed, deleted or lost value',
    async (selector) => {
      expect(await act(fakeStore(runs), { run: selector, experiment: 'churn' })).toMatchObject({
        verdict: 'pass',
        outputs: { 'run-id': 'good' },
      });
    },
  );

  it('breaks ties by the latest start and says so', async () => {
    const tied = fakeStore([
      aRun('b', { acc: 1 }),
      aRun('a', { acc: 1 }, { startTime: 3000 }),
      aRun('c', { acc: 1 }, { startTime: 2000 }),
    ]);
    const outcome = await act(tied, { run: 'best:acc', experiment: 'churn' });
    expect(outcome.outputs['run-id']).toBe('a');
    expect(outcome.reason).toContain('3 runs share this value');
  });

  it('says why no run qualifies', async () => {
    const outcome = await act(fakeStore(runs), { run: 'best:typo', experiment: 'churn' });
    expect(outcome.verdict).toBe('fail');
    expect(outcome.reason).toContain('6 runs looked at: 5 without the metric, 1 with status FAILED');
  });

  it('tells NaN from an infinite value', async () => {
    const store = fakeStore(runs.filter(({ runId }) => runId === 'nan' || runId === 'inf'));
    const { reason } = await act(store, { run: 'best:acc', experiment: 'churn' });
    expect(reason).toContain('1 with NaN');
    expect(reason).toContain('1 with an infinite value');
  });

  it('chooses nothing when the server sorts by something else', async () => {
    const items = [aRun('x', { acc: 0.1 }, { status: 'FAILED' }), aRun('y', { acc: 0.9 })];
    const store = fakeStore([], {}, { searchRuns: async () => ({ items, nextPageToken: undefined }) });
    await expect(act(store, { run: 'best:acc', experiment: 'churn' })).rejects.toThrow('did not sort');
  });

  it('reads on over pages of runs that do not qualify', async () => {
    const many = Array.from({ length: 250 }, (_, index) => aRun(`f${index}`, { acc: 2 }, { status: 'FAILED' }));
    const outcome = await act(fakeStore([...many, ...runs]), { run: 'best:acc', experiment: 'churn' });
    expect(outcome.outputs['run-id']).toBe('good');
    expect(outcome.document.selection.rejected).toMatchObject({ 'with status FAILED': 251 });
  });

  it('notes a direction that is likely wrong', async () => {
    const outcome = await act(fakeStore(runs), { run: 'best:loss', experiment: 'churn' });
    expect(outcome.document.notes.join()).toContain('best:loss:min');
  });
});

describe('baseline', () => {
  const store = fakeStore([aRun('a', { acc: 0.9, fresh: 1 }), aRun('b', { acc: 0.8, old: 1 })], {
    versions: [version({ runId: 'b' })],
  });

  it('is compared', async () => {
    const outcome = await act(store, { run: 'run:a', baseline: 'models:/m/1' });
    expect(outcome).toMatchObject({
      verdict: 'pass',
      outputs: { 'baseline-json': { acc: 0.8, old: 1 }, 'baseline-run-id': 'b' },
    });
    expect(outcome.text).toContain('| <code>acc</code> | 0.9 | 0.8 | +0.1 |');
    expect(outcome.text).toContain('| <code>fresh</code> | 1 | – | – |');
  });

  it('that does not exist yet is a warning', async () => {
    const outcome = await act(store, { run: 'run:a', baseline: 'models:/m@champion' });
    expect(outcome).toMatchObject({
      verdict: 'warn',
      outputs: { 'baseline-json': {}, 'baseline-run-id': '', 'metrics-json': { acc: 0.9 } },
    });
    expect(outcome.reason).toContain('there is no baseline: model "m" has no alias "champion"');
  });

  it('that is the run itself proves nothing', async () => {
    expect((await act(store, { run: 'run:b', baseline: 'models:/m/1' })).reason).toContain(
      'the baseline is the run itself',
    );
  });

  it('found by a search is another run', async () => {
    const outcome = await act(store, { run: 'run:a', baseline: 'best:acc', experiment: 'churn' });
    expect(outcome.outputs['baseline-run-id']).toBe('b');
  });

  it('that is not acceptable is none', async () => {
    const failed = fakeStore([aRun('a', { acc: 1 }), aRun('b', { acc: 2 }, { status: 'FAILED' })]);
    expect(await act(failed, { run: 'run:a', baseline: 'run:b' })).toMatchObject({
      verdict: 'warn',
      outputs: { 'baseline-json': {} },
    });
  });
});

describe('values', () => {
  it('that are NaN or infinite stay what they are', async () => {
    const outcome = await act(fakeStore([aRun('a', { n: Number.NaN, i: -Infinity, __proto__x: 1, constructor: 2 })]), {
      run: 'run:a',
    });
    expect(outcome.verdict).toBe('pass');
    expect(outcome.document.metrics).toEqual({ n: 'NaN', i: '-Infinity', __proto__x: 1, constructor: 2 });
    expect(outcome.document.notes.join()).toContain('n is NaN');
  });

  it('that were a NaN are doubted', async () => {
    const lost = aRun('a', {}, { metrics: new Map([['m', { key: 'm', value: 0, timestamp: 0, step: 0 }]]) });
    expect(await act(fakeStore([lost]), { run: 'run:a' })).toMatchObject({ verdict: 'warn' });
  });

  it.each([
    ['min', 0.5],
    ['max', 0.9],
    ['mean', 0.7],
  ])('%s over the history', async (aggregate, expected) => {
    const store = fakeStore([aRun('a', { m: 0.9 })], { histories: { m: [0.5, 0.7, 0.9] } });
    const outcome = await act(store, { run: 'run:a', aggregate });
    expect(outcome.document.metrics.m).toBeCloseTo(expected, 12);
  });

  it.each(['min', 'max', 'mean'])('%s over a history with NaN is NaN', async (aggregate) => {
    const store = fakeStore([aRun('a', { m: 1 })], { histories: { m: [1, Number.NaN, 2] } });
    expect((await act(store, { run: 'run:a', aggregate })).document.metrics.m).toBe('NaN');
  });

  it('without a history are an error', async () => {
    await expect(act(fakeStore([aRun('a', { m: 1 })]), { run: 'run:a', aggregate: 'min' })).rejects.toThrow(
      'is empty, although',
    );
  });

  it('are drawn, with what could not be drawn counted', async () => {
    const store = fakeStore([aRun('a', { m: 1 })], {
      histories: { m: [1, Number.NaN, ...Array.from({ length: 500 }, (_, i) => i)] },
    });
    const { text } = await act(store, { run: 'run:a', history: 'm, zz' });
    expect(text).toContain('xychart-beta');
    expect(text).toContain('1 NaN or infinite not drawn, every 5th point drawn');
    expect(text).toContain('no history of zz');
  });

  it('are chosen by patterns', async () => {
    const store = fakeStore([aRun('a', { 'val/a': 1, 'val/b': 2, c: 3 })]);
    expect((await act(store, { run: 'run:a', metrics: 'val/*' })).document.metrics).toEqual({ 'val/a': 1, 'val/b': 2 });
    expect(await act(store, { run: 'run:a', metrics: 'c, zz*' })).toMatchObject({
      verdict: 'warn',
      reason: expect.stringContaining('nothing matches zz*'),
    });
    expect(await act(fakeStore([aRun('a', {})]), { run: 'run:a' })).toMatchObject({
      verdict: 'warn',
      reason: expect.stringContaining('no metrics'),
    });
  });
});

it('lets nothing out of a hostile run into the summary', async () => {
  const evil = '</code>|<img src=x>\n## @admin [x](http://evil.test) ```';
  const run = aRun(
    'a',
    { [evil]: 1 },
    { runName: evil, userId: evil, status: 'FINISHED', tags: new Map([['mlflow.source.git.commit', evil]]) },
  );
  const { text } = await act(fakeStore([run]), { run: 'run:a' });
  expect(text).not.toMatch(/<img|^## @|\]\(http:\/\/evil|@admin/m);
});
