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
