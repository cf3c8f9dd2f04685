import type { Report } from './text.ts';
import { unexpected } from './text.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value as an object; an empty one for anything else. */
export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** The items of a list as objects, so that a damaged item still counts; none for anything that is no list. */
export const objectsOf = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.map(objectOf) : []);

/** Parses the report; `expected` names the formats for the message. Throws `Malformed`. */
export function parseJson(report: Report, expected: string): JsonObject {
  if (report.shape !== 'JSON') throw unexpected(report, expected);
  let value: unknown;
  try {
    value = JSON.parse(report.text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.replace(/\s+/g, ' ') : String(cause);
    throw unexpected(report, expected, `JSON that is damaged or cut off (${why})`, cause);
  }
  if (!isObject(value)) throw unexpected(report, expected, 'a JSON list');
  return value;
}

/** The report's top-level keys, to say what was found instead. */
export function keysOf(value: JsonObject): string {
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an empty JSON object';
  return `a JSON object with ${keys.slice(0, 6).join(', ')}${keys.length > 6 ? ', …' : ''}`;
}
