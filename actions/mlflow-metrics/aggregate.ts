import { ServiceError } from '@ml-actions/kit/errors';
import { allPages } from '@ml-actions/mlflow/pages';
import type { MetricPoint, MlflowStore, Run } from '@ml-actions/mlflow/store';
import type { AGGREGATES } from './inputs.ts';

export type Aggregate = (typeof AGGREGATES)[number];
export type Histories = Pick<MlflowStore, 'metricHistory'>;

const MOST_POINTS = 1_000_000;
const PAGE = 10_000;

/** One number for a history. A NaN in it makes the result NaN: a training that diverged on its way is not to look well afterwards. */
export function aggregate(how: Exclude<Aggregate, 'last'>, values: readonly number[]): number {
  if (values.length === 0) return Number.NaN;
  // Sums, Math.min and Math.max all keep NaN.
  if (how === 'mean') return mean(values);
  return values.reduce((a, b) => (how === 'min' ? Math.min(a, b) : Math.max(a, b)));
}

function mean(values: readonly number[]): number {
  // Divided first, so that large values do not overflow on the way.
  const direct = values.reduce((sum, value) => sum + value, 0);
  return Number.isFinite(direct)
    ? direct / values.length
    : values.reduce((sum, value) => sum + value / values.length, 0);
}

/** Every point of a metric, by step, then time. Throws a `ServiceError` when there is none although the run has the metric. */
export async function historyOf(store: Histories, run: Run, key: string): Promise<MetricPoint[]> {
  const what = `the history of metric "${key}" of run ${run.runId}`;
  const { items, complete } = await allPages(
    (pageToken) => store.metricHistory(run.runId, key, { maxResults: PAGE, pageToken }),
    { limit: MOST_POINTS, what },
  );
  if (!complete) throw new ServiceError({ service: 'MLflow', message: `${what} has more than ${MOST_POINTS} points` });
  if (items.length === 0)
    throw new ServiceError({ service: 'MLflow', message: `${what} is empty, although the run has the metric` });
  return items.sort((a, b) => a.step - b.step || a.timestamp - b.timestamp);
}

/** The values of some metrics of a run; `last` is MLflow's own: largest step, then latest. */
export async function valuesOf(
  store: Histories,
  run: Run,
  names: readonly string[],
  how: Aggregate,
): Promise<Map<string, number>> {
  const values = new Map<string, number>();
  for (const name of names) {
    const last = run.metrics.get(name)?.value ?? Number.NaN;
    if (how === 'last') values.set(name, last);
    else
      values.set(
        name,
        aggregate(
          how,
          (await historyOf(store, run, name)).map(({ value }) => value),
        ),
      );
  }
  return values;
}

/** Metrics that MLflow keeps as 0 at timestamp 0: what it makes of a bare NaN sent over REST. */
export function lostNaN(run: Run, names: readonly string[]): string[] {
  return names.filter((name) => {
    const point = run.metrics.get(name);
    return point !== undefined && point.value === 0 && point.timestamp === 0;
  });
}
