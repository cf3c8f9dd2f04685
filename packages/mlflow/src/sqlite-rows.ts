import { metricValue } from './number.ts';
import type { Experiment, MetricPoint, ModelVersion, Run } from './store.ts';

type Row = Record<string, unknown>;

export function pointRow(row: Row): MetricPoint {
  const number = Number(row.value);
  return {
    key: textOf(row.key),
    // is_nan is what says NaN; the value beside it is 0.
    value: Number(row.is_nan) === 0 && row.value !== null ? metricValue(number) : Number.NaN,
    timestamp: Number(row.timestamp ?? 0),
    step: Number(row.step ?? 0),
  };
}

export function runRow(row: Row, data: { metrics: Row[]; params: Row[]; tags: Row[] }): Run {
  const pairs = (rows: Row[]) => new Map(rows.map((pair) => [textOf(pair.key), textOf(pair.value)]));
  const tags = pairs(data.tags);
  return {
    runId: textOf(row.run_uuid),
    runName: textOf(row.name) || (tags.get('mlflow.runName') ?? ''),
    experimentId: textOf(row.experiment_id),
    status: textOf(row.status),
    lifecycleStage: textOf(row.lifecycle_stage),
    startTime: timeOf(row.start_time),
    endTime: timeOf(row.end_time),
    userId: textOf(row.user_id) || (tags.get('mlflow.user') ?? ''),
    artifactUri: textOf(row.artifact_uri),
    metrics: new Map(data.metrics.map((metric) => [textOf(metric.key), pointRow(metric)])),
    params: pairs(data.params),
    tags,
  };
}

export function experimentRow(row: Row): Experiment {
  return { experimentId: textOf(row.id), name: textOf(row.name), lifecycleStage: textOf(row.lifecycle_stage) };
}

export function versionRow(row: Row): ModelVersion {
  return {
    name: textOf(row.name),
    version: textOf(row.version),
    runId: textOf(row.run_id),
    stage: textOf(row.current_stage) || 'None',
    status: textOf(row.status) || 'READY',
  };
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}

function timeOf(value: unknown): number | undefined {
  return value === null || value === undefined ? undefined : Number(value);
}
