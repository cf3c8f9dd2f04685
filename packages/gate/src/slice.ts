import type { Rule } from './rule.ts';

/**
 * Rules that every part of the data must satisfy, such as every region. `metrics` says how the metric of one part
 * is called: with `{metric}/region={slice}` the rule `accuracy > 0.8` reads `accuracy/region=eu`, `accuracy/region=us`, ...
 */
export interface Slice {
  readonly name: string;
  /** Holds `{metric}` and `{slice}` once each. */
  readonly metrics: string;
  /** Parts that must be there, besides those found in the metrics. */
  readonly expected: readonly string[];
  readonly rules: readonly Rule[];
}

/** The name of a metric for one part of the data. */
export function sliceMetric(slice: Slice, metric: string, part: string): string {
  return slice.metrics.replace(/\{(metric|slice)\}/g, (_, field) => (field === 'metric' ? metric : part));
}

/** The parts for which any of the names is a metric of the slice's rules, and the expected ones, sorted. */
export function partsOf(slice: Slice, names: Iterable<string>): string[] {
  const frames = slice.rules.map((rule) => frame(slice, rule.metric));
  const parts = new Set(slice.expected);
  for (const name of names) {
    for (const around of frames) {
      if (fits(around, name)) parts.add(name.slice(around.before.length, name.length - around.after.length));
    }
  }
  return [...parts].sort();
}

/** Does the rule of the slice read this metric for some part? */
export function covers(slice: Slice, rule: Rule, name: string): boolean {
  return fits(frame(slice, rule.metric), name);
}

/** What stands before and after the part in the name of a metric. */
interface Frame {
  readonly before: string;
  readonly after: string;
}

function frame(slice: Slice, metric: string): Frame {
  const [before = '', after = ''] = slice.metrics
    .split('{slice}')
    .map((text) => text.replace('{metric}', () => metric));
  return { before, after };
}

function fits({ before, after }: Frame, name: string): boolean {
  return name.length > before.length + after.length && name.startsWith(before) && name.endsWith(after);
}
