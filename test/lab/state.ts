/** What runs in a lab, kept in a file of its home so that any shell can see, re-use and stop it. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts, type RunningProcess } from './process.ts';

export const SERVICE_NAMES = ['airflow', 'airflow2', 'mlflow', 'mlflow-auth'] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

export interface Account {
  readonly username: string;
  readonly password: string;
}

/** A service that was started. Serialisable. */
export interface ServiceState {
  readonly name: ServiceName;
  readonly url: string;
  /** undefined: the service asks for no credentials. */
  readonly username?: string;
  readonly password?: string;
  /** Further accounts, by role. */
  readonly accounts: Readonly<Record<string, Account>>;
  readonly home: string;
  /** The log of the process that answers at `url`; those of the others are beside it. */
  readonly logFile: string;
  /** How the service was asked to be; it is re-used only for the same wishes. */
  readonly options: string;
  readonly processes: readonly RunningProcess[];
}

export interface LabState {
  readonly version: 1;
  /** Fixed before the first start, so that services know each other's address and can start side by side. */
  readonly ports: Readonly<Record<ServiceName, number>>;
  /** Seed of the passwords and signing keys of this lab. */
  readonly secret: string;
  readonly services: Readonly<Partial<Record<ServiceName, ServiceState>>>;
}

const file = (home: string) => join(home, 'state.json');

/** The state of a lab, or undefined where there is none. Throws when the file is not one. */
export function readState(home: string): LabState | undefined {
  let text: string;
  try {
    text = readFileSync(file(home), 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw cause;
  }
  const state = parse(text, file(home));
  if (state.version !== 1)
    throw new Error(`${file(home)} was written by another version of the lab: stop its processes and remove it`);
  return state;
}

function parse(text: string, path: string): LabState {
  try {
    return JSON.parse(text) as LabState;
  } catch (cause) {
    throw new Error(`${path} is not a state file: remove it`, { cause });
  }
}

export function writeState(home: string, state: LabState): void {
  mkdirSync(home, { recursive: true });
  const work = `${file(home)}.${process.pid}.tmp`;
  writeFileSync(work, `${JSON.stringify(state, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(work, file(home));
}

/** The state of a lab; a new one gets its ports and its secret. */
export async function openState(home: string): Promise<LabState> {
  const known = readState(home);
  if (known) return known;
  const [airflow = 0, airflow2 = 0, mlflow = 0, auth = 0] = await freePorts(SERVICE_NAMES.length);
  const state: LabState = {
    version: 1,
    ports: { airflow, airflow2, mlflow, 'mlflow-auth': auth },
    secret: randomBytes(32).toString('hex'),
    services: {},
  };
  writeState(home, state);
  return state;
}

export function withService(state: LabState, name: ServiceName, service: ServiceState | undefined): LabState {
  const { [name]: _, ...others } = state.services;
  return { ...state, services: service ? { ...others, [name]: service } : others };
}
