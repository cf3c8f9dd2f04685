/** The three stores against the real Python client, and against each other. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createHttp } from '@ml-actions/http';
import { systemClock } from '@ml-actions/kit/clock';
import { openFiles } from '@ml-actions/mlflow/file-store';
import { allPages } from '@ml-actions/mlflow/pages';
import { openRest } from '@ml-actions/mlflow/rest';
import { openSqlite } from '@ml-actions/mlflow/sqlite';
import type { MlflowStore, Order } from '@ml-actions/mlflow/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../lab/index.ts';
import { COMMIT, databaseOf, searchRuns, writeRuns } from './mlflow-metrics.support.ts';

const folder = mkdtempSync(join(tmpdir(), 'mlflow-stores-'));
const suffix = `s${Date.now()}`;
const log = { debug: () => undefined, info: () => undefined };

interface Opened {
  uri: string;
  ids: Record<string, string>;
  store: MlflowStore;
}

const opened = new Map<string, Opened>();
let lab: Lab<'mlflow'>;
let serverDatabase: MlflowStore;

beforeAll(async () => {
  lab = await startLab(['mlflow']);
  const sqlite = `sqlite:///${folder}/m.db`;
  const files = `file:${folder}/runs`;
  const rest = lab.mlflow.url;
  const http = createHttp({ service: 'MLflow', baseUrl: rest, clock: systemClock, log });
  opened.set('rest', { uri: rest, ids: await writeRuns(rest, suffix), store: openRest(http, rest) });
  opened.set('sqlite', { uri: sqlite, ids: await writeRuns(sqlite, suffix), store: openSqlite(join(folder, 'm.db')) });
  opened.set('files', {
    uri: files,
    ids: await writeRuns(files, suffix),
    store: await openFiles(join(folder, 'runs')),
  });
  serverDatabase = openSqlite(databaseOf(lab.mlflow.home));
});

afterAll(async () => {
  for (const { store } of opened.values()) store.close();
  serverDatabase?.close();
  rmSync(folder, { recursive: true, force: true });
  await lab?.stop();
});

function the(name: string): Opened {
  const found = opened.get(name);
  if (!found) throw new Error(`${name} was not opened`);
  return found;
}

const FILTERS = [
  '',
  'metrics.acc > 0.5',
  'metrics.acc > 0.88 and metrics.acc <= 0.93',
  'metrics.acc >= -1.7976931348623157e308',
  'metrics.acc != 0.88',
  'metrics.`val/loss` < 0.25',
  'metrics."val loss.2" = 0.3',
  'metric.`a:b/c` = 1.5',
  'metrics.neg = -2.0',
  'metrics.neg >= -2',
  'metrics.zero = 0',
  'metrics.none > 0',
  "params.model = 'rf'",
  'param.model = "rf"',
  "parameters.model != 'rf'",
  "params.model LIKE 'r%'",
  "params.model ILIKE 'r_'",
  "params.model ilike 'été'",
  "params.dotted.key = 'x'",
  'params.model IS NULL',
  'params.lr IS NOT NULL',
  `tags.mlflow.source.git.commit LIKE '${COMMIT.slice(0, 7)}%'`,
  `tags.\`mlflow.source.git.commit\` = '${COMMIT}'`,
  'tags.mlflow.parentRunId IS NULL',
  "tags.foo LIKE '%a\\%b%'",
  "tags.foo LIKE 'a%b_c'",
  "tags.`with space` LIKE 'v %'",
  "tags.lines LIKE 'one%'",
  "tags.foo = 'it''s'",
  "attributes.status = 'FINISHED'",
  "status != 'FINISHED' AND attr.start_time > 13000",
  "attributes.status LIKE 'F%'",
  "run.run_name = 'good'",
  "attributes.`Run name` ILIKE 'FOLD%'",
  'created < 10000.5 and end_time > 0',
  "attributes.run_id NOT IN ('x', 'y')",
  "user_id = 'ci'",
  "artifact_uri LIKE '%artifacts'",
];

const REFUSED = [
  'metrics.acc >',
  "metrics.acc > '0.9'",
  'metrics.acc > 1 or metrics.acc < 2',
  "attributes.foo = 'x'",
  "attributes.status > 'x'",
  "attributes.status IN ('FINISHED')",
  'params.model = 3',
  'metrics.acc IS NULL',
  "metricz.acc = 'x'",
  "metrics.acc LIKE '1'",
];

const ORDERS: [string, Order][] = [
  ['metrics.acc DESC', { by: 'metric', key: 'acc', descending: true }],
  ['metrics.acc ASC', { by: 'metric', key: 'acc', descending: false }],
  ['metrics.`val/loss` ASC', { by: 'metric', key: 'val/loss', descending: false }],
  ['metrics.typo DESC', { by: 'metric', key: 'typo', descending: true }],
  ['attributes.start_time ASC', { by: 'start_time', descending: false }],
  ['attributes.end_time DESC', { by: 'end_time', descending: true }],
];

describe.each(['rest', 'sqlite', 'files'])('%s', (name) => {
  it('finds what the Python client finds', async () => {
    const { uri, ids, store } = the(name);
    const experiment = ids.experiment ?? '';
    const expected = await searchRuns(
      uri,
      FILTERS.map((filter) => ({ experiment, filter })),
    );
    const found: Record<string, unknown> = {};
    const real: Record<string, unknown> = {};
    for (const [index, filter] of FILTERS.entries()) {
      const { items } = await store.searchRuns({ experimentIds: [experiment], filter, maxResults: 1000 });
      found[filter] = items.map(({ runId }) => runId);
      real[filter] = expected[index];
    }
    expect(found).toEqual(real);
  });

  it('orders as the Python client does', async () => {
    const { uri, ids, store } = the(name);
    const experiment = ids.experiment ?? '';
    const expected = await searchRuns(
      uri,
      ORDERS.map(([text]) => ({ experiment, order_by: [text] })),
    );
    for (const [index, [text, order]] of ORDERS.entries()) {
      const { items } = await store.searchRuns({ experimentIds: [experiment], orderBy: [order], maxResults: 1000 });
      expect([text, items.map(({ runId }) => runId)]).toEqual([text, expected[index]]);
    }
  });

  it('refuses what MLflow refuses', async () => {
    const { uri, ids, store } = the(name);
    const experiment = ids.experiment ?? '';
    const real = await searchRuns(
      uri,
      REFUSED.map((filter) => ({ experiment, filter })),
    );
    for (const [index, filter] of REFUSED.entries()) {
      expect([filter, real[index]]).toEqual([filter, { error: expect.any(String) }]);
      await expect(store.searchRuns({ experimentIds: [experiment], filter, maxResults: 9 }), filter).rejects.toThrow(
        'MLflow: ',
      );
    }
  });

  it('reads values, histories and pages', async () => {
    const { ids, store } = the(name);
    const good = await store.getRun(ids.good ?? '');
    expect(good).toMatchObject({
      runName: 'good',
      status: 'FINISHED',
      lifecycleStage: 'active',
      startTime: 10_000,
      endTime: 10_500,
    });
    expect(good?.metrics.get('acc')).toEqual({ key: 'acc', value: 0.93, timestamp: 10_005, step: 4 });
    expect(good?.tags.get('with space')).toBe('v "q" `b`');
    const values = async (run: string, key: string) => (await store.getRun(ids[run] ?? ''))?.metrics.get(key)?.value;
    expect(await values('nan', 'acc')).toBeNaN();
    expect(await values('inf', 'acc')).toBe(Infinity);
    expect(await values('inf', 'val/loss')).toBe(-Infinity);
    expect(await store.getRun(ids.deleted ?? '')).toMatchObject({ lifecycleStage: 'deleted' });
    expect(await store.getRun('0123456789abcdef0123456789abcdef')).toBeUndefined();
    const page = (pageToken: string | undefined) =>
      store.metricHistory(ids.good ?? '', 'acc', { maxResults: 2, pageToken });
    const { items } = await allPages(page, { limit: 100, what: 'points' });
    expect(items.map(({ value }) => value)).toEqual([0.7, 0.8, 0.86, 0.91, 0.93]);
    const diverged = await store.metricHistory(ids.nan ?? '', 'diverged', { maxResults: 9 });
    expect(diverged.items.map(({ value }) => value)).toEqual([1, Number.NaN, 0.5]);
    expect((await store.metricHistory(ids.good ?? '', 'none', { maxResults: 9 })).items).toEqual([]);
    const search = { experimentIds: [ids.experiment ?? ''], maxResults: 3 };
    const all = await allPages((pageToken) => store.searchRuns({ ...search, pageToken }), { limit: 100, what: 'runs' });
    expect(new Set(all.items.map(({ runId }) => runId)).size).toBe(11);
  });

  it('reads experiments and model versions', async () => {
    const { ids, store } = the(name);
    const model = ids.model ?? '';
    expect(await store.experimentByName(ids.name ?? '')).toEqual({
      experimentId: ids.experiment,
      name: ids.name,
      lifecycleStage: 'active',
    });
    expect(await store.experimentById(ids.experiment ?? '')).toMatchObject({ name: ids.name });
    expect(await store.experimentById('999999')).toBeUndefined();
    expect(await store.experimentByName('nope')).toBeUndefined();
    expect(await store.modelVersion(model, '1')).toMatchObject({ version: '1', runId: ids.good, stage: 'Production' });
    expect(await store.modelVersionByAlias(model, 'champion')).toMatchObject({ version: '1', runId: ids.good });
    expect(await store.modelVersionByStage(model, 'Production')).toMatchObject({ version: '2', runId: ids['fold-0'] });
    for (const absent of [
      store.modelVersion(model, '99'),
      store.modelVersion('nope', '1'),
      store.modelVersionByAlias(model, 'nope'),
      store.modelVersionByAlias('nope', 'nope'),
      store.modelVersionByStage(model, 'Archived'),
      store.modelVersionByStage('nope', 'Archived'),
    ]) {
      expect(await absent).toBeUndefined();
    }
  });
});

it('gives the same answers over REST and from the server’s own database', async () => {
  const { ids, store } = the('rest');
  const experimentIds = [ids.experiment ?? ''];
  for (const filter of FILTERS) {
    const search = {
      experimentIds,
      filter,
      maxResults: 1000,
      orderBy: [{ by: 'metric', key: 'acc', descending: true }] as const,
    };
    const [remote, local] = await Promise.all([store.searchRuns(search), serverDatabase.searchRuns(search)]);
    expect(local.items.map(plain), filter).toEqual(remote.items.map(plain));
  }
});

/** Order of metrics, params and tags is nobody's promise. */
function plain(run: Awaited<ReturnType<MlflowStore['searchRuns']>>['items'][number]) {
  const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...run, metrics: sorted(run.metrics), params: sorted(run.params), tags: sorted(run.tags) };
}

describe('what is no store', () => {
  it('is said clearly', async () => {
    const text = join(folder, 'text.db');
    writeFileSync(text, 'version https://git-lfs.github.com/spec/v1\n'.repeat(100));
    expect(() => openSqlite(text)).toThrow('no SQLite database');
    expect(() => openSqlite(join(folder, 'none.db'))).toThrow('there is no such file');
    expect(() => openSqlite(folder)).toThrow('this is no file');
    const other = new DatabaseSync(join(folder, 'other.db'));
    other.exec('CREATE TABLE t (x)');
    expect(() => openSqlite(join(folder, 'other.db'))).toThrow('no MLflow store');
    other.exec("CREATE TABLE alembic_version (version_num); INSERT INTO alembic_version VALUES ('451aebb31d03')");
    expect(() => openSqlite(join(folder, 'other.db'))).toThrow(
      'its schema (version 451aebb31d03) has no experiments.experiment_id',
    );
    other.close();
    await expect(openFiles(join(folder, 'none'))).rejects.toThrow('there is no such folder');
    await expect(openFiles(folder)).rejects.toThrow('no MLflow file store');
  });

  it('with a schema of an unknown version is read with a note', async () => {
    const path = join(folder, 'newer.db');
    the('sqlite');
    const copy = new DatabaseSync(join(folder, 'm.db'));
    copy.exec(`VACUUM INTO '${path}'`);
    copy.close();
    const newer = new DatabaseSync(path);
    newer.exec("UPDATE alembic_version SET version_num = 'ffffffffffff'");
    newer.close();
    const store = openSqlite(path);
    expect(store.notes.join()).toContain('version ffffffffffff is not known');
    store.close();
  });

  it('is never written to', async () => {
    const { store, ids } = the('files');
    expect(await store.getRun('../../../etc')).toBeUndefined();
    expect(await store.experimentById('..')).toBeUndefined();
    expect((await store.metricHistory(ids.good ?? '', '../meta.yaml', { maxResults: 1 })).items).toEqual([]);
    expect(await store.modelVersionByAlias('..', 'x')).toBeUndefined();
  });
});
