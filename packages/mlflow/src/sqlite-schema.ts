import type { DatabaseSync } from 'node:sqlite';
import { ServiceError } from '@ml-actions/kit/errors';

/** What is read. A column that is not there is an error before anything is read. */
const NEEDED: Record<string, readonly string[]> = {
  experiments: ['experiment_id', 'name', 'lifecycle_stage'],
  runs: [
    'run_uuid',
    'name',
    'experiment_id',
    'status',
    'lifecycle_stage',
    'start_time',
    'end_time',
    'user_id',
    'artifact_uri',
  ],
  metrics: ['key', 'value', 'timestamp', 'run_uuid', 'step', 'is_nan'],
  latest_metrics: ['key', 'value', 'timestamp', 'run_uuid', 'step', 'is_nan'],
  params: ['key', 'value', 'run_uuid'],
  tags: ['key', 'value', 'run_uuid'],
  model_versions: ['name', 'version', 'current_stage', 'run_id', 'status'],
  registered_model_aliases: ['alias', 'version', 'name'],
};

/** Alembic heads of MLflow's migrations (`mlflow/store/db_migrations/versions`) from the one that brought aliases (2.3) up to MLflow 3.17.2. */
const KNOWN = new Set(
  `3500859a5d39 7f2a7d5fae7d 2d6e25af4d3e acf3f17fdcc7 867495a8f9d4 5b0e9adcef9c 4465047574b1 f5a4f2784254 0584bdc529eb 400f98739977
   6953534de441 bda7b8c39065 cbc13b556ace 770bee3ae1dd a1b2c3d4e5f6 de4033877273 1a0cddfcaa16 534353b11cbc 71994744cf8e 3da73c924c2f
   bf29a5ff90ea 1bd49d398cd23 b7c8d9e0f1a2 5d2d30f0abce c9d4e5f6a7b8 2c33131f4dae d3e4f5a6b7c8 d0e1f2a3b4c5 c8d9e0f1a2b3 1b5f0d9ad7c1
   e1f2a3b4c5d6 76601a5f987d c3d6457b6d8a a5b4c3d2e1f0 ae8bbe7743c9 7d34483879f0 da6fb0208061 89d3d66ed43f b7e4c1a90f23 a8b9c0d1e2f3
   c1d2e3f4a5b6 c3d9e7f1a2b4 6f8d9c3b2a1e 1971f2d9a75b 17e22815139b b7e2c1a4d9f3 75868b020152 dc11669786a5`.split(
    /\s+/,
  ),
);

/** Throws a `ServiceError` for a file that is no MLflow store, or one too old to be read. An unknown, newer version is a note. */
export function checkSchema(database: DatabaseSync, path: string): { notes: string[]; workspaces: boolean } {
  const fail = (message: string, hint: string, cause?: unknown): never => {
    throw new ServiceError({ service: 'MLflow store', message: `${path}: ${message}`, hint, cause });
  };
  const columns = (table: string): string[] => {
    try {
      return database
        .prepare('SELECT name FROM pragma_table_info(?)')
        .all(table)
        .map(({ name }) => String(name));
    } catch (cause) {
      return fail(
        'this is no SQLite database, or it is damaged',
        'Is the file complete (and no Git LFS pointer)?',
        cause,
      );
    }
  };
  const version = columns('alembic_version').length > 0 ? versionOf(database) : undefined;
  if (version === undefined)
    return fail('this SQLite database is no MLflow store', 'It has no table alembic_version with one version.');
  for (const [table, needed] of Object.entries(NEEDED)) {
    const there = columns(table);
    const missing = needed.filter((column) => !there.includes(column));
    if (missing.length > 0) {
      fail(
        `its schema (version ${version}) has no ${table}.${missing[0]}`,
        'Run `mlflow db upgrade` on a copy of it; MLflow 2.3 up to 3.17.2 is known.',
      );
    }
  }
  const notes = KNOWN.has(version)
    ? []
    : [
        `the store's schema version ${version} is not known (MLflow 2.3 up to 3.17.2 is); it has every column that is read`,
      ];
  return { notes, workspaces: columns('experiments').includes('workspace') };
}

function versionOf(database: DatabaseSync): string | undefined {
  const rows = database.prepare('SELECT version_num FROM alembic_version').all();
  return rows.length === 1 ? String(rows[0]?.version_num) : undefined;
}
