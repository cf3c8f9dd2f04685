import type { Metrics } from '../metric.ts';
import { readGrype } from './grype.ts';
import type { JsonObject } from './json.ts';
import { isObject, keysOf, parseJson } from './json.ts';
import { readSarif } from './sarif.ts';
import type { Severity } from './severity.ts';
import { vulnerabilityMetrics } from './severity.ts';
import type { Report } from './text.ts';
import { open, unexpected } from './text.ts';
import { readTrivy } from './trivy.ts';

const EXPECTED = 'SARIF 2.1, Trivy JSON or Grype JSON';

interface Format {
  readonly isOne: (document: JsonObject) => boolean;
  readonly read: (document: JsonObject, report: Report) => Severity[];
}

const FORMATS: readonly Format[] = [
  { isOne: (d) => Array.isArray(d.runs) && typeof d.version === 'string', read: readSarif },
  { isOne: (d) => typeof d.SchemaVersion === 'number' && typeof d.ArtifactName === 'string', read: readTrivy },
  { isOne: (d) => Array.isArray(d.matches) && isObject(d.descriptor), read: readGrype },
];

/**
 * Counts by severity, see `vulnerabilityMetrics`. A scanner that could not look is an error, never zero.
 * Throws `Malformed`.
 */
export function readVulnerabilities(content: string, source: string): Metrics {
  const report = open(content, source);
  const document = parseJson(report, EXPECTED);
  const format = FORMATS.find(({ isOne }) => isOne(document));
  if (format === undefined) throw unexpected(report, EXPECTED, keysOf(document));
  return vulnerabilityMetrics(format.read(document, report));
}
