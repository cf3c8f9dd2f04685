import { matching } from './glob.ts';
import type { Metrics } from './metric.ts';
import type { Rule } from './rule.ts';
import { readsOwnBaseline } from './rule.ts';
import type { Slice } from './slice.ts';
import { partsOf, sliceMetric } from './slice.ts';

/** One rule about one metric. */
export interface Check {
  readonly rule: Rule;
  /** `region=eu`, or `''` outside slices. */
  readonly slice: string;
  /** The pattern rule that this check comes from; a waiver may name that, too. */
  readonly pattern: Rule | undefined;
}

interface Names {
  readonly metrics: readonly string[];
  /** Names of both documents: what the baseline measured and the candidate lost must not go unnoticed. */
  readonly both: readonly string[];
}

/**
 * Rules and slices as checks of single metrics. A pattern or a slice that finds nothing becomes a check of a
 * metric that is missing, so that it is never silently without effect.
 */
export function expand(
  rules: readonly Rule[],
  slices: readonly Slice[],
  metrics: Metrics,
  baseline: Metrics | null,
): Check[] {
  const names = sortedNames(metrics, baseline);
  return [
    ...rules.flatMap((rule) => (rule.pattern ? ofPattern(rule, names()) : [{ rule, slice: '', pattern: undefined }])),
    ...slices.flatMap((slice) => ofSlice(slice, names())),
  ];
}

function ofPattern(pattern: Rule, names: Names): Check[] {
  const found = matching(pattern.metric, readsOwnBaseline(pattern.threshold) ? names.both : names.metrics);
  if (found.length === 0) return [{ rule: pattern, slice: '', pattern: undefined }];
  return found.map((metric) => ({ rule: { ...pattern, metric, pattern: false }, slice: '', pattern }));
}

function ofSlice(slice: Slice, names: Names): Check[] {
  const compares = slice.rules.some((rule) => readsOwnBaseline(rule.threshold));
  const parts = partsOf(slice, compares ? names.both : names.metrics);
  const check = (rule: Rule, part: string, pattern: boolean): Check => ({
    rule: { ...rule, metric: sliceMetric(slice, rule.metric, part), pattern },
    slice: `${slice.name}=${part}`,
    pattern: undefined,
  });
  if (parts.length === 0) return slice.rules.map((rule) => check(rule, '*', true));
  return parts.flatMap((part) => slice.rules.map((rule) => check(rule, part, false)));
}

/** Sorting is left until a pattern or a slice needs it. */
function sortedNames(metrics: Metrics, baseline: Metrics | null): () => Names {
  let names: Names | undefined;
  return () => {
    names ??= {
      metrics: [...metrics.keys()].sort(),
      both: [...new Set([...metrics.keys(), ...(baseline?.keys() ?? [])])].sort(),
    };
    return names;
  };
}
