import { flatten } from './flatten.ts';
import { Malformed } from './malformed.ts';
import type { Metrics } from './metric.ts';

/** The largest document that is read as YAML; JSON may be larger. */
const MOST_YAML = 4 * 1024 * 1024;

export interface MetricsDocument {
  readonly metrics: Metrics;
  /** What the document itself brings to compare with. */
  readonly baseline: Metrics | null;
  /** Which run the metrics are from, when the document says so. */
  readonly run: string;
}

/**
 * Reads metrics from JSON or YAML. The output file of mlflow-metrics, `{ metrics, baseline, run }`, is taken for what
 * it is; anything else is flattened whole. `source` names the document in messages. Throws `Malformed`.
 */
export async function readMetrics(text: string, source: string): Promise<MetricsDocument> {
  const document = await parse(text.replace(/^\uFEFF/, ''), source);
  if (!isMlflow(document)) return { metrics: flatten(document, source), baseline: null, run: '' };
  const { metrics, baseline, run } = document;
  return {
    metrics: flatten(metrics, source),
    baseline: isObject(baseline) ? flatten(baseline, `${source} (baseline)`) : null,
    run: isObject(run) ? String(run.id ?? run['run-id'] ?? run.runId ?? run.run_id ?? '') : '',
  };
}

async function parse(text: string, source: string): Promise<unknown> {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (text.length > MOST_YAML)
      throw new Malformed([`${source}: neither JSON (${cause}) nor small enough for YAML`], { cause });
    const { YamlFile } = await import('./yaml-file.ts');
    try {
      return new YamlFile(text, source).value;
    } catch (error) {
      // Python writes a bare NaN, which is YAML but no JSON; anything else that looks like JSON was meant as JSON.
      if (!/^\s*[{[]/.test(text)) throw error;
      throw new Malformed([`${source}: damaged JSON: ${cause instanceof Error ? cause.message : cause}`], { cause });
    }
  }
}

type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const MLFLOW_KEYS: ReadonlySet<string> = new Set(['schemaVersion', 'metrics', 'baseline', 'run']);

/** Metrics and at least one of the other two, and nothing else: a document with a metric `run` stays a document. */
function isMlflow(document: unknown): document is JsonObject {
  return (
    isObject(document) &&
    isObject(document.metrics) &&
    ('run' in document || 'baseline' in document) &&
    [document.run, document.baseline].every((part) => part === undefined || part === null || isObject(part)) &&
    Object.keys(document).every((key) => MLFLOW_KEYS.has(key))
  );
}
