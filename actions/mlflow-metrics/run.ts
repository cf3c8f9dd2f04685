import { isAbsolute, join } from 'node:path';
import { InputError } from '@ml-actions/kit/errors';
import type { Files } from '@ml-actions/kit/files';
import { stringify } from '@ml-actions/kit/json';
import type { Outcome } from '@ml-actions/kit/outcome';
import type { MlflowStore, Run } from '@ml-actions/mlflow/store';
import { type Aggregate, historyOf, lostNaN, valuesOf } from './aggregate.ts';
import type { Inputs } from './checks.ts';
import { runDocument, selectionDocument } from './document.ts';
import type { contract } from './inputs.ts';
import { wanted } from './metric-filter.ts';
import { type Resolved, resolve } from './resolve.ts';
import type { Selector } from './selector.ts';
import { type Chart, renderSummary } from './summary.ts';

export type Output = Exclude<keyof typeof contract.outputs, 'verdict' | 'reason' | 'result-json'>;

export interface Deps {
  store: MlflowStore;
  files: Pick<Files, 'write'>;
  /** Relative output files are below it. */
  workspace: string;
}

/** Charts beyond this number are not drawn. */
const MOST_CHARTS = 20;

/**
 * `fail`: the store was read, and the run that was meant is not there or not acceptable (`metrics` is empty then). `warn`: the run was read,
 * and something about it needs a look. Throws when the store could not be read: `error`.
 */
export async function run(
  inputs: Inputs,
  selector: Selector,
  { store, files, workspace }: Deps,
): Promise<Outcome<Output>> {
  const statuses = inputs.requireStatus;
  const main = await resolve(store, {
    selector,
    experiment: inputs.experiment,
    filter: inputs.filter,
    gitSha: inputs.gitSha,
    statuses,
    except: undefined,
  });
  const found = main.choice.run;
  const notes = [...store.notes, ...main.choice.notes];
  const warnings: string[] = [];
  const names = found ? wanted(inputs.metrics, found.metrics.keys()) : undefined;
  const failure = main.objection ?? absent(found, names?.absent ?? []);

  let metrics = new Map<string, number>();
  let baseline: { resolved: Resolved; selector: Selector; metrics: Map<string, number> } | undefined;
  let charts: Chart[] = [];
  if (found && names && failure === undefined) {
    metrics = await valuesOf(store, found, names.names, inputs.aggregate);
    warnings.push(...doubts(found, names.names, names.idle, metrics, notes));
    if (inputs.baseline) {
      const resolved = await resolve(store, {
        selector: inputs.baseline,
        experiment: baselineExperiment(inputs, inputs.baseline),
        filter: inputs.baselineFilter,
        gitSha: undefined,
        statuses,
        except: found.runId,
      });
      const values = await baselineValues(store, resolved, inputs.metrics, inputs.aggregate);
      baseline = { resolved, selector: inputs.baseline, metrics: values };
      notes.push(...resolved.choice.notes);
      if (resolved.objection) warnings.push(`there is no baseline: ${resolved.objection}`);
      else if (resolved.choice.run?.runId === found.runId)
        warnings.push('the baseline is the run itself, so the comparison proves nothing');
    }
    charts = await drawn(store, found, inputs.history ?? [], notes);
  }

  const verdict = failure !== undefined ? 'fail' : warnings.length > 0 ? 'warn' : 'pass';
  const base = baseline?.resolved;
  const baselineRun = base?.objection === undefined ? base?.choice.run : undefined;
  const document = {
    store: store.place,
    aggregate: inputs.aggregate,
    run: found ? runDocument(found, store) : null,
    selection: selectionDocument(selector, main.choice),
    metrics: Object.fromEntries(metrics),
    baseline: baseline
      ? {
          run: baselineRun ? runDocument(baselineRun, store) : null,
          selection: selectionDocument(baseline.selector, baseline.resolved.choice),
          metrics: Object.fromEntries(baseline.metrics),
        }
      : null,
    notes: [...warnings, ...notes],
  };
  if (inputs.outputFile && failure === undefined) {
    const content = { metrics: document.metrics, baseline: document.baseline?.metrics ?? {}, run: document.run };
    await write(
      files,
      isAbsolute(inputs.outputFile) ? inputs.outputFile : join(workspace, inputs.outputFile),
      stringify(content, 2),
      inputs.outputFile,
    );
  }
  const reason = failure ?? [read(found, metrics.size, main), ...warnings].join('; ');
  return {
    verdict,
    reason,
    outputs: {
      'metrics-json': document.metrics,
      'baseline-json': document.baseline?.metrics ?? {},
      'run-id': found?.runId ?? '',
      'run-url': document.run?.url ?? '',
      'experiment-id': found?.experimentId ?? '',
      'run-status': found?.status ?? '',
      'baseline-run-id': baselineRun?.runId ?? '',
    },
    result: document,
    summary: () => renderSummary({ verdict, reason, document, charts }),
  };
}

function baselineExperiment(inputs: Inputs, { kind }: Selector): string | undefined {
  // A baseline by id or alias may come from anywhere, unless its own experiment is named.
  const searched = kind === 'latest' || kind === 'best';
  return inputs.baselineExperiment ?? (searched ? inputs.experiment : undefined);
}

function absent(found: Run | undefined, names: readonly string[]): string | undefined {
  if (found === undefined || names.length === 0) return undefined;
  const there =
    found.metrics.size === 0 ? 'it has none' : `it has ${[...found.metrics.keys()].sort().slice(0, 10).join(', ')}`;
  return `run ${found.runId} lacks metric ${names.join(', ')}; ${there}`;
}

/** What makes a read run a warning; NaN and infinities are notes only, since it is the gate that judges values. */
function doubts(found: Run, names: string[], idle: string[], metrics: Map<string, number>, notes: string[]): string[] {
  const strange = [...metrics].filter(([, value]) => !Number.isFinite(value));
  if (strange.length > 0)
    notes.push(`no finite number: ${strange.map(([name, value]) => `${name} is ${value}`).join(', ')}`);
  const lost = lostNaN(found, names);
  return [
    ...(metrics.size === 0 ? [found.metrics.size === 0 ? 'the run has no metrics' : 'no metric matches'] : []),
    ...(idle.length > 0 && metrics.size > 0 ? [`nothing matches ${idle.join(', ')}`] : []),
    ...(lost.length > 0
      ? [`${lost.join(', ')} is 0 at timestamp 0, which is how MLflow keeps a NaN sent over REST as a bare token`]
      : []),
  ];
}

async function baselineValues(
  store: MlflowStore,
  resolved: Resolved,
  list: readonly string[] | undefined,
  how: Aggregate,
) {
  const { run: base } = resolved.choice;
  if (base === undefined || resolved.objection !== undefined) return new Map<string, number>();
  // A metric that is new with this run is not in the baseline: no mistake.
  return valuesOf(store, base, wanted(list, base.metrics.keys()).names, how);
}

async function drawn(store: MlflowStore, found: Run, patterns: readonly string[], notes: string[]): Promise<Chart[]> {
  if (patterns.length === 0) return [];
  const { names, absent: unknown, idle } = wanted(patterns, found.metrics.keys());
  if (unknown.length + idle.length > 0)
    notes.push(`no history of ${[...unknown, ...idle].join(', ')}: the run has no such metric`);
  if (names.length > MOST_CHARTS) notes.push(`${names.length - MOST_CHARTS} more histories are not drawn`);
  const charts: Chart[] = [];
  for (const name of names.slice(0, MOST_CHARTS))
    charts.push({ name, values: (await historyOf(store, found, name)).map(({ value }) => value) });
  return charts;
}

function read(found: Run | undefined, count: number, { choice }: Resolved): string {
  if (!found || !choice.run) return '';
  const name = found.runName ? ` (${found.runName})` : '';
  return `read ${count} metric${count === 1 ? '' : 's'} of run ${found.runId}${name}, which ${choice.why}`;
}

async function write(files: Pick<Files, 'write'>, path: string, text: string, given: string): Promise<void> {
  try {
    await files.write(path, `${text}\n`);
  } catch (cause) {
    throw new InputError([{ input: 'output-file', got: given, allowed: 'a path that can be written' }], { cause });
  }
}
