import { pages } from '@ml-actions/mlflow/pages';
import type { Experiment } from '@ml-actions/mlflow/store';
import { type Choice, commitOf, filterOf, missing, plural, type Scope, type Store } from './choice.ts';

/**
 * The run of the experiment that started last, of those that fulfil filter and commit. Its status is not part of the choice: when the newest
 * run failed, an older one is not what was meant.
 */
export async function findLatest(store: Store, experiment: Experiment, scope: Scope): Promise<Choice> {
  const search = {
    experimentIds: [experiment.experimentId],
    filter: filterOf(scope),
    orderBy: [{ by: 'start_time', descending: true }] as const,
    maxResults: 10,
  };
  const rejected = new Map<string, number>();
  let considered = 0;
  for await (const page of pages((pageToken) => store.searchRuns({ ...search, pageToken }), 'the run search')) {
    for (const run of page) {
      considered += 1;
      const foreign = run.experimentId !== experiment.experimentId || run.lifecycleStage !== 'active';
      const reason = foreign
        ? 'deleted or of another experiment'
        : run.runId === scope.except
          ? 'that is the run itself'
          : scope.gitSha !== undefined && !commitOf(run)?.startsWith(scope.gitSha)
            ? 'of another commit'
            : undefined;
      if (reason === undefined) {
        const why = `started last in experiment "${experiment.name}"${conditions(scope)}`;
        return { run, why, considered, rejected, notes: [] };
      }
      rejected.set(reason, (rejected.get(reason) ?? 0) + 1);
    }
  }
  return missing(
    `experiment "${experiment.name}" has no run${conditions(scope)}${considered > 0 ? ` (${plural(considered, 'run')} looked at)` : ''}`,
    { considered, rejected },
  );
}

/** ` with commit 4b825dc and filter …`: what else was asked for. */
export function conditions({ gitSha, filter, except }: Scope): string {
  const asked = [...(gitSha ? [`commit ${gitSha}`] : []), ...(filter ? [`filter ${filter}`] : [])];
  return (asked.length > 0 ? ` with ${asked.join(' and ')}` : '') + (except ? ', the run itself aside' : '');
}
