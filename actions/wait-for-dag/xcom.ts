import type { AirflowApi, TaskInstance } from '@ml-actions/airflow';
import { suggest } from '@ml-actions/kit';
import type { XcomWish } from './inputs.ts';

const RETURN_VALUE = 'return_value';
/** Each instance of a mapped task costs a request. */
const MOST_INSTANCES = 200;

export interface Xcoms {
  values: Record<string, unknown>;
  /** What was asked for and is not there, a sentence each. */
  missing: string[];
}

/**
 * Which task and key `source` means. A task in a group has dots in its id, so `a.b.c` is the longest known task that it begins with, and
 * the rest is the key; a colon says it outright. undefined when no such task is in the run.
 */
export function resolveSource(
  source: string,
  taskIds: ReadonlySet<string>,
): { taskId: string; key: string } | undefined {
  const colon = source.indexOf(':');
  if (colon >= 0) {
    const [taskId, key] = [source.slice(0, colon).trim(), source.slice(colon + 1).trim()];
    return taskIds.has(taskId) && key !== '' ? { taskId, key } : undefined;
  }
  if (taskIds.has(source)) return { taskId: source, key: RETURN_VALUE };
  for (let dot = source.lastIndexOf('.'); dot > 0; dot = source.lastIndexOf('.', dot - 1)) {
    const taskId = source.slice(0, dot);
    if (taskIds.has(taskId)) return { taskId, key: source.slice(dot + 1) };
  }
  return undefined;
}

/** The values asked for; those of a mapped task as a list in the order of the map index, `null` where an instance pushed none. */
export async function readXcoms(
  api: AirflowApi,
  run: { dagId: string; runId: string },
  wishes: readonly XcomWish[],
  tasks: readonly TaskInstance[],
): Promise<Xcoms> {
  const taskIds = new Set(tasks.map((task) => task.taskId));
  const values: Record<string, unknown> = Object.create(null);
  const missing: string[] = [];
  for (const { name, source } of wishes) {
    const found = resolveSource(source, taskIds);
    if (!found) {
      const near = suggest(source, taskIds);
      missing.push(`${name} = ${source}: no such task in this run${near ? ` (did you mean "${near}"?)` : ''}`);
      continue;
    }
    const { taskId, key } = found;
    const indexes = tasks.filter((task) => task.taskId === taskId).map((task) => task.mapIndex);
    const value = await xcomOf(api, { ...run, taskId }, key, indexes);
    if ('missing' in value) missing.push(`${name} = ${source}: ${value.missing}`);
    else values[name] = value.value;
  }
  return { values: { ...values }, missing };
}

async function xcomOf(
  api: AirflowApi,
  task: { dagId: string; runId: string; taskId: string },
  key: string,
  indexes: readonly number[],
): Promise<{ value: unknown } | { missing: string }> {
  const mapped = indexes.filter((index) => index >= 0).sort((a, b) => a - b);
  if (mapped.length === 0) {
    const one = { ...task, mapIndex: -1 };
    const found = await api.xcom(one, key);
    if (found) return found;
    const keys = await api.xcomKeys(one);
    const has = keys.length > 0 ? `it pushed ${keys.map((each) => `"${each}"`).join(', ')}` : 'it pushed none';
    return { missing: `task "${task.taskId}" has no XCom "${key}"; ${has}` };
  }
  if (mapped.length > MOST_INSTANCES) {
    return {
      missing: `task "${task.taskId}" has ${mapped.length} instances, more than the ${MOST_INSTANCES} that are read`,
    };
  }
  const all: unknown[] = [];
  let some = false;
  for (const mapIndex of mapped) {
    const found = await api.xcom({ ...task, mapIndex }, key);
    some ||= found !== undefined;
    all.push(found?.value ?? null);
  }
  return some ? { value: all } : { missing: `no instance of task "${task.taskId}" has an XCom "${key}"` };
}
