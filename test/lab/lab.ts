/** Starts, re-uses, restarts and stops services of one lab; everything it knows is in the state file of the lab's home. */
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultHome, withLock } from './cache.ts';
import { health, SERVICES, waitUntilUp } from './health.ts';
import { ended, freePorts, isFree, type RunningProcess, start, stop } from './process.ts';
import { python } from './python.ts';
import type { Context, LabOptions } from './services/service.ts';
import {
  openState,
  readState,
  SERVICE_NAMES,
  type ServiceName,
  type ServiceState,
  withService,
  writeState,
} from './state.ts';

export interface Started {
  readonly service: ServiceState;
  /** It was up and healthy before. */
  readonly reused: boolean;
}

const lockOf = (home: string) => join(home, 'lock');

export function homeOf(options: LabOptions): string {
  return resolve(options.home ?? defaultHome());
}

/** Brings services up side by side and resolves when all of them work. When one fails, those started by this call are stopped. */
export async function up(names: readonly ServiceName[], options: LabOptions): Promise<Started[]> {
  const home = homeOf(options);
  const log = options.log ?? (() => undefined);
  const wanted = [...new Set(names)];
  return withLock(lockOf(home), async () => {
    let state = await openState(home);
    const context = (): Context => ({ home, state, options, log });
    const reused = new Map<ServiceName, ServiceState>();
    for (const name of wanted) {
      const service = await reusable(name, context());
      if (service) reused.set(name, service);
      else if (!(await isFree(state.ports[name]))) {
        const [port = 0] = await freePorts(1);
        state = { ...state, ports: { ...state.ports, [name]: port } };
      }
    }
    writeState(home, state);
    const remember = (name: ServiceName, service: ServiceState | undefined) => {
      state = withService(state, name, service);
      writeState(home, state);
    };
    const planned = context();
    const outcomes = await Promise.allSettled(
      wanted.map(async (name): Promise<Started> => {
        const service = reused.get(name);
        if (service) return { service, reused: true };
        return { service: await bringUp(name, planned, (running) => remember(name, running)), reused: false };
      }),
    );
    const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    if (failures.length === 0)
      return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    for (const name of wanted.filter((one) => !reused.has(one))) {
      await stop(state.services[name]?.processes ?? []);
      remember(name, undefined);
    }
    if (failures.length === 1) throw failures[0];
    throw new AggregateError(
      failures,
      failures.map((one) => (one instanceof Error ? one.message : String(one))).join('\n'),
    );
  });
}

async function reusable(name: ServiceName, context: Context): Promise<ServiceState | undefined> {
  const service = context.state.services[name];
  if (!service) return undefined;
  if (ended(service.processes).length === service.processes.length) {
    await stop(service.processes); // children may be left
    return undefined;
  }
  const { options } = SERVICES[name].plan(context).state;
  if (options !== service.options) {
    throw new Error(
      `${name} is up in ${context.home} with other options (${service.options}, asked for ${options}): stop it first or use another home`,
    );
  }
  if ((await health(service)) === undefined) {
    context.log(`${name}: up already, ${service.url}`);
    return service;
  }
  context.log(`${name}: runs but does not work, starting it anew`);
  await stop(service.processes);
  return undefined;
}

async function bringUp(
  name: ServiceName,
  context: Context,
  remember: (service: ServiceState) => void,
): Promise<ServiceState> {
  const began = performance.now();
  const say = (what: string) =>
    context.log(`${name}: ${what} after ${((performance.now() - began) / 1000).toFixed(1)} s`);
  const plan = SERVICES[name].plan(context);
  await python(SERVICES[name].environment);
  say('installed');
  await plan.prepare();
  say('prepared');
  const service: ServiceState = { ...plan.state, processes: plan.processes.map(start) };
  remember(service);
  await waitUntilUp(service, context.options);
  say(`up at ${service.url}`);
  return service;
}

export interface RestartOptions {
  /** `front` (default): only the process that answers at `url`, so that running work goes on. `all`: every process. */
  readonly processes?: 'front' | 'all';
  /** Seconds between the stop and the new start. Default: 0. */
  readonly downSeconds?: number;
}

/** Stops and starts a service's processes on the same port and database; resolves when the service works again. */
export async function restart(
  home: string,
  name: ServiceName,
  options: RestartOptions & LabOptions = {},
): Promise<ServiceState> {
  return withLock(lockOf(home), async () => {
    const state = readState(home);
    const service = state?.services[name];
    if (!state || !service) throw new Error(`${name} is not up in ${home}`);
    const affected = (one: RunningProcess) => options.processes === 'all' || one.name === SERVICES[name].front;
    await stop(service.processes.filter(affected));
    await sleep((options.downSeconds ?? 0) * 1000);
    const again = { ...service, processes: service.processes.map((one) => (affected(one) ? start(one) : one)) };
    writeState(home, withService(state, name, again));
    await waitUntilUp(again, options);
    return again;
  });
}

/** Stops services (all of the lab's when none is named) and returns the names of those that were known. */
export async function down(home: string, names: readonly ServiceName[] = SERVICE_NAMES): Promise<ServiceName[]> {
  if (!readState(home)) return [];
  return withLock(lockOf(home), async () => {
    const state = readState(home);
    if (!state) return [];
    const known = names.filter((name) => state.services[name]);
    await Promise.all(known.map((name) => stop(state.services[name]?.processes ?? [])));
    writeState(
      home,
      known.reduce((left, name) => withService(left, name, undefined), state),
    );
    return known;
  });
}
