import type { Metrics } from '../metric.ts';
import { readCoveragePy } from './coverage-py.ts';
import { readLcov } from './lcov.ts';
import { open, unexpected } from './text.ts';

const EXPECTED = 'Cobertura XML, LCOV or coverage.py JSON';

/**
 * `coverage`: the share of lines that ran, between 0 and 1, and `coverage.branches` when the report has branches.
 * Of nothing at all the share is NaN, which no rule lets pass. Throws `Malformed`.
 */
export async function readCoverage(content: string, source: string): Promise<Metrics> {
  const report = open(content, source);
  switch (report.shape) {
    case 'XML':
      return (await import('./cobertura.ts')).readCobertura(report, EXPECTED);
    case 'JSON':
      return readCoveragePy(report, EXPECTED);
    case 'text':
      return readLcov(report, EXPECTED);
    default:
      throw unexpected(report, EXPECTED);
  }
}
