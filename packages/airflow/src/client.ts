import type { Http } from '@ml-actions/http';
import type { Clock } from '@ml-actions/kit/clock';
import { ServiceError } from '@ml-actions/kit/errors';
import type { Secrets } from '@ml-actions/kit/secrets';
import { type Auth, type Credentials, createAuth } from './auth.ts';
import { refusal, SERVICE } from './errors.ts';
import { readVersion } from './readers.ts';
import { openSession } from './session.ts';
import type { AirflowApi, ApiVersion } from './types.ts';
import { createV1 } from './v1.ts';
import { createV2 } from './v2.ts';

export interface ConnectOptions {
  http: Http;
  /** The base URL of `http`, for the addresses that people open. */
  baseUrl: string;
  apiVersion: ApiVersion | 'auto';
  credentials: Credentials;
  clock: Pick<Clock, 'now'>;
  secrets: Pick<Secrets, 'add'>;
}

/** An Airflow, and the same Airflow over another HTTP client: what has to go on when the first one's signal is aborted. */
export interface Connection {
  api: AirflowApi;
  over(http: Http): AirflowApi;
}

/** Finds out which API is there (`auto`: at most two requests, no credentials needed) and opens it. */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const { http, baseUrl, apiVersion } = options;
  const version = apiVersion === 'auto' ? await detectVersion(http) : apiVersion;
  const auth = createAuth({ ...options, version });
  const over = (other: Http) => createAirflow(version, other, auth, baseUrl);
  return { api: over(http), over };
}

export function createAirflow(version: ApiVersion, http: Http, auth: Auth, baseUrl: string): AirflowApi {
  const session = openSession(http, auth, `/api/${version}`);
  return version === 'v1' ? createV1(session, baseUrl) : createV2(session, baseUrl);
}

/** Airflow 3 serves `/api/v2/version` and has removed v1; Airflow 2 the other way round. Neither asks for credentials. */
export async function detectVersion(http: Http): Promise<ApiVersion> {
  const second = await http.request({ path: '/api/v2/version' });
  if (second.status === 200) {
    readVersion(second);
    return 'v2';
  }
  if (second.status !== 404) throw refusal(second, 'asking for the version');
  const first = await http.request({ path: '/api/v1/version' });
  if (first.status === 200) {
    readVersion(first);
    return 'v1';
  }
  throw new ServiceError({
    service: SERVICE,
    message: `neither /api/v2/version nor /api/v1/version is there (404 and ${first.status})`,
    hint: 'Is "airflow-url" the base URL of Airflow, with its path prefix if it has one? If so, set "api-version".',
    status: first.status,
    url: first.url,
  });
}
