import type { Metrics } from '../metric.ts';
import { isObject, keysOf, objectOf, parseJson } from './json.ts';
import { coverageMetrics, isTally } from './share.ts';
import type { Report } from './text.ts';
import { unexpected } from './text.ts';

/**
 * `coverage json`: https://coverage.readthedocs.io/en/latest/commands/cmd_json.html. Lines are counted as in the
 * other formats; `totals.percent_covered` mixes lines and branches, and would change when branches are switched on.
 */
export function readCoveragePy(report: Report, expected: string): Metrics {
  const document = parseJson(report, expected);
  if (!isObject(document.totals) || !isObject(document.meta)) throw unexpected(report, expected, keysOf(document));
  const { covered_lines, num_statements, covered_branches = 0, num_branches = 0 } = objectOf(document.totals);
  if (!isTally(covered_lines, num_statements) || !isTally(covered_branches, num_branches)) {
    throw unexpected(report, expected, 'coverage.py JSON without usable totals');
  }
  return coverageMetrics(
    { covered: Number(covered_lines), all: Number(num_statements) },
    { covered: Number(covered_branches), all: Number(num_branches) },
  );
}
