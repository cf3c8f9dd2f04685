import { NotAllowed } from '@ml-actions/kit/input-types';

/** One way of saying which run is meant. */
export type Selector =
  | { kind: 'run'; text: string; runId: string }
  | { kind: 'version'; text: string; name: string; version: string }
  | { kind: 'alias'; text: string; name: string; alias: string }
  | { kind: 'stage'; text: string; name: string; stage: string }
  | { kind: 'latest'; text: string }
  | { kind: 'best'; text: string; metric: string; descending: boolean; said: boolean };

const ALLOWED =
  'run:<id>, models:/<name>/<version>, models:/<name>@<alias>, models:/<name>/<stage>, latest, or best:<metric>[:min|:max]';
const STAGES = ['None', 'Staging', 'Production', 'Archived'];

/**
 * Reads a selector; throws `NotAllowed`. A metric's name may hold colons and slashes: only a last `:min` or `:max` is the direction, so the
 * best of a metric that is called `x:max` is `best:x:max:max`.
 */
export function parseSelector(text: string): Selector {
  if (text === 'latest') return { kind: 'latest', text };
  if (text.startsWith('best:')) return best(text);
  if (text.startsWith('models:/')) return model(text);
  const runId = /^run:([a-zA-Z0-9][\w-]{0,255})$/.exec(text)?.[1];
  if (runId !== undefined) return { kind: 'run', text, runId };
  const bare = /^(?:runs:\/)?([0-9a-f]{32})$/.exec(text)?.[1];
  throw new NotAllowed(bare === undefined ? ALLOWED : `${ALLOWED} (did you mean "run:${bare}"?)`);
}

function best(text: string): Selector {
  const [, metric = '', direction] = /^best:(.*?)(?::(min|max))?$/.exec(text) ?? [];
  // The characters of `mlflow.utils.validation._validate_metric_name`: none of them is syntax in a filter.
  if (!/^[\w.:/ -]+$/.test(metric) || metric.trim() !== metric) {
    throw new NotAllowed('best:<metric>[:min|:max]; a metric name has letters, digits and _ - . : / or spaces');
  }
  return { kind: 'best', text, metric, descending: direction !== 'min', said: direction !== undefined };
}

function model(text: string): Selector {
  const rest = text.slice('models:/'.length);
  const alias = /^([^/:]+)@([\w-]+)$/.exec(rest);
  if (alias?.[1] && alias[2]) return { kind: 'alias', text, name: alias[1], alias: alias[2] };
  const [, name, last] = /^([^/:]+)\/([^/]+)$/.exec(rest) ?? [];
  if (!name || !last) throw new NotAllowed(`${ALLOWED}; model names have no / and no :`);
  if (/^\d+$/.test(last)) return { kind: 'version', text, name, version: String(BigInt(last)) };
  const stage = STAGES.find((known) => known.toLowerCase() === last.toLowerCase());
  if (stage !== undefined) return { kind: 'stage', text, name, stage };
  throw new NotAllowed(
    `models:/${name}/ with a version number or one of ${STAGES.join(', ')}; for an alias: models:/${name}@${last}`,
  );
}
