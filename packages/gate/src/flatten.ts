import { Malformed } from './malformed.ts';
import type { Metrics, MetricValue } from './metric.ts';

/** Far deeper than any metrics document, far below the stack's end. */
const DEEPEST = 64;

/** How JSON, which has no such numbers, carries them; as mlflow-metrics writes them and Python reads them. */
const NON_FINITE: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

/**
 * A document as flat metrics: `{ a: { b: 1 }, c: [2] }` becomes `a.b` = 1 and `c.0` = 2.
 * `source` names the document in messages. Throws `Malformed` when it is no object, is nested more than 64 deep,
 * or says two things under one name, as `{ "a.b": 1, "a": { "b": 2 } }` does.
 */
export function flatten(document: unknown, source = 'metrics'): Metrics {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    throw new Malformed([`${source}: expected an object of metrics, found ${kindOf(document)}`]);
  }
  const metrics = new Map<string, MetricValue>();
  const problems: string[] = [];
  const walk = (value: unknown, name: string, depth: number): void => {
    if (typeof value === 'object' && value !== null) {
      if (depth > DEEPEST) throw new Malformed([`${source}: nested more than ${DEEPEST} deep at ${name.slice(0, 80)}`]);
      for (const [key, item] of Object.entries(value)) walk(item, name === '' ? key : `${name}.${key}`, depth + 1);
    } else if (metrics.has(name)) problems.push(`${source}: two values for the metric ${JSON.stringify(name)}`);
    else metrics.set(name, scalar(value));
  };
  walk(document, '', 0);
  if (problems.length > 0) throw new Malformed(problems);
  return metrics;
}

function scalar(value: unknown): MetricValue {
  if (typeof value === 'string') return NON_FINITE.get(value) ?? value;
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  return typeof value === 'bigint' ? Number(value) : String(value);
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  return Array.isArray(value) ? 'a list' : `the ${typeof value} ${JSON.stringify(value)?.slice(0, 40)}`;
}
