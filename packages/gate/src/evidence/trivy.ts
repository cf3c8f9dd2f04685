import { Malformed } from '../malformed.ts';
import type { JsonObject } from './json.ts';
import { objectsOf } from './json.ts';
import type { Severity } from './severity.ts';
import { severityOf } from './severity.ts';
import type { Report } from './text.ts';

/**
 * `trivy --format json`, schema version 2 (`pkg/types/report.go`). A clean image may have no `Results`. Results
 * that hold only misconfigurations, secrets or licences come from a scan that did not look for vulnerabilities.
 */
export function readTrivy(document: JsonObject, { source }: Report): Severity[] {
  if (document.SchemaVersion !== 2) {
    throw new Malformed([`${source}: expected Trivy's schema version 2, found ${document.SchemaVersion}`]);
  }
  const { Results = null } = document;
  if (Results !== null && !Array.isArray(Results))
    throw new Malformed([`${source}: Results of this Trivy report is no list`]);
  const results = objectsOf(Results);
  const classes = new Set(results.map((result) => String(result.Class ?? 'os-pkgs')));
  if (classes.size > 0 && ![...classes].some((name) => name.endsWith('-pkgs'))) {
    throw new Malformed([
      `${source}: this Trivy report did not look for vulnerabilities, only for: ${[...classes].join(', ')}; scan with --scanners vuln`,
    ]);
  }
  return results.flatMap((result) => objectsOf(result.Vulnerabilities)).map((found) => severityOf(found.Severity));
}
