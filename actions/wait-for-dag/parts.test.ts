import { describe, expect, test } from 'vitest';
import { isOurs } from './ownership.ts';
import { deriveRunId, fingerprint } from './run-id.ts';
import { resolveSource } from './xcom.ts';

const PLACE = { repository: 'org/repo', runId: '42', runAttempt: '1', job: 'train', step: '__self' };
const ASKED = { dagId: 'd', conf: { a: 1, b: { c: [1, 2] } } };

describe('the run id', () => {
  test('is the same for the same, another for anything else, and of characters that Airflow takes', () => {
    const id = deriveRunId(PLACE, ASKED);
    expect(id).toMatch(/^gha-org-repo-42-1-train-[0-9a-f]{10}$/);
    expect(deriveRunId(PLACE, { dagId: 'd', conf: { b: { c: [1, 2] }, a: 1 } })).toBe(id);
    for (const other of [
      deriveRunId({ ...PLACE, runAttempt: '2' }, ASKED),
      deriveRunId({ ...PLACE, step: '__self_2' }, ASKED),
      deriveRunId(PLACE, { ...ASKED, conf: { a: 2 } }),
      deriveRunId(PLACE, { ...ASKED, logicalDate: '2026-01-01T00:00:00Z' }),
    ]) {
      expect(other).not.toBe(id);
    }
    const odd = deriveRunId({ ...PLACE, job: 'tr..ain / ünï (π)'.repeat(40) }, ASKED) ?? '';
    expect(odd).toMatch(/^[A-Za-z0-9_.~:+-]{1,250}$/);
    expect(odd).not.toContain('..');
    expect(deriveRunId({ ...PLACE, runId: '' }, ASKED)).toBeUndefined();
  });
});

describe('whose run it is', () => {
  const claimed = {
    version: 'v2' as const,
    dagId: 'd',
    runId: 'r',
    conf: fingerprint({}),
    note: 'n',
    claimedAt: 1_000_000,
    wasFree: false,
    confirmed: false,
  };
  const run = {
    id: 'r',
    dagId: 'd',
    state: 'running',
    createdAt: 1_000_000,
    startedAt: null,
    endedAt: null,
    conf: {},
    note: 'n',
  };
  test('configuration, note and age have to fit, unless Airflow has said so', () => {
    expect(isOurs(run, claimed)).toBe(true);
    expect(isOurs({ ...run, note: null }, claimed)).toBe(false);
    expect(isOurs({ ...run, conf: { a: 1 } }, claimed)).toBe(false);
    expect(isOurs({ ...run, createdAt: 900_000 }, claimed)).toBe(false);
    expect(isOurs({ ...run, createdAt: 900_000 }, { ...claimed, wasFree: true })).toBe(true);
    expect(isOurs({ ...run, note: null }, { ...claimed, confirmed: true })).toBe(true);
  });
});

describe('where an XCom comes from', () => {
  const tasks = new Set(['a', 'a.b', 'work']);
  test.each([
    ['work', { taskId: 'work', key: 'return_value' }],
    ['work.accuracy', { taskId: 'work', key: 'accuracy' }],
    ['a.b', { taskId: 'a.b', key: 'return_value' }],
    ['a.b.c.d', { taskId: 'a.b', key: 'c.d' }],
    ['a:b.c', { taskId: 'a', key: 'b.c' }],
    ['nothing.x', undefined],
    ['work:', undefined],
  ])('%s', (source, expected) => {
    expect(resolveSource(source, tasks)).toEqual(expected);
  });
});
