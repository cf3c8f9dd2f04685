/** Whether a service works, asked of the service itself. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ended, tail } from './process.ts';
import { airflow } from './services/airflow.ts';
import { airflow2 } from './services/airflow2.ts';
import { mlflow, mlflowAuth } from './services/mlflow.ts';
import type { LabOptions, Service } from './services/service.ts';
import type { ServiceName, ServiceState } from './state.ts';

export const SERVICES: Readonly<Record<ServiceName, Service>> = {
  airflow,
  airflow2,
  mlflow,
  'mlflow-auth': mlflowAuth,
};

/** Resolves when the service works. Throws when one of its processes ends, or after `timeoutSeconds`. */
export async function waitUntilUp(service: ServiceState, options: LabOptions): Promise<void> {
  const limit = options.timeoutSeconds ?? 300;
  const deadline = Date.now() + limit * 1000;
  for (;;) {
    const missing = await health(service);
    if (missing === undefined) return;
    const [dead] = ended(service.processes);
    if (dead)
      throw new Error(
        `${service.name}: its ${dead.name} ended while starting. The end of ${dead.logFile}:\n${tail(dead.logFile)}`,
      );
    if (Date.now() > deadline) {
      throw new Error(
        `${service.name} did not work within ${limit} s: ${missing}. The end of ${service.logFile}:\n${tail(service.logFile)}`,
      );
    }
    await sleep(250);
  }
}

/** What keeps a service from working, or undefined when it works. */
export async function health(service: ServiceState): Promise<string | undefined> {
  const [gone] = ended(service.processes);
  if (gone) return `its ${gone.name} has ended`;
  try {
    return await SERVICES[service.name].probe(service);
  } catch (cause) {
    const inner = cause instanceof Error && cause.cause instanceof Error ? `: ${cause.cause.message}` : '';
    return `${cause instanceof Error ? cause.message : cause}${inner}`;
  }
}
