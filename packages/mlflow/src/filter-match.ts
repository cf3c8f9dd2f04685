import type { Clause } from './filter.ts';
import type { Run } from './store.ts';

/** Whether a run fulfils every clause, as MLflow's file store decides (`SearchUtils._does_run_match_clause`). */
export function matches(run: Run, clauses: readonly Clause[]): boolean {
  return clauses.every((clause) => holds(fieldOf(run, clause), clause));
}

function fieldOf(run: Run, { entity, key }: Clause): string | number | undefined {
  if (entity === 'metric') return run.metrics.get(key)?.value;
  if (entity === 'param') return run.params.get(key);
  if (entity === 'tag') return run.tags.get(key);
  const attributes: Record<string, string | number | undefined> = {
    run_id: run.runId,
    run_name: run.runName,
    status: run.status,
    user_id: run.userId,
    artifact_uri: run.artifactUri,
    start_time: run.startTime,
    end_time: run.endTime,
  };
  return attributes[key];
}

function holds(actual: string | number | undefined, { comparator, value }: Clause): boolean {
  if (comparator === 'IS NULL') return actual === undefined;
  if (comparator === 'IS NOT NULL') return actual !== undefined;
  // What is not there fulfils nothing, not even "!=".
  if (actual === undefined || value === undefined) return false;
  if (comparator === 'LIKE' || comparator === 'ILIKE')
    return like(String(value), comparator === 'ILIKE').test(String(actual));
  if (Array.isArray(value)) return value.includes(actual) === (comparator === 'IN');
  const wanted = value as string | number;
  switch (comparator) {
    case '=':
      return actual === wanted;
    case '!=':
      return actual !== wanted;
    case '>':
      return actual > wanted;
    case '>=':
      return actual >= wanted;
    case '<':
      return actual < wanted;
    default:
      return actual <= wanted;
  }
}

/** `%` is any text, `_` any character; as in MLflow neither crosses a line end. */
function like(pattern: string, ignoreCase: boolean): RegExp {
  const body = pattern
    .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    .replaceAll('%', '[^\\n]*')
    .replaceAll('_', '[^\\n]');
  return new RegExp(`^${body}${pattern.endsWith('%') ? '' : '\\n?$'}`, ignoreCase ? 'iu' : 'u');
}
