/** What both APIs do in the same way, only at different addresses. */
import type { HttpResponse } from '@ml-actions/http';
import { ServiceError } from '@ml-actions/kit/errors';
import { isNotFound, reasonOf, refusal, SERVICE } from './errors.ts';
import {
  readDag,
  readDagIds,
  readImportErrors,
  readRun,
  readRuns,
  readTasks,
  readTeardowns,
  readXcomKeys,
} from './readers.ts';
import type { Session } from './session.ts';
import { type AirflowApi, MOST_TASKS, type TaskInstance, type TaskRef, type TriggerAnswer } from './types.ts';

/** Airflow's own upper limit for a page, unless its administrator changed it. */
const PAGE = 100;

export const at = (...parts: string[]): string => parts.map((part) => `/${encodeURIComponent(part)}`).join('');
export const runPath = (dagId: string, runId: string): string => at('dags', dagId, 'dagRuns', runId);
export const taskPath = (task: TaskRef): string =>
  `${runPath(task.dagId, task.runId)}${at('taskInstances', task.taskId)}`;

/** The value of a 200; undefined for Airflow's own 404; an error for the rest. */
export function answer<T>(response: HttpResponse, what: string, read: (response: HttpResponse) => T): T | undefined {
  if (response.status === 200) return read(response);
  if (isNotFound(response)) return undefined;
  throw refusal(response, what);
}

export function triggerAnswer(response: HttpResponse): TriggerAnswer {
  if (response.status === 409) return { conflict: reasonOf(response) ?? '' };
  const run = answer(response, 'triggering the DAG', readRun);
  return run ? { run } : { noDag: true };
}

type Shared = Omit<AirflowApi, 'version' | 'runUrl' | 'trigger' | 'log' | 'xcom' | 'failTask' | 'follow'>;

export function sharedApi(session: Session): Shared {
  const get = (path: string, query?: Record<string, string | number>) =>
    session.request({ path, ...(query ? { query } : {}) });
  return {
    dag: async (dagId) => answer(await get(at('dags', dagId)), 'reading the DAG', readDag),
    async dagIds() {
      const found: string[] = [];
      for (let page = 0; page < 5; page += 1) {
        const response = await get('/dags', { limit: PAGE, offset: found.length });
        const { ids, total } = answer(response, 'listing DAGs', readDagIds) ?? { ids: [], total: 0 };
        found.push(...ids);
        if (ids.length === 0 || found.length >= (total ?? 0)) break;
      }
      return found;
    },
    async setPaused(dagId, paused) {
      const json = { is_paused: paused };
      const query = { update_mask: 'is_paused' };
      const path = at('dags', dagId);
      const response = await session.request({ method: 'PATCH', path, query, json, idempotent: true });
      if (response.status !== 200) throw refusal(response, paused ? 'pausing the DAG' : 'unpausing the DAG');
    },
    async importErrors() {
      const response = await get('/importErrors', { limit: PAGE });
      return response.status === 403 ? undefined : answer(response, 'reading the import errors', readImportErrors);
    },
    run: async (dagId, runId) => answer(await get(runPath(dagId, runId)), 'reading the DAG run', readRun),
    async newestRun(dagId) {
      const response = await get(at('dags', dagId, 'dagRuns'), { limit: 1, order_by: '-id' });
      return answer(response, 'listing the runs of the DAG', readRuns)?.[0];
    },
    async failRun(dagId, runId) {
      const path = runPath(dagId, runId);
      const response = await session.request({ method: 'PATCH', path, json: { state: 'failed' }, idempotent: true });
      return answer(response, 'marking the run failed', readRun);
    },
    async tasks(dagId, runId) {
      const found = new Map<string, TaskInstance>();
      for (let offset = 0; offset < MOST_TASKS; ) {
        const response = await get(`${runPath(dagId, runId)}/taskInstances`, { limit: PAGE, offset });
        const page = answer(response, 'listing the task instances', readTasks);
        if (!page) return undefined;
        // A task that starts meanwhile may move from one page to the next: it is then seen twice.
        for (const task of page.tasks) found.set(`${task.taskId} ${task.mapIndex}`, task);
        offset += page.tasks.length;
        if (page.tasks.length === 0 || offset >= (page.total ?? 0)) return [...found.values()];
      }
      throw new ServiceError({
        service: SERVICE,
        message: `the run has more than ${MOST_TASKS} task instances`,
        hint: 'That is more than this action reads.',
      });
    },
    teardownTasks: async (dagId) =>
      answer(await get(at('dags', dagId, 'tasks')), 'reading the tasks', readTeardowns) ?? new Set(),
    xcomKeys: async (task) => {
      const query = { limit: PAGE, ...(task.mapIndex >= 0 ? { map_index: task.mapIndex } : {}) };
      return answer(await get(`${taskPath(task)}/xcomEntries`, query), 'listing XComs', readXcomKeys) ?? [];
    },
  };
}
