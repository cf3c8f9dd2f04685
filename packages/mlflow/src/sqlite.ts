import { existsSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { ServiceError } from '@ml-actions/kit/errors';
import { FilterError, parseFilter } from './filter.ts';
import { toSql } from './filter-sql.ts';
import { offsetOf, pageOf } from './offset.ts';
import { experimentRow, pointRow, runRow, versionRow } from './sqlite-rows.ts';
import { checkSchema } from './sqlite-schema.ts';
import type { MlflowStore, ModelVersion, Order } from './store.ts';

const RUN_COLUMNS = `r.run_uuid, r.name, CAST(r.experiment_id AS TEXT) AS experiment_id, r.status, r.lifecycle_stage,
  r.start_time, r.end_time, r.user_id, r.artifact_uri`;

/**
 * An MLflow SQLite file, opened read-only. Throws a `ServiceError` when there is none, or when it has not the tables that are read.
 * @param path absolute
 */
export function openSqlite(path: string): MlflowStore {
  const database = open(path);
  const { notes, workspaces } = checkSchema(database, path);
  database.exec('PRAGMA case_sensitive_like = true');
  const inWorkspace = workspaces ? "AND workspace = 'default'" : '';

  const all = (sql: string, ...parameters: (string | number)[]) => {
    try {
      const statement = database.prepare(sql);
      statement.setReadBigInts(true);
      return statement.all(...parameters);
    } catch (cause) {
      throw storeError(path, `reading failed: ${cause instanceof Error ? cause.message : cause}`, cause);
    }
  };
  const run = (row: Record<string, unknown>) => {
    const of = (table: string) => all(`SELECT * FROM ${table} WHERE run_uuid = ?`, String(row.run_uuid));
    return runRow(row, { metrics: of('latest_metrics'), params: of('params'), tags: of('tags') });
  };
  const version = (condition: string, ...parameters: string[]): ModelVersion | undefined =>
    all(
      `SELECT * FROM model_versions v WHERE name = ? AND current_stage != 'Deleted_Internal' ${inWorkspace} AND ${condition}
       ORDER BY v.version DESC LIMIT 1`,
      ...parameters,
    ).map(versionRow)[0];
  const experiment = (condition: string, parameter: string) =>
    all(`SELECT *, CAST(experiment_id AS TEXT) AS id FROM experiments WHERE ${condition}`, parameter).map(
      experimentRow,
    )[0];

  return {
    place: path,
    notes,
    getRun: async (runId) => all(`SELECT ${RUN_COLUMNS} FROM runs r WHERE r.run_uuid = ?`, runId).map(run)[0],
    async searchRuns({ experimentIds, filter = '', orderBy = [], maxResults, pageToken }) {
      const conditions = clausesOf(filter).map(toSql);
      const order = orderSql(orderBy);
      const offset = offsetOf(pageToken);
      const rows = all(
        `SELECT ${RUN_COLUMNS} FROM runs r ${order.join}
         WHERE r.experiment_id IN (${experimentIds.map(() => 'CAST(? AS INTEGER)').join(', ')})
           AND r.lifecycle_stage = 'active' ${conditions.map(({ sql }) => `AND ${sql}`).join(' ')}
         ORDER BY ${order.sql} LIMIT ? OFFSET ?`,
        ...order.parameters,
        ...experimentIds,
        ...conditions.flatMap(({ parameters }) => parameters),
        maxResults + 1,
        offset,
      );
      return pageOf(rows.slice(0, maxResults).map(run), rows.length > maxResults, offset);
    },
    experimentById: async (id) => (/^\d+$/.test(id) ? experiment('experiment_id = CAST(? AS INTEGER)', id) : undefined),
    experimentByName: async (name) => experiment(`name = ? ${inWorkspace}`, name),
    async metricHistory(runId, key, { maxResults, pageToken }) {
      const offset = offsetOf(pageToken);
      const rows = all(
        'SELECT * FROM metrics WHERE run_uuid = ? AND key = ? ORDER BY timestamp, step, value LIMIT ? OFFSET ?',
        runId,
        key,
        maxResults + 1,
        offset,
      );
      return pageOf(rows.slice(0, maxResults).map(pointRow), rows.length > maxResults, offset);
    },
    modelVersion: async (name, number) =>
      /^\d+$/.test(number) ? version('v.version = CAST(? AS INTEGER)', name, number) : undefined,
    modelVersionByAlias: async (name, alias) =>
      version(
        `v.version = (SELECT a.version FROM registered_model_aliases a WHERE a.name = v.name AND a.alias = ? ${inWorkspace})`,
        name,
        alias,
      ),
    modelVersionByStage: async (name, stage) => version('lower(v.current_stage) = lower(?)', name, stage),
    runUrl: () => '',
    close: () => database.close(),
  };
}

function open(path: string): DatabaseSync {
  if (!existsSync(path)) {
    throw storeError(
      path,
      'there is no such file',
      undefined,
      'A relative path is looked up in the workspace. Is the file restored before this step?',
    );
  }
  if (!statSync(path).isFile()) throw storeError(path, 'this is no file');
  try {
    return new (sqlite().DatabaseSync)(path, { readOnly: true, timeout: 5000 });
  } catch (cause) {
    throw storeError(path, 'cannot be opened', cause);
  }
}

/** Loaded only here, and without its "experimental" warning, which would otherwise go to the user's log. */
function sqlite(): typeof import('node:sqlite') {
  const { emitWarning } = process;
  process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
    if (!/SQLite/i.test(String(warning))) Reflect.apply(emitWarning, process, [warning, ...rest]);
  }) as typeof emitWarning;
  try {
    const module = process.getBuiltinModule('node:sqlite');
    if (module) return module;
  } finally {
    process.emitWarning = emitWarning;
  }
  throw new ServiceError({
    service: 'MLflow',
    message: `Node ${process.version} has no built-in SQLite`,
    hint: 'The action needs Node 24.',
  });
}

function clausesOf(filter: string) {
  try {
    return parseFilter(filter);
  } catch (cause) {
    if (!(cause instanceof FilterError)) throw cause;
    throw new ServiceError({ service: 'MLflow', message: `the filter cannot be read: ${cause.message}`, cause });
  }
}

/** As MLflow orders (`_get_orderby_clauses`): NaN after the numbers, runs without the metric last, then the latest start, then the id. */
function orderSql(orders: readonly Order[]): { join: string; sql: string; parameters: string[] } {
  const joins: string[] = [];
  const terms: string[] = [];
  const parameters: string[] = [];
  for (const [index, order] of orders.entries()) {
    const direction = order.descending ? 'DESC' : 'ASC';
    if (order.by === 'metric') {
      joins.push(`LEFT JOIN latest_metrics o${index} ON o${index}.run_uuid = r.run_uuid AND o${index}.key = ?`);
      parameters.push(order.key);
      terms.push(`CASE WHEN o${index}.is_nan = 1 THEN 1 WHEN o${index}.value IS NULL THEN 2 ELSE 0 END`);
      terms.push(`o${index}.value ${direction}`);
    } else {
      terms.push(`r.${order.by} IS NULL`, `r.${order.by} ${direction}`);
    }
  }
  if (!orders.some(({ by }) => by === 'start_time')) terms.push('r.start_time DESC');
  return { join: joins.join(' '), sql: [...terms, 'r.run_uuid'].join(', '), parameters };
}

function storeError(path: string, message: string, cause?: unknown, hint?: string): ServiceError {
  return new ServiceError({ service: 'MLflow store', message: `${path}: ${message}`, hint, cause });
}
