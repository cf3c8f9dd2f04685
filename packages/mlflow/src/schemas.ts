import * as v from 'valibot';
import { metricValue } from './number.ts';
import type { MetricPoint, ModelVersion, Run } from './store.ts';

/** Tolerant: unknown fields are ignored, missing ones have protobuf's defaults, 64-bit integers may be strings (older servers). */
const text = v.optional(
  v.pipe(
    v.nullable(v.union([v.string(), v.number()])),
    v.transform((raw) => String(raw ?? '')),
  ),
  '',
);
const integer = v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.finite());
const time = v.optional(v.nullable(integer));
const pairs = v.optional(v.array(v.object({ key: v.string(), value: text })), []);

const point = v.pipe(
  v.object({
    key: v.string(),
    value: v.optional(v.unknown()),
    timestamp: v.optional(integer, 0),
    step: v.optional(integer, 0),
  }),
  // A missing value is no zero: NaN.
  v.transform(({ key, value, timestamp, step }): MetricPoint => ({ key, value: metricValue(value), timestamp, step })),
);

const token = v.optional(v.nullable(v.string()));

const run = v.pipe(
  v.object({
    info: v.object({
      run_id: v.optional(v.string()),
      run_uuid: v.optional(v.string()),
      run_name: text,
      experiment_id: text,
      status: text,
      lifecycle_stage: v.optional(v.string(), 'active'),
      start_time: time,
      end_time: time,
      user_id: text,
      artifact_uri: text,
    }),
    data: v.optional(v.object({ metrics: v.optional(v.array(point), []), params: pairs, tags: pairs })),
  }),
  v.check(({ info }) => Boolean(info.run_id ?? info.run_uuid), 'a run without an id'),
  v.transform(({ info, data }): Run => {
    const tags = new Map(data?.tags.map(({ key, value }) => [key, value]));
    return {
      runId: info.run_id ?? info.run_uuid ?? '',
      runName: info.run_name || (tags.get('mlflow.runName') ?? ''),
      experimentId: info.experiment_id,
      status: info.status,
      lifecycleStage: info.lifecycle_stage,
      startTime: info.start_time ?? undefined,
      endTime: info.end_time ?? undefined,
      userId: info.user_id || (tags.get('mlflow.user') ?? ''),
      artifactUri: info.artifact_uri,
      metrics: new Map(data?.metrics.map((metric) => [metric.key, metric])),
      params: new Map(data?.params.map(({ key, value }) => [key, value])),
      tags,
    };
  }),
);

const version = v.pipe(
  v.object({ name: text, version: text, run_id: text, current_stage: text, status: v.optional(v.string(), 'READY') }),
  v.transform(
    (raw): ModelVersion => ({
      name: raw.name,
      version: raw.version,
      runId: raw.run_id,
      stage: raw.current_stage || 'None',
      status: raw.status,
    }),
  ),
);

export const answers = {
  run: v.object({ run }),
  runs: v.object({ runs: v.optional(v.array(run), []), next_page_token: token }),
  experiment: v.pipe(
    v.object({
      experiment: v.object({ experiment_id: text, name: text, lifecycle_stage: v.optional(v.string(), 'active') }),
    }),
    v.transform(({ experiment }) => ({
      experimentId: experiment.experiment_id,
      name: experiment.name,
      lifecycleStage: experiment.lifecycle_stage,
    })),
  ),
  history: v.object({ metrics: v.optional(v.array(point), []), next_page_token: token }),
  version: v.object({ model_version: version }),
  versions: v.object({ model_versions: v.optional(v.array(version), []) }),
  problem: v.object({ error_code: v.optional(v.string(), ''), message: v.optional(v.string(), '') }),
};
