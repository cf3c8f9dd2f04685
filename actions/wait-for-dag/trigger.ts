import { type AirflowApi, type DagRun, mayPass, type TriggerAnswer, type TriggerRequest } from '@ml-actions/airflow';
import { type Clock, type Log, ServiceError } from '@ml-actions/kit';
import { asksTheSame, type Claim, claim } from './ownership.ts';

export interface TriggerOptions {
  api: AirflowApi;
  dagId: string;
  request: TriggerRequest;
  /** The id was given by the user: a run that has it already is somebody else's. */
  given: boolean;
  /** Monotonic. */
  deadline: number;
  clock: Clock;
  signal: AbortSignal;
  log: Log;
  /** Written down at once, see `Claim`; undefined: the run turned out to be another step's. */
  keep(claimed: Claim | undefined): void;
}

export interface Triggered {
  run: DagRun;
  /** True: the run was there before, made by another step with our id. It is watched, but not ours to cancel. */
  attached: boolean;
}

const MOST_ATTEMPTS = 6;

/**
 * Makes exactly one run. The trigger is sent once; when its answer is lost the id is looked up, and only when there is no such run it is
 * sent again, under the same id: if the first request arrives late after all, Airflow answers 409 to one of the two.
 */
export async function trigger(options: TriggerOptions): Promise<Triggered> {
  const { api, dagId, request, given, clock, signal, log, deadline } = options;
  if (given && (await api.run(dagId, request.runId))) throw foreign(dagId, request.runId);
  const claimed = claim(api.version, dagId, request, { claimedAt: clock.now(), wasFree: given });
  options.keep(claimed);
  const ours = (run: DagRun): Triggered => {
    options.keep({ ...claimed, confirmed: true });
    return { run, attached: false };
  };

  let lost = false;
  for (let attempt = 1; ; attempt += 1) {
    const answer = await send(api, dagId, request);
    if ('run' in answer) return ours(answer.run);
    if ('noDag' in answer) throw gone(dagId);
    if ('conflict' in answer) {
      const run = await api.run(dagId, request.runId);
      if (!run) throw dateTaken(dagId, request, answer.conflict);
      if (lost && asksTheSame(run, claimed)) return ours(run);
      if (given) {
        options.keep(undefined);
        throw foreign(dagId, request.runId);
      }
      return attach(run, claimed, options);
    }

    const { error } = answer;
    lost ||= error.ambiguous;
    if (error.ambiguous) log.info(`${error.message}; looking whether the run was made all the same`);
    const wait = Math.min(15_000, 500 * 2 ** attempt);
    // Looked for now and once more after the pause: a request that is still under way then needs no second one.
    for (const pause of [0, wait]) {
      if (clock.monotonic() + pause > deadline) throw error;
      if (pause > 0) await clock.sleep(pause, signal);
      const run = lost ? await api.run(dagId, request.runId) : undefined;
      if (run && asksTheSame(run, claimed)) {
        log.info(`the run ${run.id} was made, only the answer was lost`);
        return ours(run);
      }
    }
    if (attempt >= MOST_ATTEMPTS) throw error;
    log.info(`no run ${request.runId} was made; triggering again`);
  }
}

async function send(
  api: AirflowApi,
  dagId: string,
  request: TriggerRequest,
): Promise<TriggerAnswer | { error: ServiceError }> {
  try {
    return await api.trigger(dagId, request);
  } catch (error) {
    // A 2xx that cannot be read has been carried out, too: it is looked up like a lost one.
    if (error instanceof ServiceError && error.status !== undefined && error.status < 300) {
      return {
        error: new ServiceError({ service: error.service, message: error.message, ambiguous: true, cause: error }),
      };
    }
    if (mayPass(error) || (error instanceof ServiceError && error.ambiguous)) return { error };
    throw error;
  }
}

function attach(run: DagRun, claimed: Claim, { log, dagId, keep }: TriggerOptions): Triggered {
  keep(undefined);
  if (!asksTheSame(run, claimed)) throw foreign(dagId, run.id);
  log.info(`the run ${run.id} of this workflow run, job and step is there already (${run.state}): attached to it`);
  return { run, attached: true };
}

function foreign(dagId: string, runId: string): ServiceError {
  return new ServiceError({
    service: 'Airflow',
    message: `the DAG "${dagId}" has a run "${runId}" already, which this step did not make`,
    hint: 'Give another "dag-run-id", or "mode: wait" to wait for that run.',
    status: 409,
  });
}

function dateTaken(dagId: string, { runId, logicalDate }: TriggerRequest, why: string): ServiceError {
  const date = logicalDate ? `the logical date ${logicalDate}` : 'the same logical date';
  return new ServiceError({
    service: 'Airflow',
    message: `there is no run "${runId}" of "${dagId}", but Airflow has another one with ${date}: ${why}`,
    hint: logicalDate ? 'A DAG has one run for a logical date: give another one, or none.' : 'Try again.',
    status: 409,
  });
}

function gone(dagId: string): ServiceError {
  return new ServiceError({
    service: 'Airflow',
    message: `the DAG "${dagId}" was there a moment ago, but Airflow cannot find it for a trigger`,
    hint: 'Was it removed or deployed anew just now?',
    status: 404,
  });
}
