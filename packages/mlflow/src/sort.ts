import type { Order, Run } from './store.ts';

/** As MLflow's stores order: numbers, then NaN, then runs without the value; then the latest start, then the id. */
export function sortRuns(runs: readonly Run[], orders: readonly Order[]): Run[] {
  return [...runs].sort((a, b) => {
    for (const order of orders) {
      const difference = compare(fieldOf(a, order), fieldOf(b, order), order.descending);
      if (difference !== 0) return difference;
    }
    return (b.startTime ?? 0) - (a.startTime ?? 0) || (a.runId < b.runId ? -1 : 1);
  });
}

function fieldOf(run: Run, order: Order): number | undefined {
  if (order.by === 'metric') return run.metrics.get(order.key)?.value;
  return order.by === 'start_time' ? run.startTime : run.endTime;
}

function compare(a: number | undefined, b: number | undefined, descending: boolean): number {
  const rank = (value: number | undefined) => (value === undefined ? 2 : Number.isNaN(value) ? 1 : 0);
  const difference = rank(a) - rank(b);
  if (difference !== 0 || a === undefined || b === undefined || a === b || Number.isNaN(a)) return difference;
  return a < b === descending ? 1 : -1;
}
