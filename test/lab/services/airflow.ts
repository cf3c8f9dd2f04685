/** Airflow 3: api-server, scheduler with the LocalExecutor, dag-processor, over SQLite. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pythonPath } from '../python.ts';
import { run } from '../run.ts';
import type { ServiceState } from '../state.ts';
import { fillDagsFolder, PLATFORM, unparsed } from './dags.ts';
import { databasePath, ensureDatabase } from './database.ts';
import { baseEnvironment, type Context, derive, fetchJson, type Plan, pathWith, type Service } from './service.ts';

export const airflow: Service = { name: 'airflow', environment: 'airflow', front: 'api-server', plan, probe };

const ROLES = ['admin', 'op', 'user', 'viewer'] as const;

function plan(context: Context): Plan {
  const home = join(context.home, 'airflow');
  const port = context.state.ports.airflow;
  const env = environment(context, home, port);
  const accounts = Object.fromEntries(
    ROLES.map((role) => [role, { username: role, password: derive(context.state, `airflow ${role}`) }]),
  );
  const process = (name: string, ...args: string[]) => ({
    name,
    command: pythonPath('airflow'),
    args: ['-m', 'airflow', name, ...args],
    env,
    cwd: home,
    logFile: join(home, `${name}.log`),
  });
  return {
    state: {
      name: 'airflow',
      url: `http://127.0.0.1:${port}`,
      username: 'admin',
      password: derive(context.state, 'airflow admin'),
      accounts,
      home,
      logFile: join(home, 'api-server.log'),
      options: wishes(context),
    },
    prepare: async () => {
      mkdirSync(home, { recursive: true });
      const passwords = Object.fromEntries(Object.values(accounts).map((one) => [one.username, one.password]));
      writeFileSync(join(home, 'passwords.json'), JSON.stringify(passwords), { mode: 0o600 });
      fillDagsFolder(join(home, 'dags'), context.options.dags);
      await migrated(databasePath(home, 'airflow'), 'airflow');
    },
    processes: [
      process('api-server', '--host', '127.0.0.1', '--port', String(port), '--workers', '1'),
      // The server of task logs would listen on every address; logs are read from files here.
      process('scheduler', '--skip-serve-logs'),
      process('dag-processor'),
    ],
  };
}

/** Options that change what the service is; a running one is re-used only for the same. */
export function wishes({ options: { jwtLifetimeSeconds, airflowEnv = {}, dags = [] } }: Context): string {
  return JSON.stringify({ jwtLifetimeSeconds, airflowEnv, dags });
}

/** Gives an Airflow its migrated database. */
export function migrated(database: string, name: 'airflow' | 'airflow2'): Promise<void> {
  return ensureDatabase(database, name, async (file, folder) => {
    const env = {
      ...baseEnvironment(),
      AIRFLOW_HOME: folder,
      AIRFLOW__CORE__LOAD_EXAMPLES: 'False',
      AIRFLOW__DATABASE__LOAD_DEFAULT_CONNECTIONS: 'False',
      AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: `sqlite:///${file}`,
    };
    await run(pythonPath(name), ['-m', 'airflow', 'db', 'migrate'], { env, inherit: false });
  });
}

/** What tasks of both Airflows find in their environment. */
export function taskEnvironment(context: Context): Record<string, string> {
  return {
    MLFLOW_TRACKING_URI: `http://127.0.0.1:${context.state.ports.mlflow}`,
    ML_PLATFORM_PYTHON: pythonPath('mlflow'),
    ML_PLATFORM_HOME: PLATFORM,
    ...context.options.airflowEnv,
  };
}

function environment(context: Context, home: string, port: number): Record<string, string> {
  const { state, options } = context;
  return {
    ...baseEnvironment(),
    PATH: pathWith(pythonPath('airflow')),
    AIRFLOW_HOME: home,
    AIRFLOW__CORE__DAGS_FOLDER: join(home, 'dags'),
    AIRFLOW__CORE__LOAD_EXAMPLES: 'False',
    AIRFLOW__CORE__EXECUTOR: 'LocalExecutor',
    AIRFLOW__CORE__PARALLELISM: '4',
    AIRFLOW__CORE__EXECUTION_API_SERVER_URL: `http://127.0.0.1:${port}/execution/`,
    AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS: ROLES.map((role) => `${role}:${role}`).join(),
    AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE: join(home, 'passwords.json'),
    AIRFLOW__CORE__FERNET_KEY: '',
    AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: `sqlite:///${databasePath(home, 'airflow')}`,
    AIRFLOW__API__SECRET_KEY: derive(state, 'airflow secret', 32),
    AIRFLOW__API__BASE_URL: `http://127.0.0.1:${port}`,
    AIRFLOW__API_AUTH__JWT_SECRET: derive(state, 'airflow jwt', 64),
    AIRFLOW__API_AUTH__JWT_EXPIRATION_TIME: String(options.jwtLifetimeSeconds ?? 86_400),
    // Airflow forgives 10 s beyond the end of a token's life; who asks for a lifetime wants that lifetime.
    ...(options.jwtLifetimeSeconds === undefined ? {} : { AIRFLOW__API_AUTH__JWT_LEEWAY: '0' }),
    // A task outlives a restart of the api-server, which takes up to half a minute on a busy machine.
    AIRFLOW__WORKERS__MAX_FAILED_HEARTBEATS: '30',
    AIRFLOW__WORKERS__EXECUTION_API_RETRIES: '30',
    AIRFLOW__WORKERS__EXECUTION_API_RETRY_WAIT_MAX: '3',
    AIRFLOW__SCHEDULER__SCHEDULER_HEARTBEAT_SEC: '1',
    AIRFLOW__SCHEDULER__JOB_HEARTBEAT_SEC: '1',
    AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME: '0.2',
    AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL: '5',
    AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL: '10',
    AIRFLOW__USAGE_DATA_COLLECTION__ENABLED: 'False',
    ...taskEnvironment(context),
  };
}

async function probe(state: ServiceState): Promise<string | undefined> {
  const health = (await fetchJson(`${state.url}/api/v2/monitor/health`)) as Record<string, { status?: string | null }>;
  for (const part of ['metadatabase', 'scheduler', 'dag_processor']) {
    if (health[part]?.status !== 'healthy') return `${part} is ${health[part]?.status ?? 'not there'}`;
  }
  const login = (await fetchJson(`${state.url}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: state.username, password: state.password }),
  })) as { access_token: string };
  const headers = { authorization: `Bearer ${login.access_token}` };
  const { dags } = (await fetchJson(`${state.url}/api/v2/dags?limit=100`, { headers })) as {
    dags: { fileloc: string }[];
  };
  const { import_errors } = (await fetchJson(`${state.url}/api/v2/importErrors?limit=100`, { headers })) as {
    import_errors: { filename: string }[];
  };
  const seen = [...dags.map((dag) => dag.fileloc), ...import_errors.map((one) => one.filename)];
  const missing = unparsed(join(state.home, 'dags'), seen);
  return missing.length > 0 ? `DAG files not parsed yet: ${missing.join(', ')}` : undefined;
}
