import { resultSchemaOf } from '@ml-actions/kit/result-schema';
import * as v from 'valibot';

const number = v.union([v.number(), v.picklist(['NaN', 'Infinity', '-Infinity'])]);
const metrics = v.record(v.string(), number);
const run = v.object({
  runId: v.string(),
  runName: v.string(),
  experimentId: v.string(),
  status: v.string(),
  lifecycleStage: v.string(),
  /** ISO 8601; null when MLflow does not know. */
  startedAt: v.nullable(v.string()),
  endedAt: v.nullable(v.string()),
  user: v.string(),
  /** Of the tag `mlflow.source.git.commit`. */
  commit: v.nullable(v.string()),
  url: v.string(),
});

const selection = v.object({
  selector: v.string(),
  /** Why this run, or why none. */
  why: v.string(),
  considered: v.number(),
  /** Why runs were passed over, and how many for each reason. */
  rejected: v.record(v.string(), v.number()),
});

/** The document in `result-json`. */
export const resultSchema = resultSchemaOf('mlflow-metrics', {
  store: v.optional(v.string()),
  aggregate: v.optional(v.picklist(['last', 'min', 'max', 'mean'])),
  run: v.optional(v.nullable(run)),
  selection: v.optional(selection),
  metrics: v.optional(metrics),
  baseline: v.optional(v.nullable(v.object({ run: v.nullable(run), selection, metrics }))),
  notes: v.optional(v.array(v.string())),
});

export type RunDocument = v.InferOutput<typeof run>;
export type SelectionDocument = v.InferOutput<typeof selection>;
