/**
 * Decimal fractions have no exact binary form, so `0.3 - 0.1` is 0.19999999999999998. Two numbers are taken as
 * equal when they differ by less than this part of the largest number that took part in the comparison: about
 * nine roundings, far above what arithmetic adds, far below what any metric means.
 */
const NOISE = 1e-15;

/** Negative when `a` is less than `b`, positive when it is more, zero when only rounding tells them apart. */
export function compare(a: number, b: number, scale: number): number {
  const difference = a - b;
  return Math.abs(difference) <= NOISE * Math.max(Math.abs(a), Math.abs(b), scale) ? 0 : difference;
}

/**
 * Numbers for people: six significant digits (integers whole), more only when two of them would look the same
 * although they differ. The last digits of a float are noise, and nobody decides on them.
 */
export function show(...numbers: readonly number[]): string[] {
  for (const digits of [6, 9, 12, 15]) {
    const shown = numbers.map((n) => round(n, digits));
    if (new Set(shown).size === new Set(numbers).size) return shown;
  }
  return numbers.map(String);
}

function round(n: number, digits: number): string {
  if (!Number.isFinite(n) || Number.isInteger(n)) return String(n);
  const whole = Math.max(0, Math.floor(Math.log10(Math.abs(n))) + 1);
  return String(Number(n.toPrecision(Math.max(digits, Math.min(17, whole + 2)))));
}
