import type { JsonObject } from './json.ts';
import { objectOf, objectsOf } from './json.ts';
import type { Severity } from './severity.ts';
import { severityOf } from './severity.ts';

/** `grype -o json` (`grype/presenter/models/document.go`). What its own rules ignore is listed apart and not counted. */
export function readGrype(document: JsonObject): Severity[] {
  return objectsOf(document.matches).map(({ vulnerability }) => severityOf(objectOf(vulnerability).severity));
}
