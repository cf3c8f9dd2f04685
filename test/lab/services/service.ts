/** What every service of the lab is: how to start it and how to tell that it works. */
import { createHmac } from 'node:crypto';
import { delimiter, dirname } from 'node:path';
import type { Environment } from '../cache.ts';
import type { ProcessSpec, RunningProcess } from '../process.ts';
import type { PythonEnvironment } from '../python.ts';
import type { LabState, ServiceName, ServiceState } from '../state.ts';

export interface LabOptions {
  /** Folder of the lab: state, databases, logs. Default: `lab` in the cache. */
  readonly home?: string;
  /** Gets a line at a time about what is going on. Default: silence. */
  readonly log?: (line: string) => void;
  /** Files or folders (their `*.py`) to put into the DAGs folder besides those of the lab and of examples/ml-platform. */
  readonly dags?: readonly string[];
  /** Life of an Airflow 3 token in seconds. Default: 86400. */
  readonly jwtLifetimeSeconds?: number;
  /** Further environment variables for the Airflow processes, and so for their tasks. */
  readonly airflowEnv?: Readonly<Record<string, string>>;
  /** How long a service may take until it answers, in seconds. Default: 300. */
  readonly timeoutSeconds?: number;
}

export interface Context {
  readonly home: string;
  readonly state: LabState;
  readonly options: LabOptions;
  readonly log: (line: string) => void;
}

/** A service as planned: everything but its processes is known before anything starts. */
export interface Plan {
  readonly state: Omit<ServiceState, 'processes'>;
  /** Makes folders, configuration and database. */
  readonly prepare: () => Promise<void>;
  readonly processes: readonly ProcessSpec[];
}

export interface Service {
  readonly name: ServiceName;
  readonly environment: PythonEnvironment;
  /** The process that restart() restarts. */
  readonly front: string;
  plan(context: Context): Plan;
  /** Resolves to what is still missing, or to undefined when the service works. Network errors may be thrown: not yet. */
  probe(state: ServiceState): Promise<string | undefined>;
}

export type { ProcessSpec, RunningProcess };

/** A password or key that stays the same for the life of a lab's home. */
export function derive(state: LabState, purpose: string, length = 24): string {
  return createHmac('sha256', state.secret).update(purpose).digest('hex').slice(0, length);
}

/** The little of the caller's environment that a service gets: no proxy, no PYTHON*, no AIRFLOW__* of somebody else. */
export function baseEnvironment(env: Environment = process.env): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR']) {
    const value = env[name];
    if (value !== undefined) kept[name] = value;
  }
  return { ...kept, PYTHONUNBUFFERED: '1', NO_PROXY: '*', no_proxy: '*' };
}

/** PATH with the scripts of an environment first: Airflow 2 starts its tasks by running `airflow`. */
export function pathWith(python: string, env: Environment = process.env): string {
  return [dirname(python), ...(env.PATH ?? '').split(delimiter)].join(delimiter);
}

/** GET or POST with a limit in time; the body as JSON. Throws for anything but 2xx. */
export async function fetchJson(url: string, init: RequestInit = {}): Promise<unknown> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(10_000) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text.slice(0, 200)}`);
  return JSON.parse(text);
}
