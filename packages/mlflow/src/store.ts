/** One value of a metric. `NaN` and the infinities are such, however the store keeps them. */
export interface MetricPoint {
  key: string;
  value: number;
  /** Milliseconds since the epoch. MLflow keeps a bare NaN sent over REST as value 0 at timestamp 0. */
  timestamp: number;
  step: number;
}

export interface Run {
  runId: string;
  runName: string;
  experimentId: string;
  /** `RUNNING`, `SCHEDULED`, `FINISHED`, `FAILED` or `KILLED`. */
  status: string;
  /** A deleted run can still be got by its id. */
  lifecycleStage: string;
  /** Milliseconds since the epoch. */
  startTime: number | undefined;
  endTime: number | undefined;
  userId: string;
  artifactUri: string;
  /** The latest point of each metric: largest step, then timestamp, then value. */
  metrics: ReadonlyMap<string, MetricPoint>;
  params: ReadonlyMap<string, string>;
  tags: ReadonlyMap<string, string>;
}

export interface Experiment {
  experimentId: string;
  name: string;
  lifecycleStage: string;
}

export interface ModelVersion {
  name: string;
  version: string;
  /** Empty when the version was not made from a run. */
  runId: string;
  stage: string;
  /** `READY`, or else not usable (yet). */
  status: string;
}

/** A page of items; no token: the last one. Tokens are opaque. */
export interface Page<T> {
  items: T[];
  nextPageToken: string | undefined;
}

export interface PageRequest {
  maxResults: number;
  pageToken?: string | undefined;
}

/** Then by start time, latest first, then by run id. */
export type Order =
  | { by: 'metric'; key: string; descending: boolean }
  | { by: 'start_time' | 'end_time'; descending: boolean };

export interface RunSearch extends PageRequest {
  experimentIds: readonly string[];
  /** MLflow's filter language; empty: all. */
  filter?: string;
  orderBy?: readonly Order[];
}

/** What is read of MLflow, the same for a server and the embedded stores. `undefined`: the store was read, and there is no such thing. */
export interface MlflowStore {
  /** The store as a person calls it. */
  readonly place: string;
  /** What a reader should know, e.g. a schema of an unknown version. */
  readonly notes: readonly string[];
  getRun(runId: string): Promise<Run | undefined>;
  /** Active runs only. */
  searchRuns(search: RunSearch): Promise<Page<Run>>;
  experimentById(id: string): Promise<Experiment | undefined>;
  experimentByName(name: string): Promise<Experiment | undefined>;
  /** Points in the order in which they were logged. Empty for an unknown run or metric. */
  metricHistory(runId: string, key: string, page: PageRequest): Promise<Page<MetricPoint>>;
  modelVersion(name: string, version: string): Promise<ModelVersion | undefined>;
  modelVersionByAlias(name: string, alias: string): Promise<ModelVersion | undefined>;
  /** The highest version in a legacy stage (`None`, `Staging`, `Production`, `Archived`). */
  modelVersionByStage(name: string, stage: string): Promise<ModelVersion | undefined>;
  /** Address of the run's page; empty for an embedded store. */
  runUrl(run: Pick<Run, 'runId' | 'experimentId'>): string;
  close(): void;
}
