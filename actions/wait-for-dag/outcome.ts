import type { AirflowApi, DagRun, TaskInstance } from '@ml-actions/airflow';
import { type Clock, formatDuration, type Outcome, type Verdict } from '@ml-actions/kit';
import type { Stopped } from './cancel.ts';
import type { Inputs } from './check.ts';
import { annotate, readFailures } from './failures.ts';
import type { Finding } from './finding.ts';
import type { Claim } from './ownership.ts';
import { taskName } from './progress.ts';
import type { Result, RunResult, TaskResult } from './result.ts';
import { summarise } from './summary.ts';
import type { WatchEnd } from './watch.ts';
import { readXcoms, type Xcoms } from './xcom.ts';

export type Output = 'dag-run-id' | 'dag-run-url' | 'state' | 'duration-seconds' | 'tasks-json' | 'xcom-json';

/** How it ended: with a finding before there was a run to wait for, or with what became of the run. */
export type Ending = { stopped?: Stopped } & (
  | { finding: Finding; claimed?: Claim | undefined }
  | ({ triggered: boolean } & (WatchEnd | { kind: 'triggered'; run: DagRun }))
);

interface Judged {
  verdict: Verdict;
  reason: string;
}

/** Reads what people and later steps want to know about the run, and judges. */
export async function toOutcome(
  ending: Ending,
  inputs: Inputs,
  { api, clock }: { api: AirflowApi; clock: Clock },
): Promise<Outcome<Output>> {
  const body: Result = {
    airflow: { url: inputs.airflowUrl, apiVersion: api.version },
    mode: inputs.mode,
    dagId: inputs.dagId,
    run: null,
    tasks: [],
    failures: [],
    xcom: {},
    xcomMissing: [],
    stopped: ending.stopped ? { verified: ending.stopped.stopped, detail: ending.stopped.detail } : null,
    detail: [],
  };
  if ('finding' in ending) {
    const { finding, claimed } = ending;
    const verdict = finding.timedOut && inputs.onTimeout === 'detach' ? 'warn' : finding.verdict;
    const id = claimed ? { 'dag-run-id': claimed.runId, 'dag-run-url': api.runUrl(claimed.dagId, claimed.runId) } : {};
    return finish({ verdict, reason: finding.reason }, { ...body, detail: [...(finding.detail ?? [])] }, [], clock, id);
  }

  // After a stop the run is not as it was seen last.
  const run = (ending.stopped?.byUs ? await api.run(ending.run.dagId, ending.run.id) : undefined) ?? ending.run;
  body.run = toRunResult(run, api, ending.triggered, clock.now());
  // Where Airflow does not answer, or there is no run any more, there is nothing to read either.
  const readable = ending.kind !== 'unreachable' && ending.kind !== 'gone' && ending.kind !== 'triggered';
  const where = { dagId: run.dagId, runId: run.id };
  const tasks = readable ? ((await api.tasks(run.dagId, run.id)) ?? []) : [];
  body.tasks = tasks.map((task) => toTaskResult(task, clock.now()));
  if (readable) body.failures = await readFailures(api, where, tasks, inputs.logLines);
  let xcoms: Xcoms = { values: {}, missing: [] };
  if (inputs.xcom && ending.kind === 'ended') {
    xcoms = await readXcoms(api, where, inputs.xcom, tasks);
    body.xcom = xcoms.values;
    // A run that failed owes nobody its results.
    body.xcomMissing = run.state === 'success' ? xcoms.missing : [];
  }
  return finish(judge(ending, run, body, inputs), body, annotate(body.failures, run.state === 'success'), clock);
}

function judge(ending: Exclude<Ending, { finding: Finding }>, run: DagRun, body: Result, inputs: Inputs): Judged {
  const name = `run ${run.id} of the DAG "${run.dagId}"`;
  const stopped = ending.stopped ? `; ${ending.stopped.detail}` : '';
  switch (ending.kind) {
    case 'triggered':
      return { verdict: 'pass', reason: `${name} is ${run.state}; it is not waited for (mode: trigger)` };
    case 'ended':
      return run.state === 'success' ? judgeSuccess(name, ending.triggered, body, inputs) : judgeFailure(name, body);
    case 'gone':
      return { verdict: 'error', reason: `${name} is no longer there: it was deleted while it was waited for` };
    case 'unreachable': {
      const forMs = formatDuration(ending.forMs);
      const last = `last seen ${run.state}, it may still be active: ${body.run?.url}`;
      const reason = `Airflow has not answered for ${forMs} at the deadline (${ending.error.message}); ${name} was ${last}${stopped}`;
      return { verdict: 'error', reason };
    }
    case 'stalled':
      return {
        verdict: 'fail',
        reason: `${name}: no task has changed its state for too long (stall-timeout)${active(body)}${stopped}`,
      };
    case 'timeout': {
      const reason = `${name} is still ${run.state} after ${formatDuration(inputs.timeout)} (timeout)${active(body)}`;
      if (inputs.onTimeout === 'detach') return { verdict: 'warn', reason: `${reason}; it was left running` };
      return {
        verdict: 'fail',
        reason: inputs.onTimeout === 'cancel' ? `${reason}${stopped}` : `${reason}; it goes on`,
      };
    }
  }
}

function judgeSuccess(name: string, triggered: boolean, body: Result, inputs: Inputs): Judged {
  if (body.xcomMissing.length > 0) {
    return {
      verdict: 'error',
      reason: `${name} succeeded, but what was asked for is missing: ${body.xcomMissing.join('; ')}`,
    };
  }
  const before = triggered || inputs.mode === 'wait' ? '' : ' (it was there before this step: attached to it)';
  const took = body.run?.durationSeconds ? ` in ${formatDuration(body.run.durationSeconds * 1000)}` : '';
  return { verdict: 'pass', reason: `${name} succeeded${took}${before}` };
}

function judgeFailure(name: string, { failures, run }: Result): Judged {
  const named = failures.slice(0, 3).map((failure) => `${taskName(failure)} (try ${failure.tryNumber})`);
  const more = failures.length > named.length ? ` and ${failures.length - named.length} more` : '';
  const why =
    named.length > 0 ? `: task ${named.join(', ')}${more}` : '; none of its tasks did, so it was marked failed';
  return { verdict: 'fail', reason: `${name} ${run?.state === 'failed' ? 'failed' : `ended as ${run?.state}`}${why}` };
}

function active({ tasks }: Result): string {
  const running = tasks.filter(({ state }) => state === 'running' || state === 'deferred' || state === 'up_for_retry');
  if (running.length === 0) return '';
  const names = running.slice(0, 3).map((task) => `${taskName(task)} is ${task.state}`);
  return `; ${names.join(', ')}${running.length > names.length ? ` and ${running.length - names.length} more` : ''}`;
}

function finish(
  { verdict, reason }: Judged,
  result: Result,
  annotations: Outcome['annotations'] & object,
  clock: Clock,
  more: Partial<Record<Output, string>> = {},
): Outcome<Output> {
  const first =
    result.detail.length > 0 ? [{ level: 'error' as const, title: 'detail', message: result.detail.join('\n') }] : [];
  return {
    verdict,
    reason,
    outputs: {
      'dag-run-id': result.run?.id ?? '',
      'dag-run-url': result.run?.url ?? '',
      state: result.run?.state ?? '',
      'duration-seconds': result.run?.durationSeconds ?? '',
      'tasks-json': result.tasks,
      'xcom-json': result.xcom,
      ...more,
    },
    result,
    annotations: [...first, ...annotations],
    summary: () => summarise(verdict, reason, result, clock.now()),
  };
}

function toRunResult(run: DagRun, api: AirflowApi, triggered: boolean, now: number): RunResult {
  const { id, state, startedAt, endedAt } = run;
  const url = api.runUrl(run.dagId, id);
  return {
    id,
    url,
    state,
    triggered,
    ...dates(startedAt, endedAt),
    durationSeconds: seconds(startedAt, endedAt ?? now),
  };
}

function toTaskResult(task: TaskInstance, now: number): TaskResult {
  const { taskId, mapIndex, state, tryNumber, maxTries, startedAt, endedAt } = task;
  const durationSeconds = seconds(startedAt, endedAt ?? now);
  return { taskId, mapIndex, state, tryNumber, maxTries, ...dates(startedAt, endedAt), durationSeconds };
}

function dates(startedAt: number | null, endedAt: number | null) {
  const iso = (time: number | null) => (time === null ? null : new Date(time).toISOString());
  return { startedAt: iso(startedAt), endedAt: iso(endedAt) };
}

/** To the millisecond. */
function seconds(from: number | null, to: number): number | null {
  return from === null ? null : Math.max(0, Math.round(to - from)) / 1000;
}
