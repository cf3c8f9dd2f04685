/** MLflow 3 over SQLite, artifacts served by the server; with basic auth as a second service. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pythonPath } from '../python.ts';
import { run } from '../run.ts';
import type { ServiceState } from '../state.ts';
import { databasePath, ensureDatabase } from './database.ts';
import { baseEnvironment, type Context, derive, fetchJson, type Plan, type Service } from './service.ts';

export const mlflow: Service = {
  name: 'mlflow',
  environment: 'mlflow',
  front: 'server',
  plan: (context) => plan(context, 'mlflow'),
  probe,
};

export const mlflowAuth: Service = {
  name: 'mlflow-auth',
  environment: 'mlflow',
  front: 'server',
  plan: (context) => plan(context, 'mlflow-auth'),
  probe,
};

function plan(context: Context, name: 'mlflow' | 'mlflow-auth'): Plan {
  const home = join(context.home, name);
  const port = context.state.ports[name];
  const database = databasePath(home, 'mlflow');
  const logFile = join(home, 'server.log');
  const auth = name === 'mlflow-auth';
  const password = derive(context.state, `${name} admin`);
  const authFile = join(home, 'auth.ini');
  return {
    state: {
      name,
      url: `http://127.0.0.1:${port}`,
      ...(auth ? { username: 'admin', password } : {}),
      accounts: auth ? { admin: { username: 'admin', password } } : {},
      home,
      logFile,
      options: '',
    },
    prepare: async () => {
      mkdirSync(join(home, 'artifacts'), { recursive: true });
      if (auth) writeFileSync(authFile, authConfig(home, password), { mode: 0o600 });
      await ensureDatabase(database, 'mlflow', async (file) => {
        await run(pythonPath('mlflow'), ['-c', CREATE, `sqlite:///${file}`], {
          env: baseEnvironment(),
          inherit: false,
        });
      });
    },
    processes: [
      {
        name: 'server',
        command: pythonPath('mlflow'),
        args: serverArguments({ port, database, artifacts: join(home, 'artifacts'), auth }),
        env: {
          ...baseEnvironment(),
          // The job executor is seven more processes and 0.8 GiB, and serves nothing we use.
          MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
          MLFLOW_DISABLE_TELEMETRY: 'true',
          DO_NOT_TRACK: 'true',
          ...(auth
            ? {
                MLFLOW_AUTH_CONFIG_PATH: authFile,
                MLFLOW_FLASK_SERVER_SECRET_KEY: derive(context.state, 'mlflow-auth flask', 48),
              }
            : {}),
        },
        cwd: home,
        logFile,
      },
    ],
  };
}

// What the server does when it finds an empty database; the location is the one of a server that serves artifacts.
const CREATE = `
import sys
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore
SqlAlchemyStore(sys.argv[1], "mlflow-artifacts:/")
`;

function serverArguments(of: { port: number; database: string; artifacts: string; auth: boolean }): string[] {
  return [
    ...['-m', 'mlflow', 'server', '--host', '127.0.0.1', '--port', String(of.port), '--workers', '1'],
    ...['--backend-store-uri', `sqlite:///${of.database}`, '--artifacts-destination', of.artifacts],
    ...(of.auth ? ['--app-name', 'basic-auth'] : []),
  ];
}

function authConfig(home: string, password: string): string {
  return [
    '[mlflow]',
    'default_permission = READ',
    `database_uri = sqlite:///${join(home, 'auth.db')}`,
    'admin_username = admin',
    `admin_password = ${password}`,
    'authorization_function = mlflow.server.auth:authenticate_request_basic_auth',
    '',
  ].join('\n');
}

async function probe(state: ServiceState): Promise<string | undefined> {
  const health = await fetch(`${state.url}/health`, { signal: AbortSignal.timeout(10_000) });
  if (!health.ok) return `/health says ${health.status}`;
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (state.username !== undefined) {
    headers.authorization = `Basic ${Buffer.from(`${state.username}:${state.password}`).toString('base64')}`;
  }
  await fetchJson(`${state.url}/api/2.0/mlflow/experiments/search`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ max_results: 1 }),
  });
  return undefined;
}
