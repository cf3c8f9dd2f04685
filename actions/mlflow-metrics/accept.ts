import type { Run } from '@ml-actions/mlflow/store';
import { COMMIT_TAG, commitOf, filterOf, type Scope, type Store } from './choice.ts';

/** Why a chosen run may not be used; undefined when it may. Checks what the selection promised once more. */
export async function objection(store: Store, run: Run, scope: Scope): Promise<string | undefined> {
  const named = `run ${run.runId}`;
  if (run.lifecycleStage !== 'active') return `${named} is deleted`;
  if (!scope.statuses.includes(run.status)) {
    return `${named} has status ${run.status || '(none)'}, required is ${scope.statuses.join(' or ')}`;
  }
  if (scope.experiment !== undefined && run.experimentId !== scope.experiment.experimentId) {
    return `${named} belongs to experiment ${run.experimentId}, not to "${scope.experiment.name}" (${scope.experiment.experimentId})`;
  }
  if (scope.gitSha !== undefined) {
    const commit = commitOf(run);
    if (commit === undefined)
      return `${named} has no tag ${COMMIT_TAG}, so nothing proves that it comes from commit ${scope.gitSha}`;
    if (!commit.startsWith(scope.gitSha)) return `${named} comes from commit ${commit}, not from ${scope.gitSha}`;
  }
  if (scope.filter !== undefined && !(await fulfils(store, run, scope.filter))) {
    return `${named} does not fulfil the filter ${scope.filter}`;
  }
  return undefined;
}

async function fulfils(store: Store, run: Run, filter: string): Promise<boolean> {
  const { items } = await store.searchRuns({
    experimentIds: [run.experimentId],
    filter: filterOf({ filter, gitSha: undefined }, `attributes.run_id = '${run.runId}'`),
    maxResults: 2,
  });
  return items.some(({ runId }) => runId === run.runId);
}
