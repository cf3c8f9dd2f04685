/** What both versions of Airflow know, in one vocabulary. Times are milliseconds since the epoch; null: not there (yet). */

export type ApiVersion = 'v1' | 'v2';

export interface Dag {
  id: string;
  paused: boolean;
  /** Airflow 2: `is_active` is false; Airflow 3: `is_stale`. Its file is gone or no longer defines it. */
  stale: boolean;
  hasImportErrors: boolean;
  /** Path of the file on the side of Airflow. */
  file: string | null;
}

export interface DagRun {
  id: string;
  dagId: string;
  /** `queued`, `running`, `success`, `failed`, or what a later Airflow may say. */
  state: string;
  /** When it was created, as far as Airflow says so. */
  createdAt: number | null;
  startedAt: number | null;
  endedAt: number | null;
  conf: Record<string, unknown>;
  note: string | null;
}

export interface TaskInstance {
  taskId: string;
  /** -1: not mapped. */
  mapIndex: number;
  /** null: not scheduled yet. */
  state: string | null;
  tryNumber: number;
  maxTries: number;
  startedAt: number | null;
  endedAt: number | null;
  operator: string | null;
}

export interface ImportFailure {
  file: string;
  stack: string;
}

export interface TriggerRequest {
  runId: string;
  conf: Record<string, unknown>;
  /** ISO 8601 with an offset. */
  logicalDate?: string | undefined;
  note?: string | undefined;
}

/** `conflict`: Airflow says that it has this run id (or this logical date) already; `no-dag`: it does not know the DAG. */
export type TriggerAnswer = { run: DagRun } | { conflict: string } | { noDag: true };

export interface TaskRef {
  dagId: string;
  runId: string;
  taskId: string;
  /** -1: not mapped. */
  mapIndex: number;
}

/** One page after another is read until this many task instances; a run of more is an error and not a truth half told. */
export const MOST_TASKS = 20_000;

/**
 * One Airflow, whichever version. `undefined` means that Airflow itself answered "not found"; anything else that is no answer throws a
 * `ServiceError`. Only `trigger` is sent once and may throw `ambiguous: true`; all others may be repeated.
 */
export interface AirflowApi {
  readonly version: ApiVersion;
  /** What a person sees: the page of a run. */
  runUrl(dagId: string, runId: string): string;
  dag(dagId: string): Promise<Dag | undefined>;
  /** Ids of at most 500 DAGs that the user may see, for suggestions. */
  dagIds(): Promise<string[]>;
  setPaused(dagId: string, paused: boolean): Promise<void>;
  /** undefined: the user may not see them. */
  importErrors(): Promise<ImportFailure[] | undefined>;
  trigger(dagId: string, request: TriggerRequest): Promise<TriggerAnswer>;
  run(dagId: string, runId: string): Promise<DagRun | undefined>;
  /** The run created last. */
  newestRun(dagId: string): Promise<DagRun | undefined>;
  /** Marks a run failed; Airflow stops its tasks, teardown tasks excepted. */
  failRun(dagId: string, runId: string): Promise<DagRun | undefined>;
  tasks(dagId: string, runId: string): Promise<TaskInstance[] | undefined>;
  failTask(task: TaskRef): Promise<void>;
  /** Ids of the tasks that clean up: those run on when a run is marked failed. */
  teardownTasks(dagId: string): Promise<Set<string>>;
  /** The last lines of one try's log; undefined when there is none. */
  log(task: TaskRef, tryNumber: number, lines: number): Promise<string[] | undefined>;
  xcom(task: TaskRef, key: string): Promise<{ value: unknown } | undefined>;
  /** Keys that a task instance pushed. */
  xcomKeys(task: TaskRef): Promise<string[]>;
  /** Airflow 3: the state of a run, about once a second until it ends, over one connection. Experimental there: an optimisation only. */
  follow?(dagId: string, runId: string, signal: AbortSignal): AsyncIterable<string>;
}

/** States in which a run does not change any more unless somebody clears it. */
export function isEnded(state: string): boolean {
  return state === 'success' || state === 'failed';
}

const FINISHED = new Set(['success', 'failed', 'skipped', 'upstream_failed', 'removed']);

/** True when a task instance will not run any more unless somebody clears it. */
export function isFinished(task: Pick<TaskInstance, 'state'>): boolean {
  return task.state !== null && FINISHED.has(task.state);
}
