/** Airflow 2: webserver and scheduler with basic auth, over SQLite and so with the SequentialExecutor. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pythonPath } from '../python.ts';
import { run } from '../run.ts';
import type { ServiceState } from '../state.ts';
import { migrated, taskEnvironment, wishes } from './airflow.ts';
import { fillDagsFolder, unparsed } from './dags.ts';
import { databasePath } from './database.ts';
import { baseEnvironment, type Context, derive, fetchJson, type Plan, pathWith, type Service } from './service.ts';

export const airflow2: Service = { name: 'airflow2', environment: 'airflow2', front: 'webserver', plan, probe };

function plan(context: Context): Plan {
  const home = join(context.home, 'airflow2');
  const port = context.state.ports.airflow2;
  const env = environment(context, home, port);
  const password = derive(context.state, 'airflow2 admin');
  const process = (name: string, ...args: string[]) => ({
    name,
    command: pythonPath('airflow2'),
    args: ['-m', 'airflow', name, ...args],
    env,
    cwd: home,
    logFile: join(home, `${name}.log`),
  });
  return {
    state: {
      name: 'airflow2',
      url: `http://127.0.0.1:${port}`,
      username: 'admin',
      password,
      accounts: { admin: { username: 'admin', password } },
      home,
      logFile: join(home, 'webserver.log'),
      options: wishes(context),
    },
    prepare: async () => {
      mkdirSync(home, { recursive: true });
      fillDagsFolder(join(home, 'dags'), context.options.dags);
      const database = databasePath(home, 'airflow2');
      await migrated(database, 'airflow2');
      const done = `${database}.has-admin`;
      if (existsSync(done)) return;
      const user = ['--username', 'admin', '--password', password, '--role', 'Admin', '--email', 'admin@example.org'];
      const names = ['--firstname', 'Lab', '--lastname', 'Admin'];
      await run(pythonPath('airflow2'), ['-m', 'airflow', 'users', 'create', ...user, ...names], {
        env,
        inherit: false,
        cwd: home,
      });
      writeFileSync(done, '');
    },
    processes: [
      process('webserver', '--hostname', '127.0.0.1', '--port', String(port), '--workers', '1'),
      // The server of task logs would listen on every address; logs are read from files here.
      process('scheduler', '--skip-serve-logs'),
    ],
  };
}

function environment(context: Context, home: string, port: number): Record<string, string> {
  const { state } = context;
  return {
    ...baseEnvironment(),
    PATH: pathWith(pythonPath('airflow2')),
    AIRFLOW_HOME: home,
    AIRFLOW__CORE__DAGS_FOLDER: join(home, 'dags'),
    AIRFLOW__CORE__LOAD_EXAMPLES: 'False',
    AIRFLOW__CORE__EXECUTOR: 'SequentialExecutor',
    AIRFLOW__CORE__FERNET_KEY: '',
    AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: `sqlite:///${databasePath(home, 'airflow2')}`,
    AIRFLOW__DATABASE__LOAD_DEFAULT_CONNECTIONS: 'False',
    AIRFLOW__API__AUTH_BACKENDS: 'airflow.api.auth.backend.basic_auth',
    AIRFLOW__WEBSERVER__SECRET_KEY: derive(state, 'airflow2 secret', 32),
    AIRFLOW__WEBSERVER__BASE_URL: `http://127.0.0.1:${port}`,
    // The SequentialExecutor runs a task in the scheduler's loop, which has no heartbeat meanwhile.
    AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_THRESHOLD: '300',
    AIRFLOW__SCHEDULER__SCHEDULER_HEARTBEAT_SEC: '1',
    AIRFLOW__SCHEDULER__JOB_HEARTBEAT_SEC: '1',
    AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME: '0.2',
    AIRFLOW__SCHEDULER__DAG_DIR_LIST_INTERVAL: '5',
    AIRFLOW__SCHEDULER__MIN_FILE_PROCESS_INTERVAL: '10',
    AIRFLOW__USAGE_DATA_COLLECTION__ENABLED: 'False',
    ...taskEnvironment(context),
  };
}

async function probe(state: ServiceState): Promise<string | undefined> {
  const health = (await fetchJson(`${state.url}/api/v1/health`)) as Record<string, { status?: string | null }>;
  for (const part of ['metadatabase', 'scheduler']) {
    if (health[part]?.status !== 'healthy') return `${part} is ${health[part]?.status ?? 'not there'}`;
  }
  const basic = Buffer.from(`${state.username}:${state.password}`).toString('base64');
  const headers = { authorization: `Basic ${basic}` };
  const { dags } = (await fetchJson(`${state.url}/api/v1/dags?limit=100`, { headers })) as {
    dags: { fileloc: string }[];
  };
  const { import_errors } = (await fetchJson(`${state.url}/api/v1/importErrors?limit=100`, { headers })) as {
    import_errors: { filename: string }[];
  };
  const seen = [...dags.map((dag) => dag.fileloc), ...import_errors.map((one) => one.filename)];
  const missing = unparsed(join(state.home, 'dags'), seen);
  return missing.length > 0 ? `DAG files not parsed yet: ${missing.join(', ')}` : undefined;
}
