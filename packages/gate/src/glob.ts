/**
 * Does the name match the pattern, in which `*` stands for any run of characters (also none, also `.` and `/`)?
 * Linear in the name's length: the leftmost place of each part is always the best one.
 */
export function matches(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return pattern === name;
  if (!name.startsWith(first)) return false;
  let position = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, position);
    if (found === -1) return false;
    position = found + part.length;
  }
  return name.length - last.length >= position && name.endsWith(last);
}

/** The names that match, out of names in sorted order. A pattern with a literal beginning looks only at its neighbours. */
export function matching(pattern: string, sorted: readonly string[]): string[] {
  const prefix = pattern.slice(0, pattern.indexOf('*'));
  const found: string[] = [];
  for (let index = lowerBound(sorted, prefix); index < sorted.length; index++) {
    const name = sorted[index] ?? '';
    if (!name.startsWith(prefix)) break;
    if (matches(pattern, name)) found.push(name);
  }
  return found;
}

function lowerBound(sorted: readonly string[], prefix: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') < prefix) low = middle + 1;
    else high = middle;
  }
  return low;
}
