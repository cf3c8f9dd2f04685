import { parseDocument } from 'yaml';

/** One of MLflow's meta.yaml as plain data; integers are exact (BigInt). Undefined for what is no YAML. */
export function parseMeta(text: string): unknown {
  const document = parseDocument(text, { schema: 'core', intAsBigInt: true, version: '1.2' });
  return document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 0 });
}
