import { type AirflowApi, isEnded, isFinished, mayPass, type TaskInstance } from '@ml-actions/airflow';
import { type Clock, describeError, type Log } from '@ml-actions/kit';
import { type Claim, isOurs } from './ownership.ts';

export interface CancelOptions {
  api: AirflowApi;
  clock: Clock;
  log: Log;
  /** Milliseconds for everything. */
  budgetMs: number;
}

/** A scheduler's round takes about a second. */
const SETTLE_MS = 1200;

/** What has become of a run that was to be stopped. */
export interface Stopped {
  /** Verified: the run does not run. */
  stopped: boolean;
  /** This call stopped it; false when there was nothing (left) to stop. */
  byUs: boolean;
  detail: string;
}

/**
 * Marks a run failed and looks whether that holds: tasks that run can bring it back to life (apache/airflow#18363, #21908), so what is
 * still active is failed one by one. Teardown tasks are left to finish, as Airflow itself does: they are what cleans up.
 */
export async function cancelRun(dagId: string, runId: string, options: CancelOptions): Promise<Stopped> {
  const { api, clock, budgetMs } = options;
  const until = clock.monotonic() + budgetMs;
  let byUs = false;
  let seenFailed = false;
  let trouble = 'it is still active';
  for (let pause = 250; ; pause = Math.min(2000, pause * 2)) {
    try {
      const run = await api.run(dagId, runId);
      if (!run) return { stopped: true, byUs, detail: `there is no run ${runId}` };
      if (isEnded(run.state) && !byUs) {
        return { stopped: true, byUs, detail: `the run ${runId} had ended before (${run.state})` };
      }
      if (run.state !== 'failed') {
        // Also a run that has become a success: a scheduler that was at work on it saw its tasks skipped, and wrote over our mark.
        byUs = true;
        seenFailed = false;
        trouble = `it is ${run.state}`;
        await api.failRun(dagId, runId);
      } else {
        const left = await stopTasks(dagId, runId, api);
        if (left.running === 0 && seenFailed) return { stopped: true, byUs, detail: said(runId, left.teardowns) };
        seenFailed = left.running === 0;
        trouble = `${left.running} task(s) are still active`;
        // Looked at twice, with the time of a scheduler's round between: the first look may come before that write.
        if (seenFailed && clock.monotonic() + SETTLE_MS <= until) {
          await clock.sleep(SETTLE_MS);
          continue;
        }
        if (seenFailed) return { stopped: true, byUs, detail: said(runId, left.teardowns) };
      }
    } catch (error) {
      if (!mayPass(error)) throw error;
      trouble = describeError(error);
    }
    if (clock.monotonic() + pause > until) {
      return { stopped: false, byUs, detail: `the run ${runId} could not be stopped for sure: ${trouble}` };
    }
    if (!byUs || pause > 250) await clock.sleep(pause);
  }
}

async function stopTasks(dagId: string, runId: string, api: AirflowApi) {
  const active = ((await api.tasks(dagId, runId)) ?? []).filter((task) => !isFinished(task) && task.state !== null);
  if (active.length === 0) return { running: 0, teardowns: 0 };
  const teardowns = await api.teardownTasks(dagId);
  const running = active.filter((task: TaskInstance) => !teardowns.has(task.taskId));
  for (const { taskId, mapIndex } of running) await api.failTask({ dagId, runId, taskId, mapIndex });
  return { running: running.length, teardowns: active.length - running.length };
}

function said(runId: string, teardowns: number): string {
  const rest = teardowns > 0 ? `; ${teardowns} teardown task(s) go on to clean up` : '';
  return `the run ${runId} was marked failed, and that was verified${rest}`;
}

/** Stops the run of a claim, if there is one and it is ours. A trigger that was under way may arrive late: asked more than once. */
export async function stopClaimed(claimed: Claim, options: CancelOptions): Promise<Stopped> {
  const { api, clock, budgetMs } = options;
  const until = clock.monotonic() + budgetMs;
  for (let look = 0; ; look += 1) {
    const run = await api.run(claimed.dagId, claimed.runId);
    if (run && !isOurs(run, claimed)) {
      return { stopped: true, byUs: false, detail: `the run ${run.id} is not of this step, so it was left alone` };
    }
    if (run) return cancelRun(claimed.dagId, claimed.runId, { ...options, budgetMs: until - clock.monotonic() });
    if (claimed.confirmed || look >= 2) {
      return { stopped: true, byUs: false, detail: `there is no run ${claimed.runId}` };
    }
    await clock.sleep(Math.min(700, Math.max(0, until - clock.monotonic())));
  }
}
