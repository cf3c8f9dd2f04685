/** A number for a person: at most six significant digits, no exponent where a plain number is as short; `NaN` and infinities as such. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  return String(Number(value.toPrecision(6)));
}
