import { parseDocument } from 'yaml';

/**
 * Reads one YAML 1.2 document of plain data: no tags beyond the core schema, no merge keys, few aliases (a bomb of aliases is
 * refused), duplicate keys are errors. Throws an `Error` whose message has line and column.
 */
export function parseYaml(text: string): unknown {
  const document = parseDocument(text, { schema: 'core', uniqueKeys: true, prettyErrors: true, version: '1.2' });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem) throw problem;
  return document.toJS({ maxAliasCount: 20 });
}
