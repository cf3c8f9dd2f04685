import type { Experiment, MlflowStore } from '@ml-actions/mlflow/store';

/** The experiment of a name or id, or why there is none. A number may be both: then it must not be two different experiments. */
export async function findExperiment(
  store: Pick<MlflowStore, 'experimentById' | 'experimentByName'>,
  nameOrId: string,
): Promise<{ experiment: Experiment } | { missing: string }> {
  const [byName, byId] = await Promise.all([
    store.experimentByName(nameOrId),
    /^\d+$/.test(nameOrId) ? store.experimentById(nameOrId) : undefined,
  ]);
  if (byName && byId && byName.experimentId !== byId.experimentId) {
    return {
      missing: `"${nameOrId}" is the id of experiment "${byId.name}" and the name of experiment ${byName.experimentId}: use a name or id that is not both`,
    };
  }
  const experiment = byName ?? byId;
  if (experiment === undefined) return { missing: `there is no experiment "${nameOrId}"` };
  if (experiment.lifecycleStage !== 'active')
    return { missing: `experiment "${nameOrId}" is ${experiment.lifecycleStage}` };
  return { experiment };
}
