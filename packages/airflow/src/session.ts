import type { Http, HttpRequest, HttpResponse, HttpStream } from '@ml-actions/http';
import type { Auth } from './auth.ts';
import { reasonOf } from './errors.ts';

/** Requests with credentials; a refused token is renewed once. */
export interface Session {
  request(request: HttpRequest): Promise<HttpResponse>;
  stream(request: HttpRequest): Promise<HttpStream>;
}

/** Wraps the client in credentials. `prefix` is put before every path. */
export function openSession(http: Http, auth: Auth, prefix: string): Session {
  const prepare = async (request: HttpRequest): Promise<HttpRequest> => ({
    ...request,
    path: prefix + request.path,
    headers: { ...request.headers, ...(await auth.headers(http)) },
  });
  return {
    async request(request) {
      const response = await http.request(await prepare(request));
      // A refused request was not carried out, so even a trigger may be repeated.
      if (!refusesToken(response) || !auth.refused(reasonOf(response) ?? String(response.status))) return response;
      return http.request(await prepare(request));
    },
    async stream(request) {
      const stream = await http.stream(await prepare(request));
      if (stream.status !== 401 && stream.status !== 403) return stream;
      await discard(stream);
      return auth.refused(String(stream.status)) ? http.stream(await prepare(request)) : stream;
    },
  };
}

/** 401, or the 403 that Airflow 3 gives to a token that it cannot read; a plain 403 is about permissions. */
function refusesToken(response: HttpResponse): boolean {
  return response.status === 401 || (response.status === 403 && /token/i.test(reasonOf(response) ?? ''));
}

async function discard(stream: HttpStream): Promise<void> {
  const { return: close } = stream.lines[Symbol.asyncIterator]();
  await close?.();
}
