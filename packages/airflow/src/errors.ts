import { excerpt, type HttpResponse, isTransient } from '@ml-actions/http';
import { ServiceError } from '@ml-actions/kit/errors';

export const SERVICE = 'Airflow';

/**
 * The reason in an error's body, whatever its shape: `detail` as a text, as FastAPI's list of `{loc, msg}`, as an object with `message`,
 * or null with a `title` (problem+json). undefined when the body is none of Airflow's.
 */
export function reasonOf(response: Pick<HttpResponse, 'text'>): string | undefined {
  const body = parse(response.text);
  if (!isRecord(body) || !('detail' in body)) return undefined;
  const { detail, title } = body;
  if (Array.isArray(detail)) return detail.map(describeProblem).join('; ');
  if (isRecord(detail)) return String(detail.message ?? detail.reason ?? JSON.stringify(detail));
  return typeof detail === 'string' && detail !== '' ? detail : String(title ?? '');
}

/** The routes of Airflow that do not exist are answered in other words than the things that do not. */
export function isNotFound(response: HttpResponse): boolean {
  if (response.status !== 404) return false;
  const reason = reasonOf(response);
  return reason !== undefined && reason !== 'Not Found' && !reason.startsWith('The requested URL was not found');
}

/** Anything but the answer that was asked for, as an error that says what to do next. */
export function refusal(response: HttpResponse, what: string): ServiceError {
  const reason = reasonOf(response);
  const foreign = reason === undefined && response.status === 404 && !response.text.includes('"error"');
  return new ServiceError({
    service: SERVICE,
    message: foreign
      ? `${what}: 404 from something that is not Airflow: ${excerpt(response.text)}`
      : `${what}: ${excerpt(reason || response.text, 600)}`,
    // An ingress whose backend restarts says 404, too: without a status it counts as "could not look", not as "is not there".
    status: foreign ? undefined : response.status,
    url: response.url,
    hint: hintFor(response.status, foreign),
  });
}

function hintFor(status: number, foreign: boolean): string | undefined {
  if (foreign) return 'Is "airflow-url" the base URL of Airflow, with its path prefix if it has one?';
  if (status === 401) return 'Check "username" and "password", or "token": Airflow does not accept these credentials.';
  if (status === 403)
    return 'The user may not do this (or, on Airflow 2, user and password are wrong): see "Permissions" in the README.';
  if (status === 404) return 'Does "api-version" fit this Airflow (v1 for Airflow 2, v2 for Airflow 3)?';
  return undefined;
}

/** True when asking again may get another answer: nothing arrived, it was broken, or the service was not able to answer. */
export function mayPass(error: unknown): error is ServiceError {
  if (!(error instanceof ServiceError)) return false;
  return error.status === undefined || error.status < 400 || isTransient(error.status);
}

/** An answer that lacks something we rely on. */
export function unreadable(response: HttpResponse, what: string, problems: readonly string[]): ServiceError {
  return new ServiceError({
    service: SERVICE,
    message: `${what}: the answer is not what Airflow sends: ${problems.join('; ')}`,
    hint: 'Is this version of Airflow supported, and is nothing between here and Airflow that rewrites answers?',
    status: response.status,
    url: response.url,
  });
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function describeProblem(problem: unknown): string {
  if (!isRecord(problem)) return String(problem);
  const { loc, msg } = problem;
  const where = Array.isArray(loc) ? loc.filter((part) => part !== 'body').join('.') : '';
  return where ? `${where}: ${msg}` : String(msg ?? JSON.stringify(problem));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
