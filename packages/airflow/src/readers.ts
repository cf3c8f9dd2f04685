/** Tolerant readers: what is not needed is ignored, what is needed and missing is named. */
import type { HttpResponse } from '@ml-actions/http';
import * as v from 'valibot';
import { unreadable } from './errors.ts';
import type { Dag, DagRun, ImportFailure, TaskInstance } from './types.ts';

const text = v.string();
const maybeText = v.nullish(v.string(), null);

/** ISO 8601 to milliseconds. A date that is none is an error, not a run without dates. */
const time = v.nullish(
  v.pipe(
    v.string(),
    v.transform((value) => Date.parse(value)),
    v.number('not a date'),
  ),
  null,
);

const dag = v.object({
  dag_id: text,
  is_paused: v.nullish(v.boolean(), false),
  is_active: v.nullish(v.boolean(), true),
  is_stale: v.nullish(v.boolean(), false),
  has_import_errors: v.nullish(v.boolean(), false),
  fileloc: maybeText,
});

const dagRun = v.object({
  dag_run_id: text,
  dag_id: text,
  state: text,
  queued_at: time,
  run_after: time,
  logical_date: time,
  start_date: time,
  end_date: time,
  conf: v.nullish(v.record(v.string(), v.unknown()), {}),
  note: maybeText,
});

const taskInstance = v.object({
  task_id: text,
  map_index: v.nullish(v.number(), -1),
  state: maybeText,
  try_number: v.nullish(v.number(), 0),
  max_tries: v.nullish(v.number(), 0),
  start_date: time,
  end_date: time,
  operator_name: maybeText,
  operator: maybeText,
});

const count = v.nullish(v.number());
const taskInstances = v.object({ task_instances: v.array(taskInstance), total_entries: count });

export function readDag(response: HttpResponse): Dag {
  const { dag_id, is_paused, is_active, is_stale, has_import_errors, fileloc } = read(dag, response, 'the DAG');
  return {
    id: dag_id,
    paused: is_paused,
    stale: is_stale || !is_active,
    hasImportErrors: has_import_errors,
    file: fileloc,
  };
}

export function readDagIds(response: HttpResponse): { ids: string[]; total: number | undefined } {
  const schema = v.object({ dags: v.array(v.object({ dag_id: text })), total_entries: count });
  const { dags, total_entries } = read(schema, response, 'the list of DAGs');
  return { ids: dags.map((one) => one.dag_id), total: total_entries ?? undefined };
}

export function readRun(response: HttpResponse): DagRun {
  return toRun(read(dagRun, response, 'the DAG run'));
}

export function readRuns(response: HttpResponse): DagRun[] {
  return read(v.object({ dag_runs: v.array(dagRun) }), response, 'the list of DAG runs').dag_runs.map(toRun);
}

export function readTasks(response: HttpResponse): { tasks: TaskInstance[]; total: number | undefined } {
  const { task_instances, total_entries } = read(taskInstances, response, 'the task instances');
  return { tasks: task_instances.map(toTask), total: total_entries ?? undefined };
}

export function readImportErrors(response: HttpResponse): ImportFailure[] {
  const one = v.object({ filename: v.nullish(text, '(unknown file)'), stack_trace: v.nullish(text, '') });
  const { import_errors } = read(v.object({ import_errors: v.array(one) }), response, 'the import errors');
  return import_errors.map(({ filename, stack_trace }) => ({ file: filename, stack: stack_trace }));
}

/** Tasks with the trigger rule that only a teardown has. */
export function readTeardowns(response: HttpResponse): Set<string> {
  const one = v.object({ task_id: v.nullish(text), trigger_rule: v.nullish(text) });
  const { tasks } = read(v.object({ tasks: v.array(one) }), response, 'the tasks of the DAG');
  const ids = tasks.filter((task) => task.trigger_rule === 'all_done_setup_success').map((task) => task.task_id);
  return new Set(ids.filter((id) => typeof id === 'string'));
}

export function readXcom(response: HttpResponse): { value: unknown } {
  const body = response.json();
  const { key: _, ...rest } = read(v.looseObject({ key: text }), response, 'the XCom', body);
  if (!('value' in rest)) throw unreadable(response, 'the XCom', ['value is missing']);
  return { value: rest.value };
}

export function readXcomKeys(response: HttpResponse): string[] {
  const schema = v.object({ xcom_entries: v.array(v.object({ key: text })) });
  return read(schema, response, 'the list of XComs').xcom_entries.map((one) => one.key);
}

export function readVersion(response: HttpResponse): string {
  return read(v.object({ version: text }), response, 'the version').version;
}

export function readToken(response: HttpResponse): string {
  return read(v.object({ access_token: v.pipe(text, v.nonEmpty()) }), response, 'the token').access_token;
}

export function readState(line: string): string | undefined {
  try {
    const parsed = v.safeParse(v.object({ state: text }), JSON.parse(line));
    return parsed.success ? parsed.output.state : undefined;
  } catch {
    return undefined;
  }
}

function toRun(run: v.InferOutput<typeof dagRun>): DagRun {
  return {
    id: run.dag_run_id,
    dagId: run.dag_id,
    state: run.state,
    createdAt: run.queued_at ?? run.run_after ?? run.logical_date,
    startedAt: run.start_date,
    endedAt: run.end_date,
    conf: run.conf,
    note: run.note,
  };
}

function toTask(task: v.InferOutput<typeof taskInstance>): TaskInstance {
  return {
    taskId: task.task_id,
    mapIndex: task.map_index,
    state: task.state,
    tryNumber: task.try_number,
    maxTries: task.max_tries,
    startedAt: task.start_date,
    endedAt: task.end_date,
    operator: task.operator_name ?? task.operator,
  };
}

function read<S extends v.GenericSchema>(
  schema: S,
  response: HttpResponse,
  what: string,
  body: unknown = response.json(),
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, body);
  if (parsed.success) return parsed.output;
  const problems = parsed.issues.slice(0, 5).map((issue) => `${v.getDotPath(issue) ?? 'the body'}: ${issue.message}`);
  throw unreadable(response, what, problems);
}
