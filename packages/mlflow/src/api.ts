import { excerpt, type Http, type HttpRequest, type HttpResponse } from '@ml-actions/http';
import { ServiceError } from '@ml-actions/kit/errors';
import * as v from 'valibot';
import { answers } from './schemas.ts';

type Query = NonNullable<HttpRequest['query']>;

/** Requests below `/api/2.0/mlflow/` and what their answers mean. "Does not exist" is undefined; everything else unexpected throws. */
export interface MlflowApi {
  get<S extends v.GenericSchema>(
    path: string,
    query: Query,
    schema: S,
    absent?: RegExp,
  ): Promise<v.InferOutput<S> | undefined>;
  /** A POST that reads, and so may be repeated. */
  search<S extends v.GenericSchema>(path: string, body: object, schema: S): Promise<v.InferOutput<S> | undefined>;
}

export function createApi(http: Http, authorization: string | undefined): MlflowApi {
  const headers: Record<string, string> = authorization ? { Authorization: authorization } : {};

  async function ask<S extends v.GenericSchema>(request: HttpRequest, schema: S, absent?: RegExp) {
    const response = await http.request({ ...request, path: `/api/2.0/mlflow/${request.path}`, headers });
    if (response.status === 200) return read(response, schema);
    const problem = problemOf(response);
    const gone = problem?.error_code === 'RESOURCE_DOES_NOT_EXIST';
    if (gone || (absent !== undefined && response.status === 400 && absent.test(problem?.message ?? '')))
      return undefined;
    throw refused(response, problem);
  }

  return {
    get: (path, query, schema, absent) => ask({ path, query }, schema, absent),
    search: (path, json, schema) => ask({ method: 'POST', path, json, idempotent: true }, schema),
  };
}

function read<S extends v.GenericSchema>(response: HttpResponse, schema: S): v.InferOutput<S> {
  const parsed = v.safeParse(schema, response.json());
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new ServiceError({
    service: 'MLflow',
    message: `the answer is not what MLflow answers: ${issue.message}${issue.path ? ` at ${v.getDotPath(issue)}` : ''}`,
    hint: 'Is the address in "tracking-uri" that of an MLflow tracking server?',
    status: response.status,
    url: response.url,
  });
}

function problemOf(response: HttpResponse): v.InferOutput<typeof answers.problem> | undefined {
  try {
    const parsed = v.safeParse(answers.problem, JSON.parse(response.text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

function refused(response: HttpResponse, problem: { error_code: string; message: string } | undefined): ServiceError {
  return new ServiceError({
    service: 'MLflow',
    message: problem?.message ? excerpt(problem.message, 400) : `unexpected answer: ${excerpt(response.text)}`,
    hint: hintFor(response, problem !== undefined),
    status: response.status,
    url: response.url,
  });
}

function hintFor({ status, text }: HttpResponse, fromMlflow: boolean): string | undefined {
  if (status === 401)
    return 'Are the inputs "username" and "password" (or "token") right? The server asks for credentials.';
  if (status === 403 && /host header/i.test(text)) {
    return 'The server does not accept this host name: add it to `mlflow server --allowed-hosts`.';
  }
  if (status === 403) return 'The user may not read this: ask for READ permission on the experiment or model.';
  if (status === 404 && !fromMlflow)
    return 'Is "tracking-uri" the base address of the tracking server, without /api or /#/?';
  if (status === 400 && fromMlflow) return 'MLflow refused the request: is "filter" right?';
  return undefined;
}
