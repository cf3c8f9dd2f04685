import { ServiceError } from '@ml-actions/kit/errors';
import { isNotFound, refusal, SERVICE } from './errors.ts';
import { LOG_BYTES, readEventLog, tail } from './logs.ts';
import { readState, readXcom } from './readers.ts';
import type { Session } from './session.ts';
import { answer, at, runPath, sharedApi, taskPath, triggerAnswer } from './shared.ts';
import type { AirflowApi } from './types.ts';

/** A connection that is meant to stay open: the caller closes it by its signal. */
const STAYS_OPEN_MS = 2_000_000_000;

/** Airflow 3, `/api/v2`: https://airflow.apache.org/docs/apache-airflow/3.3.2/stable-rest-api-ref.html. */
export function createV2(session: Session, baseUrl: string): AirflowApi {
  return {
    ...sharedApi(session),
    version: 'v2',
    runUrl: (dagId, runId) => `${baseUrl}${at('dags', dagId, 'runs', runId)}`,
    async trigger(dagId, { runId, conf, logicalDate, note }) {
      // Here `logical_date` has to be there, even if null.
      const json = {
        dag_run_id: runId,
        conf,
        logical_date: logicalDate ?? null,
        ...(note === undefined ? {} : { note }),
      };
      return triggerAnswer(await session.request({ method: 'POST', path: at('dags', dagId, 'dagRuns'), json }));
    },
    async failTask(task) {
      const path = taskPath(task) + (task.mapIndex >= 0 ? at(String(task.mapIndex)) : '');
      const json = { new_state: 'failed' };
      const response = await session.request({ method: 'PATCH', path, json, idempotent: true });
      if (response.status !== 200 && !isNotFound(response)) throw refusal(response, `failing task ${task.taskId}`);
    },
    async log(task, tryNumber, lines) {
      const response = await session.request({
        path: `${taskPath(task)}${at('logs', String(tryNumber))}`,
        query: { full_content: true, ...(task.mapIndex >= 0 ? { map_index: task.mapIndex } : {}) },
        headers: { Accept: 'application/x-ndjson' },
        maxBytes: LOG_BYTES,
      });
      return answer(response, 'reading the log', (found) => tail(readEventLog(found), lines));
    },
    async xcom(task, key) {
      const query = task.mapIndex >= 0 ? { map_index: task.mapIndex } : {};
      const response = await session.request({ path: `${taskPath(task)}${at('xcomEntries', key)}`, query });
      return answer(response, 'reading the XCom', readXcom);
    },
    async *follow(dagId, runId, signal) {
      const stream = await session.stream({
        path: `${runPath(dagId, runId)}/wait`,
        query: { interval: 1 },
        timeoutMs: STAYS_OPEN_MS,
        signal,
      });
      if (stream.status !== 200) {
        throw new ServiceError({ service: SERVICE, message: 'no stream of states', status: stream.status });
      }
      for await (const line of stream.lines) {
        const state = readState(line);
        if (state !== undefined) yield state;
      }
    },
  };
}
