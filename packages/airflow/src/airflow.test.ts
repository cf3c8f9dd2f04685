import type { HttpRequest } from '@ml-actions/http';
import { describe, expect, test } from 'vitest';
import { createAuth, lifetimeOf } from './auth.ts';
import { connect, createAirflow, detectVersion } from './client.ts';
import { mayPass, reasonOf, refusal } from './errors.ts';
import { fakeHttp, response } from './fake-http.ts';
import { readEventLog, readPlainLog, tail } from './logs.ts';
import { readRun, readXcom } from './readers.ts';

const NO_AUTH = { headers: async () => ({}), refused: () => false };
const secrets = { add: () => undefined };
const RUN = { dag_run_id: 'r', dag_id: 'd', state: 'running' };

function jwt(claims: object): string {
  return `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
}

describe('errors', () => {
  test.each([
    [{ detail: 'Forbidden' }, 'Forbidden'],
    [{ detail: [{ loc: ['body', 'conf'], msg: 'Field required' }] }, 'conf: Field required'],
    [{ detail: { reason: 'Unique constraint violation', message: 'look for ID x' } }, 'look for ID x'],
    [{ detail: null, title: 'Forbidden', status: 403 }, 'Forbidden'],
    ['<html></html>', undefined],
    [{ error: 'API route not found' }, undefined],
  ])('the reason in %j', (body, reason) => {
    expect(reasonOf(response(400, body))).toBe(reason);
  });

  test('what is no answer of Airflow may pass, what Airflow says stays', () => {
    expect(mayPass(refusal(response(404, '<h1>default backend</h1>'), 'looking'))).toBe(true);
    expect(mayPass(refusal(response(403, { detail: 'Forbidden' }), 'looking'))).toBe(false);
    expect(mayPass(refusal(response(404, { error: 'API route not found' }), 'looking'))).toBe(false);
    expect(mayPass(new Error('bug'))).toBe(false);
  });
});

describe('readers', () => {
  test('unknown fields are ignored, missing ones named', () => {
    expect(readRun(response(200, { ...RUN, start_date: '2026-11-24T05:00:00Z', later: 1 }))).toMatchObject({
      id: 'r',
      state: 'running',
      startedAt: Date.UTC(2026, 10, 24, 5),
      endedAt: null,
      conf: {},
    });
    expect(() => readRun(response(200, { dag_run_id: 'r', dag_id: 'd' }))).toThrow(/the DAG run.*state/);
    expect(() => readRun(response(200, { ...RUN, end_date: 'soon' }))).toThrow(/end_date/);
  });

  test('an XCom may be null or false, but not absent', () => {
    expect(readXcom(response(200, { key: 'k', value: null }))).toEqual({ value: null });
    expect(readXcom(response(200, { key: 'k', value: false }))).toEqual({ value: false });
    expect(() => readXcom(response(200, { key: 'k' }))).toThrow(/value/);
  });
});

describe('version', () => {
  test.each([
    [{ '/api/v2/version': response(200, { version: '3.3.2' }) }, 'v2', 1],
    [{ '/api/v2/version': response(404, '<html>'), '/api/v1/version': response(200, { version: '2.11.2' }) }, 'v1', 2],
  ])('probed once', async (routes, version, requests) => {
    const http = fakeHttp(({ path }) => (routes as Record<string, ReturnType<typeof response>>)[path] ?? response(404));
    expect(await detectVersion(http)).toBe(version);
    expect(http.requests).toHaveLength(requests);
  });

  test('something that is not Airflow', async () => {
    await expect(detectVersion(fakeHttp(() => response(200, '<html>log in</html>')))).rejects.toThrow(/expected JSON/);
    await expect(detectVersion(fakeHttp(() => response(404, 'nothing')))).rejects.toThrow(/neither/);
  });
});

describe('credentials', () => {
  test('a token is got once, renewed before its end and after a refusal, and registered as a secret', async () => {
    let now = 1_000_000;
    let issued = 0;
    let refuse = false;
    const known: string[] = [];
    const http = fakeHttp(({ path, headers }) => {
      if (path === '/auth/token') {
        issued += 1;
        // The clock of Airflow is an hour ahead: only the length of the token's life counts.
        const iat = now / 1000 + 3600;
        return response(201, { access_token: jwt({ iat, exp: iat + 100, n: issued }) });
      }
      if (refuse) {
        refuse = false;
        return response(403, { detail: 'Invalid JWT token' });
      }
      return headers?.Authorization ? response(200, RUN) : response(401);
    });
    const { api } = await connect({
      http,
      baseUrl: 'http://airflow',
      apiVersion: 'v2',
      credentials: { username: 'u', password: 'p' },
      clock: { now: () => now },
      secrets: { add: (value) => known.push(value) },
    });
    await Promise.all([api.run('d', 'r'), api.run('d', 'r')]);
    expect(issued).toBe(1);
    now += 91_000;
    await api.run('d', 'r');
    expect(issued).toBe(2);
    refuse = true;
    expect(await api.run('d', 'r')).toMatchObject({ id: 'r' });
    expect(issued).toBe(3);
    expect(known).toHaveLength(3);
  });

  test('a permission that is missing does not renew anything', async () => {
    const http = fakeHttp(({ path }) =>
      path === '/auth/token' ? response(201, { access_token: 'opaque' }) : response(403, { detail: 'Forbidden' }),
    );
    const clock = { now: () => 0 };
    const auth = createAuth({ version: 'v2', credentials: { username: 'u', password: 'p' }, clock, secrets });
    await expect(createAirflow('v2', http, auth, '').run('d', 'r')).rejects.toThrow(/Forbidden/);
    expect(http.requests).toHaveLength(2);
  });

  test('a ready token that has expired is said to have', async () => {
    const clock = { now: () => 2_000_000 };
    const auth = createAuth({ version: 'v2', credentials: { token: jwt({ exp: 1000 }) }, clock, secrets });
    await expect(
      createAirflow(
        'v2',
        fakeHttp(() => response(200)),
        auth,
        '',
      ).run('d', 'r'),
    ).rejects.toThrow(/expired at/);
    expect(() => auth.refused('Invalid JWT token')).toThrow(/was refused/);
    expect(lifetimeOf('opaque')).toBeUndefined();
  });
});

describe('requests', () => {
  const record = (version: 'v1' | 'v2', answer = response(200, RUN)) => {
    const http = fakeHttp(() => answer);
    return { http, api: createAirflow(version, http, NO_AUTH, 'http://airflow/prefix') };
  };

  test('ids are encoded, and the addresses of both versions differ', async () => {
    const { http, api } = record('v2');
    await api.run('d.x', 'manual__2026-11-24T05:46:06+00:00');
    expect(http.requests[0]?.path).toBe('/api/v2/dags/d.x/dagRuns/manual__2026-11-24T05%3A46%3A06%2B00%3A00');
    expect(api.runUrl('d', 'a b')).toBe('http://airflow/prefix/dags/d/runs/a%20b');
    expect(record('v1').api.runUrl('d', 'a+b')).toBe('http://airflow/prefix/dags/d/grid?dag_run_id=a%2Bb');
  });

  test('the trigger: a null date for v2, none for v1, never marked as repeatable', async () => {
    for (const version of ['v1', 'v2'] as const) {
      const { http, api } = record(version);
      await api.trigger('d', { runId: 'r', conf: { a: 1 } });
      const request = http.requests[0] as HttpRequest;
      expect(request.idempotent).toBeUndefined();
      expect(request.json).toEqual({
        dag_run_id: 'r',
        conf: { a: 1 },
        ...(version === 'v2' ? { logical_date: null } : {}),
      });
    }
    const conflict = record('v2', response(409, { detail: { message: 'there already' } }));
    expect(await conflict.api.trigger('d', { runId: 'r', conf: {} })).toEqual({ conflict: 'there already' });
    const unknown = record('v1', response(404, { detail: 'DAG not found', title: 'DAG not found' }));
    expect(await unknown.api.trigger('d', { runId: 'r', conf: {} })).toEqual({ noDag: true });
  });

  test('task instances come in pages, each once', async () => {
    const all = Array.from({ length: 250 }, (_, index) => ({ task_id: 't', map_index: index, state: 'success' }));
    const http = fakeHttp(({ query }) => {
      const offset = Number(query?.offset);
      // The page moved by one: an instance is seen twice.
      return response(200, { task_instances: all.slice(Math.max(0, offset - 1), offset + 99), total_entries: 250 });
    });
    const tasks = await createAirflow('v2', http, NO_AUTH, '').tasks('d', 'r');
    expect(new Set(tasks?.map((task) => task.mapIndex)).size).toBe(tasks?.length);
    expect(http.requests.length).toBeGreaterThanOrEqual(3);
  });

  test('an XCom of Airflow 2 without `stringify` is asked for again', async () => {
    const http = fakeHttp(({ query }) =>
      query && 'stringify' in query
        ? response(400, { detail: 'unexpected' })
        : response(200, { key: 'k', value: "{'a': 1}" }),
    );
    const task = { dagId: 'd', runId: 'r', taskId: 't', mapIndex: -1 };
    expect(await createAirflow('v1', http, NO_AUTH, '').xcom(task, 'k')).toEqual({ value: "{'a': 1}" });
  });
});

describe('logs', () => {
  test('events of Airflow 3, as JSON and as NDJSON, with the own frames of a stack', () => {
    const error = {
      exc_type: 'ValueError',
      exc_value: 'no data',
      frames: [
        { filename: '/x/site-packages/airflow/a.py', lineno: 1, name: 'run' },
        { filename: '/dags/train.py', lineno: 34, name: 'boom' },
      ],
    };
    const event = { timestamp: '2026-11-24T05:46:51.4Z', level: 'error', event: 'Task failed', error_detail: [error] };
    const expected = ['05:46:51 ERROR Task failed', '  File "/dags/train.py", line 34, in boom', 'ValueError: no data'];
    expect(readEventLog(response(200, { content: [event] }))).toEqual(expected);
    expect(readEventLog(response(200, `${JSON.stringify(event)}\n`))).toEqual(expected);
    expect(readEventLog(response(200, 'plain\ntext'))).toEqual(['plain', 'text']);
  });

  test('the tail leaves out where the log came from, blank lines and endless ones', () => {
    const log = [
      'vm',
      ' INFO - ::group::Log message source details',
      '*** a file',
      ' INFO - ::endgroup::',
      '',
      'a',
      'b',
    ];
    expect(tail(readPlainLog(response(200, log.join('\n'))), 5)).toEqual(['a', 'b']);
    expect(tail(['x'.repeat(5000)], 1)[0]?.length).toBeLessThan(2100);
    expect(tail(['a'], 0)).toEqual([]);
  });
});
