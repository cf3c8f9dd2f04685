import { isNotFound, refusal } from './errors.ts';
import { LOG_BYTES, readPlainLog, tail } from './logs.ts';
import { readXcom } from './readers.ts';
import type { Session } from './session.ts';
import { answer, at, sharedApi, taskPath, triggerAnswer } from './shared.ts';
import type { AirflowApi } from './types.ts';

/** Airflow 2, `/api/v1`: https://airflow.apache.org/docs/apache-airflow/2.11.2/stable-rest-api-ref.html. */
export function createV1(session: Session, baseUrl: string): AirflowApi {
  return {
    ...sharedApi(session),
    version: 'v1',
    runUrl: (dagId, runId) => `${baseUrl}${at('dags', dagId)}/grid?dag_run_id=${encodeURIComponent(runId)}`,
    async trigger(dagId, { runId, conf, logicalDate, note }) {
      // Here a null is refused: what is not given is left out.
      const json = {
        dag_run_id: runId,
        conf,
        ...(logicalDate === undefined ? {} : { logical_date: logicalDate }),
        ...(note === undefined ? {} : { note }),
      };
      return triggerAnswer(await session.request({ method: 'POST', path: at('dags', dagId, 'dagRuns'), json }));
    },
    async failTask(task) {
      const path = taskPath(task) + (task.mapIndex >= 0 ? at(String(task.mapIndex)) : '');
      const json = { dry_run: false, new_state: 'failed' };
      const response = await session.request({ method: 'PATCH', path, json, idempotent: true });
      if (response.status !== 200 && !isNotFound(response)) throw refusal(response, `failing task ${task.taskId}`);
    },
    async log(task, tryNumber, lines) {
      const response = await session.request({
        path: `${taskPath(task)}${at('logs', String(tryNumber))}`,
        query: { full_content: true, ...(task.mapIndex >= 0 ? { map_index: task.mapIndex } : {}) },
        headers: { Accept: 'text/plain' },
        maxBytes: LOG_BYTES,
      });
      return answer(response, 'reading the log', (found) => tail(readPlainLog(found), lines));
    },
    async xcom(task, key) {
      const path = `${taskPath(task)}${at('xcomEntries', key)}`;
      const index = task.mapIndex >= 0 ? { map_index: task.mapIndex } : {};
      // Since 2.10; without it a value is the text that Python's repr makes of it.
      const response = await session.request({ path, query: { ...index, stringify: false } });
      const known = response.status !== 400 ? response : await session.request({ path, query: index });
      return answer(known, 'reading the XCom', readXcom);
    },
  };
}
