import { ServiceError } from '@ml-actions/kit/errors';
import { metricValue } from './number.ts';
import type { MetricPoint } from './store.ts';

/** A line of a metric file: `timestamp value [step [dataset digest]]`. Throws a `ServiceError` for anything else. */
export function metricLine(key: string, line: string, file: string): MetricPoint {
  const parts = line.trim().split(' ');
  const [timestamp, value, step = '0'] = parts;
  if (
    ![2, 3, 5].includes(parts.length) ||
    !/^-?\d+$/.test(timestamp ?? '') ||
    !/^-?\d+$/.test(step) ||
    !isNumber(value ?? '')
  ) {
    throw new ServiceError({
      service: 'MLflow store',
      message: `${file} is damaged: a line is ${JSON.stringify(line.slice(0, 80))}`,
    });
  }
  return { key, value: metricValue(value), timestamp: Number(timestamp), step: Number(step) };
}

function isNumber(text: string): boolean {
  return /^nan$/i.test(text) || !Number.isNaN(metricValue(text));
}

/** The point that MLflow calls the latest: largest step, then timestamp, then value; NaN never hides a number logged at the same moment. */
export function latest(points: readonly MetricPoint[]): MetricPoint | undefined {
  let best: MetricPoint | undefined;
  for (const point of points) if (best === undefined || later(point, best)) best = point;
  return best;
}

function later(a: MetricPoint, b: MetricPoint): boolean {
  if (a.step !== b.step) return a.step > b.step;
  if (a.timestamp !== b.timestamp) return a.timestamp > b.timestamp;
  return a.value > b.value;
}
