/** Services as text and as data. Pure. */
import { pythonPath } from './python.ts';
import type { ServiceState } from './state.ts';

/** What `--json` prints of a service. */
export function serviceRecord({ name, url, username, password, accounts, home, logFile }: ServiceState) {
  return { name, url, username, password, accounts, home, logFile };
}

export function servicePage(service: ServiceState): string {
  const rows = [
    ['url', service.url],
    ['user', service.username],
    ['password', service.password],
    ['log', service.logFile],
  ];
  const lines = rows.flatMap(([label = '', value]) => (value === undefined ? [] : `  ${label.padEnd(10)}${value}`));
  return [service.name, ...lines].join('\n');
}

const PREFIX = { airflow: 'AIRFLOW', airflow2: 'AIRFLOW2', mlflow: 'MLFLOW_TRACKING', 'mlflow-auth': 'MLFLOW_AUTH' };

/** Lines for a POSIX shell. MLflow's are the variables its own client reads. */
export function exportLines(services: readonly ServiceState[]): string[] {
  return services.flatMap(({ name, url, username, password }) => {
    const prefix = PREFIX[name];
    const values = {
      [name.startsWith('mlflow') ? `${prefix}_URI` : `${prefix}_URL`]: url,
      [`${prefix}_USERNAME`]: username,
      [`${prefix}_PASSWORD`]: password,
      ...(name === 'mlflow' ? { ML_PLATFORM_PYTHON: pythonPath('mlflow') } : {}),
    };
    return Object.entries(values).flatMap(([key, value]) =>
      value === undefined ? [] : `export ${key}=${quote(value)}`,
    );
  });
}

function quote(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}
