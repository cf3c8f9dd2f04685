import type { Clause } from './filter.ts';

/** A condition on the table `runs` (alias r) and its parameters. Nothing of the filter's text is part of the SQL. */
export interface Condition {
  sql: string;
  parameters: (string | number)[];
}

const TABLES = { metric: 'latest_metrics', param: 'params', tag: 'tags' } as const;
const COLUMNS: Record<string, string> = {
  run_id: 'r.run_uuid',
  status: 'r.status',
  user_id: 'r.user_id',
  artifact_uri: 'r.artifact_uri',
  start_time: 'r.start_time',
  end_time: 'r.end_time',
};

/** A clause as MLflow's SQL store carries it out (`_get_sqlalchemy_filter_clauses`). LIKE needs `PRAGMA case_sensitive_like`. */
export function toSql(clause: Clause): Condition {
  const { entity, key, comparator } = clause;
  if (entity === 'attribute') {
    // The column is empty for runs of MLflow 1.29 and older.
    if (key === 'run_name') return exists('tags', 'mlflow.runName', compare('e.value', clause));
    return compare(COLUMNS[key] ?? 'NULL', clause);
  }
  if (comparator === 'IS NULL' || comparator === 'IS NOT NULL') {
    const found = exists(TABLES[entity], key);
    return comparator === 'IS NULL' ? { ...found, sql: `NOT ${found.sql}` } : found;
  }
  const condition = compare('e.value', clause);
  if (entity !== 'metric') return exists(TABLES[entity], key, condition);
  // NaN is kept as 0 with is_nan set: no comparison with it holds, but "!=" does.
  const nan = comparator === '!=' ? `(${condition.sql} OR e.is_nan = 1)` : `(${condition.sql} AND e.is_nan = 0)`;
  return exists(TABLES.metric, key, { ...condition, sql: nan });
}

function exists(table: string, key: string, condition?: Condition): Condition {
  const more = condition ? ` AND ${condition.sql}` : '';
  return {
    sql: `EXISTS (SELECT 1 FROM ${table} e WHERE e.run_uuid = r.run_uuid AND e.key = ?${more})`,
    parameters: [key, ...(condition?.parameters ?? [])],
  };
}

function compare(column: string, { comparator, value }: Clause): Condition {
  if (Array.isArray(value)) {
    return { sql: `${column} ${comparator} (${value.map(() => '?').join(', ')})`, parameters: value };
  }
  const parameters = [value as string | number];
  if (comparator === 'ILIKE') return { sql: `lower(${column}) LIKE lower(?)`, parameters };
  return { sql: `${column} ${comparator} ?`, parameters };
}
