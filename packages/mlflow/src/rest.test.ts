import type { Http, HttpRequest } from '@ml-actions/http';
import { describe, expect, it } from 'vitest';
import { authorization, openRest } from './rest.ts';

const URL = 'http://mlflow.test/prefix';

/** Answers every request with one answer, and keeps what was asked. */
function fake(status: number, body: unknown) {
  const asked: HttpRequest[] = [];
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const http: Http = {
    request: async (request) => {
      asked.push(request);
      return { status, headers: {}, text, url: URL + request.path, json: () => JSON.parse(text) };
    },
    stream: () => Promise.reject(new Error('no streams here')),
  };
  return { store: openRest(http, URL, { token: 'tok' }), asked };
}

const RUN = {
  info: {
    run_uuid: 'r1',
    run_id: 'r1',
    experiment_id: 1,
    status: 'FINISHED',
    start_time: '1795499281488',
    user_id: '',
  },
  data: {
    metrics: [
      { key: 'a', value: 'NaN', timestamp: '1', step: '2' },
      { key: 'b', value: 1.7976931348623157e308 },
      { key: 'c' },
      { key: '__proto__', value: 1 },
    ],
    tags: [
      { key: 'mlflow.runName', value: 'n' },
      { key: 'mlflow.user', value: 'ci' },
    ],
  },
};

describe('a run', () => {
  it('is read whatever the age of the server', async () => {
    const { store, asked } = fake(200, { run: RUN });
    const run = await store.getRun('r1');
    expect(run).toMatchObject({ runId: 'r1', experimentId: '1', runName: 'n', userId: 'ci', startTime: 1795499281488 });
    expect([...(run?.metrics.values() ?? [])].map(({ value }) => value)).toEqual([Number.NaN, Infinity, Number.NaN, 1]);
    expect(asked[0]).toMatchObject({ path: '/api/2.0/mlflow/runs/get', query: { run_id: 'r1' } });
    expect(asked[0]?.headers).toEqual({ Authorization: 'Bearer tok' });
  });

  it('that is not the one asked for is an error', async () => {
    await expect(fake(200, { run: RUN }).store.getRun('r2')).rejects.toThrow(
      'asked for run r2, was answered with run r1',
    );
  });

  it('that does not exist is undefined', async () => {
    const { store } = fake(404, { error_code: 'RESOURCE_DOES_NOT_EXIST', message: 'Run with id=x not found' });
    expect(await store.getRun('x')).toBeUndefined();
  });
});

it('reads empty answers as empty', async () => {
  const { store, asked } = fake(200, {});
  const search = {
    experimentIds: ['1'],
    maxResults: 5,
    orderBy: [{ by: 'metric', key: 'val/loss', descending: true }] as const,
  };
  expect(await store.searchRuns(search)).toEqual({ items: [], nextPageToken: undefined });
  expect(asked[0]).toMatchObject({ method: 'POST', idempotent: true, json: { order_by: ['metrics.`val/loss` DESC'] } });
  expect(await store.metricHistory('r', 'k', { maxResults: 1 })).toEqual({ items: [], nextPageToken: undefined });
});

it.each([
  [404, '<!doctype html><h1>Not Found</h1>', 'unexpected answer: Not Found', 'base address'],
  [403, 'Invalid Host header - possible DNS rebinding attack detected', 'Invalid Host header', '--allowed-hosts'],
  [401, 'You are not authenticated.', 'not authenticated', '"username" and "password"'],
  [400, { error_code: 'INVALID_PARAMETER_VALUE', message: 'Invalid clause' }, 'Invalid clause', '"filter"'],
  [200, { run: { info: {} } }, 'not what MLflow answers', 'tracking server'],
  [200, { login: true }, 'not what MLflow answers', 'tracking server'],
])('%i %j is an error that says what to do', async (status, body, message, hint) => {
  const error = await fake(status, body)
    .store.getRun('r1')
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    name: 'ServiceError',
    message: expect.stringContaining(message),
    hint: expect.stringContaining(hint),
  });
});

it('knows that an alias that is not set is a 400', async () => {
  const { store } = fake(400, {
    error_code: 'INVALID_PARAMETER_VALUE',
    message: 'Registered model alias none not found.',
  });
  expect(await store.modelVersionByAlias('m', 'none')).toBeUndefined();
  await expect(store.modelVersion('m', '1')).rejects.toThrow('not found');
});

it('makes the header of the credentials', () => {
  expect(authorization({})).toBeUndefined();
  expect(authorization({ username: 'ü', password: 'p:w' })).toBe(`Basic ${Buffer.from('ü:p:w').toString('base64')}`);
});
