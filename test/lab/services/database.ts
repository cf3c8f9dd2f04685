/** Fresh SQLite databases: migrated once for each lock file, kept in the cache and copied, because copying is instant. */
import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir, makeOnce } from '../cache.ts';
import { lockHash, type PythonEnvironment } from '../python.ts';

const FILE = 'fresh.db';

/** The path of a service's database. Another lock file means another schema, and so another file. */
export function databasePath(home: string, environment: PythonEnvironment): string {
  return join(home, `${environment}-${lockHash(environment)}.db`);
}

/** Puts a fresh database at `database` unless there is one; `migrate` makes one at the path it is given, in an empty folder. */
export async function ensureDatabase(
  database: string,
  environment: PythonEnvironment,
  migrate: (file: string, folder: string) => Promise<void>,
): Promise<void> {
  if (existsSync(database)) return;
  const kept = await makeOnce(
    join(cacheDir(), 'databases', `${environment}-${lockHash(environment)}`),
    async (work) => {
      mkdirSync(work);
      await migrate(join(work, FILE), work);
      if (existsSync(join(work, `${FILE}-wal`)))
        throw new Error(`${environment}: the migration left its database open`);
    },
  );
  copyFileSync(join(kept, FILE), `${database}.tmp`);
  renameSync(`${database}.tmp`, database);
}
