import { Malformed } from '../malformed.ts';
import type { JsonObject } from './json.ts';
import { objectOf, objectsOf } from './json.ts';
import type { Severity } from './severity.ts';
import { cvssSeverity } from './severity.ts';
import type { Report } from './text.ts';

/** Kinds of a result that report no problem (SARIF 2.1.0, section 3.27.9). */
const HARMLESS: ReadonlySet<unknown> = new Set(['pass', 'notApplicable', 'informational']);

/** Levels of tools that give no `security-severity`. */
const BY_LEVEL: ReadonlyMap<unknown, Severity> = new Map([
  ['error', 'high'],
  ['warning', 'medium'],
  ['note', 'low'],
]);

/**
 * SARIF 2.1.0 (OASIS). Results that are suppressed, gone since the baseline, or report no problem are not counted.
 * A run that failed, or has no list of results because nothing was scanned (section 3.14.23), is an error.
 */
export function readSarif(document: JsonObject, { source }: Report): Severity[] {
  if (!String(document.version).startsWith('2.1')) {
    throw new Malformed([`${source}: expected SARIF 2.1, found SARIF ${document.version}`]);
  }
  const runs = objectsOf(document.runs);
  if (runs.length === 0) throw new Malformed([`${source}: the SARIF log has no run, so nothing was scanned`]);
  return runs.flatMap((run) => {
    const tool = String(objectOf(objectOf(run.tool).driver).name ?? 'the tool');
    if (objectsOf(run.invocations).some(({ executionSuccessful }) => executionSuccessful === false)) {
      throw new Malformed([`${source}: ${tool} says that its run failed, so it could not look for problems`]);
    }
    if (!Array.isArray(run.results))
      throw new Malformed([`${source}: ${tool} gives no results, so nothing was scanned`]);
    const ruleOf = ruleFinder(run);
    return objectsOf(run.results)
      .filter(counts)
      .map((result) => rate(result, ruleOf(result)));
  });
}

function counts(result: JsonObject): boolean {
  const suppressions = objectsOf(result.suppressions);
  const suppressed = suppressions.length > 0 && suppressions.every(({ status = 'accepted' }) => status === 'accepted');
  return !suppressed && !HARMLESS.has(result.kind) && result.baselineState !== 'absent';
}

/** GitHub's `security-severity` (a CVSS score) where there is one, else the level. */
function rate(result: JsonObject, rule: JsonObject): Severity {
  for (const { properties } of [result, rule]) {
    const text = objectOf(properties)['security-severity'];
    const score = text === undefined || text === '' ? Number.NaN : Number(text);
    if (score >= 0 && score <= 10) return cvssSeverity(score);
  }
  const level = result.level ?? objectOf(rule.defaultConfiguration).level ?? 'warning';
  return BY_LEVEL.get(level) ?? 'unknown';
}

/** Finds the rule of a result by index, id or a parent of its id, in the driver or the extension that it names. */
function ruleFinder(run: JsonObject): (result: JsonObject) => JsonObject {
  const tool = objectOf(run.tool);
  const extensions = objectsOf(tool.extensions);
  const components = [objectOf(tool.driver), ...extensions];
  const rules = components.map((component) => objectsOf(component.rules));
  const byId = new Map(
    rules
      .flat()
      .map((rule) => [String(rule.id), rule])
      .reverse() as [string, JsonObject][],
  );
  return (result) => {
    const reference = objectOf(result.rule);
    const { index, name, guid } = objectOf(reference.toolComponent);
    const place = components.findIndex(
      (component) =>
        (typeof index === 'number' && index >= 0 && component === extensions[index]) ||
        (guid !== undefined && component.guid === guid) ||
        (name !== undefined && component.name === name),
    );
    const position = Number(result.ruleIndex ?? reference.index ?? -1);
    const id = String(result.ruleId ?? reference.id ?? '');
    return rules[Math.max(place, 0)]?.[position] ?? byId.get(id) ?? byId.get(id.replace(/\/[^/]*$/, '')) ?? {};
  };
}
