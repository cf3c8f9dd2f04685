import { parseFilter } from '@ml-actions/mlflow/filter';
import { matches } from '@ml-actions/mlflow/filter-match';
import { offsetOf, pageOf } from '@ml-actions/mlflow/offset';
import { sortRuns } from '@ml-actions/mlflow/sort';
import type { MlflowStore, ModelVersion, Run } from '@ml-actions/mlflow/store';

/** A run for tests: a finished one of experiment 1. */
export function aRun(runId: string, metrics: Record<string, number>, more: Partial<Run> = {}): Run {
  return {
    runId,
    runName: `name of ${runId}`,
    experimentId: '1',
    status: 'FINISHED',
    lifecycleStage: 'active',
    startTime: 1000,
    endTime: 2000,
    userId: 'ci',
    artifactUri: '',
    metrics: new Map(Object.entries(metrics).map(([key, value]) => [key, { key, value, timestamp: 5, step: 0 }])),
    params: new Map(),
    tags: new Map(),
    ...more,
  };
}

/** A store for tests, held in memory; `change` replaces single operations. */
export function fakeStore(
  runs: Run[],
  {
    versions = [],
    aliases = {},
    histories = {},
  }: {
    versions?: ModelVersion[];
    aliases?: Record<string, string>;
    histories?: Record<string, number[]>;
  } = {},
  change: Partial<MlflowStore> = {},
): MlflowStore {
  const experiments = [
    { experimentId: '1', name: 'churn', lifecycleStage: 'active' },
    { experimentId: '2', name: 'gone', lifecycleStage: 'deleted' },
    { experimentId: '3', name: '1', lifecycleStage: 'active' },
  ];
  return {
    place: 'memory',
    notes: [],
    getRun: async (id) => runs.find(({ runId }) => runId === id),
    async searchRuns({ experimentIds, filter = '', orderBy = [], maxResults, pageToken }) {
      const clauses = parseFilter(filter);
      const found = runs.filter(
        (run) => experimentIds.includes(run.experimentId) && run.lifecycleStage === 'active' && matches(run, clauses),
      );
      const offset = offsetOf(pageToken);
      return pageOf(
        sortRuns(found, orderBy).slice(offset, offset + maxResults),
        found.length > offset + maxResults,
        offset,
      );
    },
    experimentById: async (id) => experiments.find(({ experimentId }) => experimentId === id),
    experimentByName: async (name) => experiments.find((experiment) => experiment.name === name),
    async metricHistory(_, key, { maxResults, pageToken }) {
      const all = (histories[key] ?? []).map((value, step) => ({ key, value, step, timestamp: step }));
      const offset = offsetOf(pageToken);
      return pageOf(all.slice(offset, offset + maxResults), all.length > offset + maxResults, offset);
    },
    modelVersion: async (name, version) => versions.find((one) => one.name === name && one.version === version),
    modelVersionByAlias: async (name, alias) =>
      versions.find((one) => one.name === name && one.version === aliases[alias]),
    modelVersionByStage: async (name, stage) => versions.find((one) => one.name === name && one.stage === stage),
    runUrl: ({ runId }) => `http://mlflow.test/#/runs/${runId}`,
    close: () => undefined,
    ...change,
  };
}
