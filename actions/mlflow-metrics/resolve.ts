import type { MlflowStore } from '@ml-actions/mlflow/store';
import { objection } from './accept.ts';
import { type Choice, missing, type Scope } from './choice.ts';
import { findExperiment } from './experiment.ts';
import { find } from './find.ts';
import type { Selector } from './selector.ts';

export interface Wish extends Omit<Scope, 'experiment'> {
  selector: Selector;
  /** Name or id. */
  experiment: string | undefined;
}

export interface Resolved {
  choice: Choice;
  /** Why there is no run to read: none was found, or it is not acceptable. */
  objection: string | undefined;
}

/** From a selector to a run that may be read, or the reason why there is none. Throws only when the store could not be looked at. */
export async function resolve(store: MlflowStore, wish: Wish): Promise<Resolved> {
  const { selector, experiment: nameOrId, ...rest } = wish;
  const experiment = nameOrId === undefined ? undefined : await findExperiment(store, nameOrId);
  if (experiment !== undefined && 'missing' in experiment) {
    return { choice: missing(experiment.missing), objection: experiment.missing };
  }
  const scope: Scope = { ...rest, experiment: experiment?.experiment };
  const choice = await find(store, selector, scope);
  if (choice.run === undefined) return { choice, objection: choice.missing };
  // Of a search the filter is part already.
  const searched = selector.kind === 'latest' || selector.kind === 'best';
  return { choice, objection: await objection(store, choice.run, searched ? { ...scope, filter: undefined } : scope) };
}
