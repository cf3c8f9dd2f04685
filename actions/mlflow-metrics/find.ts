import type { ModelVersion, Run } from '@ml-actions/mlflow/store';
import { findBest } from './best.ts';
import { type Choice, missing, type Scope, type Store } from './choice.ts';
import { findLatest } from './latest.ts';
import type { Selector } from './selector.ts';

/** The run that a selector means. Whether it is acceptable is decided elsewhere. */
export async function find(store: Store, selector: Selector, scope: Scope): Promise<Choice> {
  if (selector.kind === 'latest' || selector.kind === 'best') {
    if (scope.experiment === undefined) throw new Error(`${selector.text} without an experiment`);
    if (selector.kind === 'latest') return findLatest(store, scope.experiment, scope);
    return findBest(store, selector, scope.experiment, scope);
  }
  if (selector.kind === 'run') {
    const run = await store.getRun(selector.runId);
    return run ? chosen(run, 'was named by its id') : missing(`there is no run ${selector.runId}`);
  }
  const version = await versionOf(store, selector);
  if (version === undefined) return missing(noVersion(selector));
  const called = `version ${version.version} of model "${version.name}"`;
  if (version.runId === '') return missing(`${called} was not made from a run`);
  const run = await store.getRun(version.runId);
  if (run === undefined) return missing(`${called} names run ${version.runId}, which does not exist`);
  const notes = version.status === 'READY' ? [] : [`${called} is ${version.status}, not READY`];
  return chosen(run, `is the source of ${called}${how(selector)}`, notes);
}

function chosen(run: Run, why: string, notes: string[] = []): Choice {
  return { run, why, considered: 1, rejected: new Map(), notes };
}

type ModelSelector = Extract<Selector, { kind: 'version' | 'alias' | 'stage' }>;

async function versionOf(store: Store, selector: ModelSelector): Promise<ModelVersion | undefined> {
  if (selector.kind === 'version') return store.modelVersion(selector.name, selector.version);
  if (selector.kind === 'alias') return store.modelVersionByAlias(selector.name, selector.alias);
  return store.modelVersionByStage(selector.name, selector.stage);
}

function noVersion(selector: ModelSelector): string {
  if (selector.kind === 'version') return `model "${selector.name}" has no version ${selector.version}`;
  if (selector.kind === 'alias') return `model "${selector.name}" has no alias "${selector.alias}"`;
  return `model "${selector.name}" has no version in stage ${selector.stage}`;
}

function how(selector: ModelSelector): string {
  if (selector.kind === 'alias') return `, to which alias "${selector.alias}" points`;
  return selector.kind === 'stage' ? `, the newest in stage ${selector.stage}` : '';
}
