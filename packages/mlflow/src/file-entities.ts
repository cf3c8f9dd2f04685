import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { ServiceError } from '@ml-actions/kit/errors';
import { latest, metricLine } from './file-metric.ts';
import type { MetricPoint, ModelVersion, Run } from './store.ts';

const STATUS: Record<string, string> = { 1: 'RUNNING', 2: 'SCHEDULED', 3: 'FINISHED', 4: 'FAILED', 5: 'KILLED' };

export interface Meta {
  text(key: string): string;
  time(key: string): number | undefined;
}

/** A meta.yaml. Integers stay exact. Throws a `ServiceError` for a file that is none. */
export async function readMeta(file: string): Promise<Meta> {
  const { parseMeta } = await import('./meta-yaml.ts');
  const data = parseMeta(await readFile(file, 'utf8'));
  if (typeof data !== 'object' || data === null) {
    throw new ServiceError({ service: 'MLflow store', message: `${file} is damaged` });
  }
  const fields = new Map(Object.entries(data));
  const text = (key: string) => String(fields.get(key) ?? '');
  return { text, time: (key) => (/^\d+$/.test(text(key)) ? Number(text(key)) : undefined) };
}

/** A run's folder: meta.yaml, metrics/, params/ and tags/. */
export async function runFrom(folder: string): Promise<Run> {
  const [meta, metrics, params, tags] = await Promise.all([
    readMeta(join(folder, 'meta.yaml')),
    readMetrics(join(folder, 'metrics')),
    readTexts(join(folder, 'params')),
    readTexts(join(folder, 'tags')),
  ]);
  return {
    runId: meta.text('run_id') || meta.text('run_uuid'),
    runName: meta.text('run_name') || meta.text('name') || (tags.get('mlflow.runName') ?? ''),
    experimentId: meta.text('experiment_id'),
    status: STATUS[meta.text('status') || '1'] ?? meta.text('status'),
    lifecycleStage: meta.text('lifecycle_stage') || 'active',
    startTime: meta.time('start_time'),
    endTime: meta.time('end_time'),
    userId: meta.text('user_id') || (tags.get('mlflow.user') ?? ''),
    artifactUri: meta.text('artifact_uri'),
    metrics,
    params,
    tags,
  };
}

/** A model version's meta.yaml. */
export async function versionFrom(file: string): Promise<ModelVersion> {
  const meta = await readMeta(file);
  return {
    name: meta.text('name'),
    version: meta.text('version'),
    runId: meta.text('run_id'),
    stage: meta.text('current_stage') || 'None',
    status: meta.text('status') || 'READY',
  };
}

async function readMetrics(folder: string): Promise<Map<string, MetricPoint>> {
  const metrics = new Map<string, MetricPoint>();
  for (const [key, content] of await readTexts(folder)) {
    const lines = content.split('\n').filter((line) => line.trim() !== '');
    const point = latest(lines.map((line) => metricLine(key, line, join(folder, key))));
    if (point) metrics.set(key, point);
  }
  return metrics;
}

/** Files by their path below the folder, as names may hold slashes; none when there is no folder. */
async function readTexts(folder: string): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    texts.set(relative(folder, path).split(sep).join('/'), await readFile(path, 'utf8'));
  }
  return texts;
}
