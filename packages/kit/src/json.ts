import { isVerdict } from './verdict.ts';

/**
 * JSON in which NaN and the infinities survive, as the strings `"NaN"`, `"Infinity"` and `"-Infinity"`; plain `JSON.stringify`
 * writes `null` for them, and a gate downstream could no longer tell.
 */
export function stringify(value: unknown, space?: number): string {
  return JSON.stringify(
    value,
    (_, item) => (typeof item === 'number' && !Number.isFinite(item) ? String(item) : item),
    space,
  );
}

/** A key that may be ours: a password that is a plain word must not rename it. */
const PLAIN_KEY = /^[a-z]{1,20}$/i;

/**
 * A document of plain data with its keys and values redacted one by one: over the finished text a secret such as `8080` or `name` would
 * tear holes into numbers and keys, and what is left would be no JSON.
 */
export function redactDocument(value: unknown, redact: (text: string) => string): unknown {
  // A verdict is one of our own words, whatever somebody chose as a password.
  if (typeof value === 'string') return isVerdict(value) ? value : redact(value);
  if (typeof value === 'number') return redact(String(value)) === String(value) ? value : '***';
  if (Array.isArray(value)) return value.map((item) => redactDocument(item, redact));
  if (typeof value !== 'object' || value === null) return value;
  if ('toJSON' in value) return redactDocument(JSON.parse(stringify(value)), redact);
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => [
    PLAIN_KEY.test(key) ? key : redact(key),
    redactDocument(item, redact),
  ]);
  return Object.fromEntries(entries);
}
