/**
 * A pattern, in which `*` stands for any run of characters (also none, also `.` and `/`), as a test of names.
 * Linear in the name's length: the leftmost place of each part is always the best one.
 */
export function glob(pattern: string): (name: string) => boolean {
  const [first = '', ...middle] = pattern.split('*');
  const last = middle.pop();
  if (last === undefined) return (name) => name === pattern;
  return (name) => {
    const end = name.length - last.length;
    if (end < first.length || !name.endsWith(last) || !name.startsWith(first)) return false;
    let position = first.length;
    for (const part of middle) {
      const found = name.indexOf(part, position);
      if (found === -1) return false;
      position = found + part.length;
    }
    return position <= end;
  };
}

/** The names that match, out of names in sorted order. A pattern with a literal beginning looks only at its neighbours. */
export function matching(pattern: string, sorted: readonly string[]): string[] {
  const prefix = pattern.slice(0, pattern.indexOf('*'));
  const matches = glob(pattern);
  const found: string[] = [];
  for (let index = lowerBound(sorted, prefix); index < sorted.length; index++) {
    const name = sorted[index] ?? '';
    if (!name.startsWith(prefix)) break;
    if (matches(name)) found.push(name);
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
