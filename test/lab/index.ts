/**
 * The real services on loopback, for tests, the demo and the benchmarks:
 *
 *     const lab = await startLab(['airflow', 'mlflow'], { home, log: console.error });
 *     await fetch(`${lab.airflow.url}/api/v2/version`);
 *     await lab.stop();
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { health } from './health.ts';
import { down, homeOf, type RestartOptions, restart, up } from './lab.ts';
import type { LabOptions } from './services/service.ts';
import { type Account, readState, type ServiceName, type ServiceState } from './state.ts';

export type { RestartOptions } from './lab.ts';
export { python, pythonPath } from './python.ts';
export type { LabOptions } from './services/service.ts';
export type { Account, ServiceName } from './state.ts';
export { TOOL_NAMES, type ToolName, tool } from './tools.ts';

/** A service that works. */
export interface ServiceHandle {
  readonly name: ServiceName;
  readonly url: string;
  /** undefined: no credentials are asked for. */
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** By role; Airflow 3: admin, op, user, viewer. */
  readonly accounts: Readonly<Record<string, Account>>;
  readonly home: string;
  readonly logFile: string;
  /** Same port, same database. By default only the process behind `url` is restarted: tasks that run go on. */
  restart(options?: RestartOptions): Promise<void>;
  stop(): Promise<void>;
}

export interface AirflowHandle extends ServiceHandle {
  readonly dagsFolder: string;
  /** Puts a file into the DAGs folder and returns at once: the DAG is not parsed yet (new files are looked for every 5 s). */
  addDag(fileName: string, source: string): void;
  removeDag(fileName: string): void;
  /** Resolves when each file of the DAGs folder is parsed or has an import error. Throws after `seconds` (default 60). */
  waitUntilParsed(seconds?: number): Promise<void>;
}

export type HandleOf<Name extends ServiceName> = Name extends 'airflow' | 'airflow2' ? AirflowHandle : ServiceHandle;

export type Lab<Name extends ServiceName> = { readonly [Key in Name]: HandleOf<Key> } & {
  readonly home: string;
  /** Stops the services this lab started; those that were up before are left alone. */
  stop(): Promise<void>;
};

/** Installs what is missing, starts services side by side and resolves when all work. They survive this process: call `stop()`. */
export async function startLab<const Name extends ServiceName>(
  names: readonly Name[],
  options: LabOptions = {},
): Promise<Lab<Name>> {
  const home = homeOf(options);
  const started = await up(names, options);
  const handles = Object.fromEntries(started.map(({ service }) => [service.name, handle(home, service, options)]));
  const mine = started.filter(({ reused }) => !reused).map(({ service }) => service.name);
  const stop = async () => {
    await down(home, mine);
  };
  return { ...handles, home, stop } as Lab<Name>;
}

function handle(home: string, service: ServiceState, options: LabOptions): AirflowHandle {
  const dagsFolder = join(service.home, 'dags');
  return {
    name: service.name,
    url: service.url,
    username: service.username,
    password: service.password,
    accounts: service.accounts,
    home: service.home,
    logFile: service.logFile,
    restart: async (how) => {
      await restart(home, service.name, { ...options, ...how });
    },
    stop: async () => {
      await down(home, [service.name]);
    },
    dagsFolder,
    addDag: (fileName, source) => writeFileSync(join(dagsFolder, fileName), source),
    removeDag: (fileName) => rmSync(join(dagsFolder, fileName), { force: true }),
    waitUntilParsed: async (seconds = 60) => {
      const deadline = Date.now() + seconds * 1000;
      for (;;) {
        const current = readState(home)?.services[service.name]; // a restart gave it other processes
        const missing = current ? await health(current) : 'it was stopped';
        if (missing === undefined) return;
        if (Date.now() > deadline) throw new Error(`${service.name} after ${seconds} s: ${missing}`);
        await sleep(250);
      }
    },
  };
}
