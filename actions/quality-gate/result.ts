import { resultSchemaOf } from '@ml-actions/kit/result-schema';
import * as v from 'valibot';

const verdict = v.picklist(['pass', 'warn', 'fail', 'inconclusive', 'error']);

/** One rule over one metric. */
const check = v.object({
  /** As a waiver names it. */
  rule: v.string(),
  level: v.picklist(['fail', 'warn']),
  metric: v.string(),
  /** `region=eu` for a rule of a slice. */
  slice: v.string(),
  /** Absent when the metric is missing; NaN and infinities are strings. */
  observed: v.optional(v.union([v.number(), v.string(), v.boolean(), v.null()])),
  operator: v.picklist(['>', '>=', '<', '<=', '==', '!=']),
  threshold: v.optional(v.number()),
  /** How the threshold came about. */
  computation: v.string(),
  /** Distance to the threshold, negative on the failing side. */
  margin: v.optional(v.number()),
  verdict,
  reason: v.string(),
  why: v.string(),
  notes: v.array(v.string()),
});

/** Where metrics came from. */
const source = v.object({
  input: v.string(),
  /** The file, or `given inline`. */
  from: v.string(),
  metrics: v.number(),
  /** The MLflow run, when the document names it. */
  run: v.string(),
});

/** The document in `result-json`. */
export const resultSchema = resultSchemaOf('quality-gate', {
  passed: v.optional(v.boolean()),
  dryRun: v.optional(v.boolean()),
  /** The verdict of the rules; in a dry run `verdict` is no worse than `warn`. */
  gateVerdict: v.optional(verdict),
  /** Why the gate could not be asked. */
  problems: v.optional(v.array(v.string())),
  /** How many checks came to each verdict. */
  counts: v.optional(v.record(v.string(), v.number())),
  /** The worst first. */
  checks: v.optional(v.array(check)),
  /** Checks that were left out of `checks` because there were too many. */
  omitted: v.optional(v.number()),
  sources: v.optional(v.array(source)),
});

export type SourceDocument = v.InferOutput<typeof source>;
