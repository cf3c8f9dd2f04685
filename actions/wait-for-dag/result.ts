/** The result document of wait-for-dag. At run time only its types are used; `docs/schemas` is generated from it. */
import { resultSchemaOf } from '@ml-actions/kit/result-schema';
import * as v from 'valibot';

const seconds = v.nullable(v.number());
/** ISO 8601, UTC. */
const date = v.nullable(v.string());

const failure = v.object({
  taskId: v.string(),
  mapIndex: v.number(),
  tryNumber: v.number(),
  maxTries: v.number(),
  log: v.array(v.string()),
});

const task = v.object({
  taskId: v.string(),
  /** -1: not mapped. */
  mapIndex: v.number(),
  state: v.nullable(v.string()),
  tryNumber: v.number(),
  maxTries: v.number(),
  startedAt: date,
  endedAt: date,
  durationSeconds: seconds,
});

const run = v.object({
  id: v.string(),
  url: v.string(),
  state: v.string(),
  /** True: this step made it; false: it was there before and was only watched. */
  triggered: v.boolean(),
  startedAt: date,
  endedAt: date,
  durationSeconds: seconds,
});

const body = v.object({
  airflow: v.object({ url: v.string(), apiVersion: v.picklist(['v1', 'v2']) }),
  mode: v.picklist(['trigger-and-wait', 'trigger', 'wait']),
  dagId: v.string(),
  /** null: no run was made or found. */
  run: v.nullable(run),
  tasks: v.array(task),
  failures: v.array(failure),
  xcom: v.record(v.string(), v.unknown()),
  xcomMissing: v.array(v.string()),
  /** What became of the run when it was to be stopped; null when it was not. */
  stopped: v.nullable(v.object({ verified: v.boolean(), detail: v.string() })),
  /** More about the reason, e.g. the end of an import error's stack. */
  detail: v.array(v.string()),
});

export const resultSchema = resultSchemaOf('wait-for-dag', body.entries);

export type Result = v.InferOutput<typeof body>;
export type Failure = v.InferOutput<typeof failure>;
export type TaskResult = v.InferOutput<typeof task>;
export type RunResult = v.InferOutput<typeof run>;
