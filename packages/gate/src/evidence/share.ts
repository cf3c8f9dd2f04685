import type { Metrics } from '../metric.ts';

export interface Tally {
  readonly covered: number;
  readonly all: number;
}

/** The metrics of a coverage report. Branches count only where there are any. */
export function coverageMetrics(lines: Tally, branches: Tally): Metrics {
  const metrics = new Map([['coverage', lines.covered / lines.all]]);
  if (branches.all > 0) metrics.set('coverage.branches', branches.covered / branches.all);
  return metrics;
}

/** Is it a count of `covered` out of `all`? */
export function isTally(covered: unknown, all: unknown): boolean {
  return isCount(covered) && isCount(all) && Number(covered) <= Number(all);
}

const isCount = (value: unknown): boolean => typeof value === 'number' && Number.isInteger(value) && value >= 0;
