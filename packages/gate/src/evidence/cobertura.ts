import type { Metrics } from '../metric.ts';
import type { Tally } from './share.ts';
import { coverageMetrics, isTally } from './share.ts';
import type { Report } from './text.ts';
import { unexpected } from './text.ts';
import type { Element } from './xml.ts';
import { parseXml } from './xml.ts';

/**
 * Cobertura's `coverage-04.dtd`, as coverage.py, gcovr, Istanbul and others write it. The counts are used where the
 * root has them (rates are often rounded), else the rates.
 */
export function readCobertura(report: Report, expected: string): Metrics {
  const root = parseXml(report, expected);
  if (root.name !== 'coverage') throw unexpected(report, expected, `XML with the root element <${root.name}>`);
  const lines = tallyOf(root, 'lines', 'line-rate');
  if (lines === undefined) throw unexpected(report, expected, '<coverage> without a usable lines-valid or line-rate');
  return coverageMetrics(lines, tallyOf(root, 'branches', 'branch-rate') ?? { covered: 0, all: 0 });
}

function tallyOf({ attributes }: Element, counted: string, rated: string): Tally | undefined {
  const covered = numberOf(attributes[`${counted}-covered`]);
  const all = numberOf(attributes[`${counted}-valid`]);
  if (isTally(covered, all)) return { covered, all };
  if (attributes[`${counted}-valid`] !== undefined) return undefined;
  const rate = numberOf(attributes[rated]);
  return rate >= 0 && rate <= 1 ? { covered: rate, all: 1 } : undefined;
}

/** NaN for a missing attribute or one that is no number. */
const numberOf = (text = ''): number => (text.trim() === '' ? Number.NaN : Number(text));
