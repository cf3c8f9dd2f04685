import type { Http } from '@ml-actions/http';
import { ServiceError } from '@ml-actions/kit/errors';
import { createApi } from './api.ts';
import { answers } from './schemas.ts';
import type { MlflowStore, Order } from './store.ts';

export interface MlflowAuth {
  username?: string | undefined;
  password?: string | undefined;
  token?: string | undefined;
}

/** The value of the Authorization header; undefined for a server without authentication. */
export function authorization({ username, password, token }: MlflowAuth): string | undefined {
  if (token) return `Bearer ${token}`;
  if (!username) return undefined;
  return `Basic ${Buffer.from(`${username}:${password ?? ''}`, 'utf8').toString('base64')}`;
}

/**
 * A tracking server (REST API 2.0, https://mlflow.org/docs/latest/api_reference/rest-api.html). Search is a POST that changes nothing, so it
 * is repeated like a GET.
 * @param url base address without a trailing slash, for links.
 */
export function openRest(http: Http, url: string, auth: MlflowAuth = {}): MlflowStore {
  const api = createApi(http, authorization(auth));

  return {
    place: url,
    notes: [],
    async getRun(runId) {
      const answer = await api.get('runs/get', { run_id: runId }, answers.run);
      if (answer && answer.run.runId !== runId) throw mixedUp(`run ${runId}`, `run ${answer.run.runId}`);
      return answer?.run;
    },
    async searchRuns({ experimentIds, filter = '', orderBy = [], maxResults, pageToken }) {
      const answer = await api.search(
        'runs/search',
        {
          experiment_ids: experimentIds,
          ...(filter === '' ? {} : { filter }),
          run_view_type: 'ACTIVE_ONLY',
          max_results: maxResults,
          order_by: orderBy.map(orderText),
          ...(pageToken === undefined ? {} : { page_token: pageToken }),
        },
        answers.runs,
      );
      return { items: answer?.runs ?? [], nextPageToken: answer?.next_page_token || undefined };
    },
    experimentById: (id) => api.get('experiments/get', { experiment_id: id }, answers.experiment),
    async experimentByName(name) {
      const found = await api.get('experiments/get-by-name', { experiment_name: name }, answers.experiment);
      if (found && found.name !== name) throw mixedUp(`experiment "${name}"`, `experiment "${found.name}"`);
      return found;
    },
    async metricHistory(runId, key, { maxResults, pageToken }) {
      const query = { run_id: runId, metric_key: key, max_results: maxResults, page_token: pageToken };
      const answer = await api.get('metrics/get-history', query, answers.history);
      return { items: answer?.metrics ?? [], nextPageToken: answer?.next_page_token || undefined };
    },
    async modelVersion(name, number) {
      return (await api.get('model-versions/get', { name, version: number }, answers.version))?.model_version;
    },
    async modelVersionByAlias(name, alias) {
      // The alias that is not set is a 400 (MLflow 3.17: "Registered model alias x not found.").
      const absent = /alias .* not found/i;
      return (await api.get('registered-models/alias', { name, alias }, answers.version, absent))?.model_version;
    },
    async modelVersionByStage(name, stage) {
      const body = { name, stages: [stage] };
      const answer = await api.search('registered-models/get-latest-versions', body, answers.versions);
      return answer?.model_versions.find((one) => one.stage.toLowerCase() === stage.toLowerCase());
    },
    runUrl: ({ runId, experimentId }) =>
      `${url}/#/experiments/${encodeURIComponent(experimentId)}/runs/${encodeURIComponent(runId)}`,
    close: () => undefined,
  };
}

function orderText(order: Order): string {
  const what = order.by === 'metric' ? `metrics.\`${order.key}\`` : `attributes.${order.by}`;
  return `${what} ${order.descending ? 'DESC' : 'ASC'}`;
}

function mixedUp(asked: string, got: string): ServiceError {
  return new ServiceError({
    service: 'MLflow',
    message: `asked for ${asked}, was answered with ${got}`,
    hint: 'Is a cache or a proxy between here and the server?',
  });
}
