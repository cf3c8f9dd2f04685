/** For tests: an `Http` that answers from a function, and a response made of plain data. */
import type { Http, HttpRequest, HttpResponse } from '@ml-actions/http';
import { ServiceError } from '@ml-actions/kit/errors';

export function fakeHttp(answer: (request: HttpRequest) => HttpResponse | Promise<HttpResponse>): Http & {
  requests: HttpRequest[];
} {
  const requests: HttpRequest[] = [];
  return {
    requests,
    async request(request) {
      requests.push(request);
      return answer(request);
    },
    async stream(request) {
      requests.push(request);
      const { status, headers, text } = await answer(request);
      const lines = text === '' ? [] : text.split('\n');
      return {
        status,
        headers,
        lines: (async function* () {
          yield* lines;
        })(),
      };
    },
  };
}

/** A body that is no text is sent as JSON. */
export function response(status: number, body: unknown = {}): HttpResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const url = 'http://airflow/x';
  return {
    status,
    headers: {},
    text,
    url,
    json() {
      try {
        return JSON.parse(text);
      } catch (cause) {
        throw new ServiceError({ service: 'Airflow', message: 'expected JSON', status, url, cause });
      }
    },
  };
}
