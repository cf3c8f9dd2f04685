import { type AirflowApi, mayPass, type TaskInstance } from '@ml-actions/airflow';
import { type Annotation, clipBytes, ServiceError } from '@ml-actions/kit';
import { taskName } from './progress.ts';
import type { Failure } from './result.ts';

/** The runner shows ten annotations of a level; the logs of more are not worth the requests. */
const MOST_LOGS = 10;
const ANNOTATION_BYTES = 8000;

/** The tasks that failed themselves, with the end of their logs. Those that only had no chance (`upstream_failed`) are not among them. */
export async function readFailures(
  api: AirflowApi,
  run: { dagId: string; runId: string },
  tasks: readonly TaskInstance[],
  lines: number,
): Promise<Failure[]> {
  const failed = tasks.filter((task) => task.state === 'failed').sort((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0));
  const failures: Failure[] = [];
  for (const task of failed) {
    const { taskId, mapIndex, tryNumber, maxTries } = task;
    const wanted = lines > 0 && failures.length < MOST_LOGS;
    const log = wanted ? await logOf(api, { ...run, taskId, mapIndex }, tryNumber, lines) : [];
    failures.push({ taskId, mapIndex, tryNumber, maxTries, log });
  }
  return failures;
}

/** A log that cannot be read must not hide that its task failed. */
async function logOf(
  api: AirflowApi,
  task: { dagId: string; runId: string; taskId: string; mapIndex: number },
  tryNumber: number,
  lines: number,
): Promise<string[]> {
  try {
    return (await api.log(task, tryNumber, lines)) ?? ['(Airflow has no log of this try)'];
  } catch (error) {
    if (!mayPass(error) && !(error instanceof ServiceError)) throw error;
    return [`(the log could not be read: ${error.message})`];
  }
}

/** One annotation for each failed task; a warning when the run succeeded all the same. */
export function annotate(failures: readonly Failure[], runSucceeded: boolean): Annotation[] {
  return failures.map((failure) => ({
    level: runSucceeded ? 'warning' : 'error',
    title: `task ${taskName(failure)} failed (try ${triesOf(failure)})`,
    message: lastBytes(failure.log.join('\n'), ANNOTATION_BYTES) || 'no log was asked for',
  }));
}

/** `2 of 3`. */
export function triesOf({ tryNumber, maxTries }: Pick<Failure, 'tryNumber' | 'maxTries'>): string {
  return `${tryNumber} of ${Math.max(tryNumber, maxTries + 1)}`;
}

/** The end of a log is where the reason is. */
function lastBytes(text: string, limit: number): string {
  return text.length <= limit ? clipBytes(text, 4 * limit) : `…${text.slice(-limit)}`;
}
