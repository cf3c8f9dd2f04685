import { type AirflowApi, type DagRun, isEnded } from '@ml-actions/airflow';
import { type Clock, type Github, type Log, type Outcome, ServiceError } from '@ml-actions/kit';
import { cancelRun, type Stopped, stopClaimed } from './cancel.ts';
import type { Inputs } from './check.ts';
import type { Finding } from './finding.ts';
import { type Ending, type Output, toOutcome } from './outcome.ts';
import { type Claim, parseClaim } from './ownership.ts';
import { preflight } from './preflight.ts';
import { deriveRunId } from './run-id.ts';
import { trigger } from './trigger.ts';
import { type WatchEnd, watch } from './watch.ts';

export interface Deps {
  /** Repeats what failed for a while. */
  api: AirflowApi;
  /** Fails at once: `watch` decides. */
  watcher: AirflowApi;
  /** Goes on when the step was cancelled. */
  cleanup: AirflowApi;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
  github: Github;
  /** `GITHUB_ACTION`. */
  step: string;
  /** Run by act, where every workflow run has the number 1: yesterday's run must not be taken for today's. */
  underAct: boolean;
  saveState(name: string, value: string): void;
}

/** The runner kills a cancelled step after 7.5 s, and 5 s are promised. */
const CANCEL_MS = 4000;
const ON_TIMEOUT_MS = 60_000;

/** Triggers a DAG and waits for its run, as the inputs say. What could not be looked at is an exception or the verdict `error`. */
export async function run(inputs: Inputs, deps: Deps): Promise<Outcome<Output>> {
  let claimed: Claim | undefined;
  const keep = (claim: Claim | undefined) => {
    claimed = claim;
    deps.saveState('claim', claim ? JSON.stringify(claim) : '');
  };
  try {
    const outcome = await toOutcome(await proceed(inputs, deps, keep), inputs, deps);
    deps.saveState('done', 'true');
    return outcome;
  } catch (error) {
    if (!deps.signal.aborted) {
      // Not cancelled but failed: the run goes on, and the message says so. The post step has nothing to stop.
      deps.saveState('done', 'true');
      throw claimed?.confirmed ? stillThere(error, claimed, deps) : error;
    }
    const stopped = await stopOnCancel(inputs, claimed, deps);
    if (stopped.stopped) deps.saveState('done', 'true');
    const reason = `cancelled; ${stopped.detail}`;
    return toOutcome({ finding: { verdict: 'error', reason }, stopped, claimed }, inputs, {
      ...deps,
      api: deps.cleanup,
    });
  }
}

async function proceed(inputs: Inputs, deps: Deps, keep: (claim: Claim | undefined) => void): Promise<Ending> {
  const deadline = deps.clock.monotonic() + inputs.timeout;
  const start =
    inputs.mode === 'wait' ? await findRun(inputs, deps, deadline) : await makeRun(inputs, deps, deadline, keep);
  if ('finding' in start) return start;
  const { run: made, attached } = start;
  const head = { run: made, triggered: inputs.mode !== 'wait' && !attached };
  if (inputs.mode === 'trigger') return { ...head, kind: 'triggered' };
  const { pollInterval, stallTimeout } = inputs;
  const { clock, log, signal, watcher } = deps;
  const end = await watch({ api: watcher, run: made, pollInterval, stallTimeout, deadline, clock, log, signal });
  const stopped = await stopOnTimeout(end, inputs, deps);
  return { ...head, ...end, ...(stopped ? { stopped } : {}) };
}

async function makeRun(inputs: Inputs, deps: Deps, deadline: number, keep: (claim: Claim | undefined) => void) {
  const { api, clock, signal, log, github, underAct } = deps;
  const { dagId, conf, logicalDate, onPaused, registrationGrace: graceMs } = inputs;
  const ready = await preflight({ api, dagId, onPaused, graceMs, deadline, clock, signal, log });
  if ('finding' in ready) return ready;
  const step = underAct ? `${deps.step} ${clock.now()}` : deps.step;
  const derived = deriveRunId({ ...github, step }, { dagId, conf, logicalDate });
  const runId = inputs.dagRunId ?? derived ?? `gha-local-${clock.now()}`;
  const request = { runId, conf, logicalDate, note: inputs.note ?? noteOf(github) };
  const given = inputs.dagRunId !== undefined;
  const made = await trigger({ api, dagId, request, given, deadline, clock, signal, log, keep });
  log.info(`${made.attached ? 'waiting for' : 'triggered'} ${api.runUrl(dagId, runId)}`);
  return made;
}

/** The run that somebody else started. A DAG that is paused only matters to a run that has not ended. */
async function findRun(
  inputs: Inputs,
  deps: Deps,
  deadline: number,
): Promise<{ finding: Finding } | { run: DagRun; attached: true }> {
  const { api, clock, signal, log } = deps;
  const { dagId, dagRunId, onPaused, registrationGrace: graceMs } = inputs;
  const look = () => (dagRunId === undefined ? api.newestRun(dagId) : api.run(dagId, dagRunId));
  const found = await look();
  if (found && isEnded(found.state)) return { run: found, attached: true };
  const ready = await preflight({ api, dagId, onPaused, graceMs, deadline, clock, signal, log });
  if ('finding' in ready) return { finding: ready.finding };
  const now = found ?? (await look());
  if (now) {
    log.info(`waiting for ${api.runUrl(dagId, now.id)}`);
    return { run: now, attached: true };
  }
  const what = dagRunId === undefined ? 'has no run yet' : `has no run "${dagRunId}"`;
  return { finding: { verdict: 'error', reason: `the DAG "${dagId}" ${what}, so there is nothing to wait for` } };
}

async function stopOnTimeout(end: WatchEnd, inputs: Inputs, deps: Deps): Promise<Stopped | undefined> {
  if (inputs.onTimeout !== 'cancel' || !['timeout', 'stalled', 'unreachable'].includes(end.kind)) return undefined;
  deps.log.info(`on-timeout: cancel: marking ${end.run.id} failed`);
  const { watcher: api, clock, log } = deps;
  return cancelRun(end.run.dagId, end.run.id, { api, clock, log, budgetMs: ON_TIMEOUT_MS });
}

async function stopOnCancel(inputs: Inputs, claimed: Claim | undefined, deps: Deps): Promise<Stopped> {
  const { cleanup: api, clock, log } = deps;
  if (!claimed) return { stopped: true, byUs: false, detail: 'this step had made no run' };
  if (inputs.onCancel === 'leave') {
    return { stopped: true, byUs: false, detail: `the run ${claimed.runId} was left as it is (on-cancel: leave)` };
  }
  try {
    return await stopClaimed(claimed, { api, clock, log, budgetMs: CANCEL_MS });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { stopped: false, byUs: false, detail: `the run ${claimed.runId} could not be stopped: ${error.message}` };
  }
}

/** The post step: stops what `run` did not come to stop, because the runner killed it or Airflow did not answer in time. */
export async function post(inputs: Inputs, deps: Pick<Deps, 'cleanup' | 'clock' | 'log'>, claim: Claim): Promise<void> {
  const { cleanup: api, clock, log } = deps;
  if (inputs.onCancel === 'leave') return log.info(`the run ${claim.runId} is left as it is (on-cancel: leave)`);
  const { stopped, detail } = await stopClaimed(claim, { api, clock, log, budgetMs: ON_TIMEOUT_MS });
  if (stopped) log.info(detail);
  else log.warning(`${detail}; stop it by hand: ${api.runUrl(claim.dagId, claim.runId)}`);
}

/** What the post step has to do, from the state that `run` saved; undefined: nothing. */
export function claimToSettle(state: (name: string) => string): Claim | undefined {
  return state('done') === '' ? parseClaim(state('claim')) : undefined;
}

function noteOf({ serverUrl, repository, runId, runAttempt }: Github): string | undefined {
  if (!repository || !runId) return undefined;
  return `Triggered by ${serverUrl}/${repository}/actions/runs/${runId}/attempts/${runAttempt || '1'}`;
}

function stillThere(error: unknown, claimed: Claim, { api }: Deps): unknown {
  if (!(error instanceof ServiceError)) return error;
  const url = api.runUrl(claimed.dagId, claimed.runId);
  return new ServiceError({
    service: error.service,
    message: `${error.message.replace(/^Airflow: /, '')}; the run ${claimed.runId} may still be active: ${url}`,
    hint: error.hint,
    status: error.status,
    cause: error.cause,
  });
}
