import { glob } from '@ml-actions/gate/glob';

export interface Wanted {
  /** In the order of the list; those of one pattern sorted by name. */
  names: string[];
  /** Written without `*`, and not there. */
  absent: string[];
  /** Patterns that match nothing. */
  idle: string[];
}

/** The metrics that a list asks for (`*` is any text, the same patterns as in quality-gate); all of them when there is no list. */
export function wanted(list: readonly string[] | undefined, there: Iterable<string>): Wanted {
  const sorted = [...there].sort();
  if (list === undefined || list.length === 0) return { names: sorted, absent: [], idle: [] };
  const names = new Set<string>();
  const absent: string[] = [];
  const idle: string[] = [];
  for (const pattern of list) {
    const found = sorted.filter(glob(pattern));
    for (const name of found) names.add(name);
    if (found.length === 0) (pattern.includes('*') ? idle : absent).push(pattern);
  }
  return { names: [...names], absent, idle };
}
