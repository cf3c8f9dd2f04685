import type { Experiment, MlflowStore, Run } from '@ml-actions/mlflow/store';

/** What a selector led to. */
export type Choice = Chosen | NotChosen;

interface Looked {
  /** Runs that were looked at. */
  considered: number;
  /** Why runs were passed over, and how many for each reason. */
  rejected: ReadonlyMap<string, number>;
  notes: string[];
}

export interface Chosen extends Looked {
  run: Run;
  /** Why this one, in words. */
  why: string;
}

/** The store was read, and there is no such run. */
export interface NotChosen extends Looked {
  run: undefined;
  missing: string;
}

/** What narrows a selection. */
export interface Scope {
  experiment: Experiment | undefined;
  filter: string | undefined;
  gitSha: string | undefined;
  statuses: readonly string[];
  /** Never chosen by `latest` and `best`. */
  except: string | undefined;
}

export type Store = Pick<
  MlflowStore,
  'getRun' | 'searchRuns' | 'modelVersion' | 'modelVersionByAlias' | 'modelVersionByStage'
>;

export const COMMIT_TAG = 'mlflow.source.git.commit';

/** The commit of a run, in lower case; undefined when the run does not say. */
export function commitOf(run: Run): string | undefined {
  return run.tags.get(COMMIT_TAG)?.trim().toLowerCase() || undefined;
}

export function missing(reason: string, looked: Partial<Looked> = {}): NotChosen {
  return { run: undefined, missing: reason, considered: 0, rejected: new Map(), notes: [], ...looked };
}

/** The filter for a search: ours first, so that nothing in the caller's text can cut ours off. */
export function filterOf({ filter, gitSha }: Pick<Scope, 'filter' | 'gitSha'>, ...ours: string[]): string {
  const commit = gitSha === undefined ? [] : [`tags.\`${COMMIT_TAG}\` LIKE '${gitSha}%'`];
  return [...ours, ...commit, ...(filter ? [filter] : [])].join(' and ');
}

/** `3 without the metric, 1 with NaN`, most first; empty for none. */
export function describeRejected(rejected: ReadonlyMap<string, number>): string {
  return [...rejected]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${count} ${reason}`)
    .join(', ');
}

export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
