import type { Clock } from '@ml-actions/kit/clock';
import { ServiceError } from '@ml-actions/kit/errors';
import type { AxiosResponse } from 'axios';
import { addressOf } from './address.ts';
import { type Explained, explainTransport } from './explain.ts';
import { lines } from './lines.ts';
import { type Attempt, isTransient, retry, retryAfter } from './retry.ts';
import { createTransport, isFromService } from './transport.ts';
import type { Http, HttpRequest, HttpResponse, HttpStream, TlsOptions } from './types.ts';

export interface HttpOptions {
  /** The service as a person calls it; starts every error message. */
  service: string;
  /** Without a trailing slash. */
  baseUrl: string;
  tls?: TlsOptions;
  /** Longest time for one attempt in milliseconds; default 30,000. */
  timeoutMs?: number;
  /** Longest time for all attempts of a request in milliseconds; default 60,000. */
  retryForMs?: number;
  clock: Clock;
  random?: () => number;
  log: { debug(message: string): void; info(message: string): void };
  signal?: AbortSignal;
}

/** The one HTTP client: retries, `Retry-After`, deadlines, proxies, private CAs, size limits, errors that say what to do. */
export function createHttp(options: HttpOptions): Http {
  const { service, baseUrl, clock, log } = options;
  const send = createTransport({ baseUrl, tls: options.tls ?? {}, userAgent: 'ml-actions' });

  async function once(request: HttpRequest, responseType: 'text' | 'stream'): Promise<AxiosResponse | Explained> {
    const method = request.method ?? 'GET';
    const url = addressOf(baseUrl + request.path);
    const stop = anySignal(options.signal, request.signal);
    const timeout = AbortSignal.timeout(request.timeoutMs ?? options.timeoutMs ?? 30_000);
    const started = clock.monotonic();
    try {
      const answer = await send(request, responseType, stop ? AbortSignal.any([stop, timeout]) : timeout);
      log.debug(`${service}: ${method} ${url} → ${answer.status} in ${Math.round(clock.monotonic() - started)} ms`);
      return answer;
    } catch (cause) {
      if (stop?.aborted) throw stop.reason;
      return explainTransport({ service, method, url, cause, timedOut: timeout.aborted });
    }
  }

  async function attempt(request: HttpRequest): Promise<Attempt<HttpResponse>> {
    const method = request.method ?? 'GET';
    const answer = await once(request, 'text');
    if ('error' in answer) {
      return repeatable(request) && !answer.settled ? { again: answer.error } : fail(answer.error);
    }
    const response = readable(service, answer, addressOf(baseUrl + request.path));
    if (answer.status === 407 || !isFromService(answer)) {
      const refused = proxyRefused(service, response);
      return isTransient(answer.status) && repeatable(request) ? { again: refused } : fail(refused);
    }
    if (answer.status >= 300 && answer.status < 400 && method !== 'GET' && method !== 'HEAD')
      throw redirected(service, response);
    if (!isTransient(answer.status)) return { done: response };
    const again = new ServiceError({
      service,
      message: `${method} was answered ${answer.status}: ${excerpt(response.text)}`,
      status: answer.status,
      url: response.url,
      // A 429 was refused before anything was done; after a 5xx nobody knows.
      ambiguous: answer.status >= 500 || answer.status === 408,
      hint: answer.status === 429 ? 'The service limits requests; try later or less often.' : undefined,
    });
    const mayRepeat = repeatable(request) || answer.status === 429 || answer.status === 425;
    return mayRepeat ? { again, retryAfterMs: retryAfter(response.headers['retry-after'], clock.now()) } : fail(again);
  }

  return {
    request: (request) =>
      retry(() => attempt(request), {
        clock,
        random: options.random ?? Math.random,
        retryForMs: request.retryForMs ?? options.retryForMs ?? 60_000,
        signal: anySignal(options.signal, request.signal),
        onRetry: (error, waitMs) => log.info(`${error.message}; trying again in ${Math.ceil(waitMs / 100) / 10} s`),
      }),
    async stream(request): Promise<HttpStream> {
      const answer = await once(request, 'stream');
      if ('error' in answer) throw answer.error;
      const url = addressOf(baseUrl + request.path);
      if (answer.status === 407 || !isFromService(answer)) {
        answer.data.destroy();
        throw proxyRefused(service, { status: answer.status, url, text: '' });
      }
      const stop = anySignal(options.signal, request.signal);
      return { status: answer.status, headers: flatten(answer), lines: lines(answer.data, { service, url, stop }) };
    },
  };
}

function repeatable({ method = 'GET', idempotent = method !== 'POST' && method !== 'PATCH' }: HttpRequest): boolean {
  return idempotent;
}

function fail(error: ServiceError): never {
  throw error;
}

function anySignal(...signals: (AbortSignal | undefined)[]): AbortSignal | undefined {
  const given = signals.filter((signal) => signal !== undefined);
  return given.length > 1 ? AbortSignal.any(given) : given[0];
}

function flatten(answer: AxiosResponse): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) headers[name.toLowerCase()] = String(value);
  return headers;
}

function readable(service: string, answer: AxiosResponse, url: string): HttpResponse {
  const text = typeof answer.data === 'string' ? answer.data : '';
  const headers = flatten(answer);
  return {
    status: answer.status,
    headers,
    text,
    url,
    json() {
      try {
        return JSON.parse(text);
      } catch (cause) {
        const kind = /^\s*</.test(text) ? 'an HTML or XML page' : text === '' ? 'an empty body' : 'no complete JSON';
        throw new ServiceError({
          service,
          message: `expected JSON, got ${kind}: ${excerpt(text)}`,
          hint: `Is ${url} the address of ${service}, and not of a login page or a proxy?`,
          status: answer.status,
          url,
          cause,
        });
      }
    },
  };
}

function proxyRefused(
  service: string,
  { status, url, text }: Pick<HttpResponse, 'status' | 'url' | 'text'>,
): ServiceError {
  const login = status === 401 || status === 407;
  return new ServiceError({
    service,
    message: login
      ? 'the proxy on the way wants a user and a password'
      : `the proxy on the way refused the connection: ${excerpt(text)}`,
    hint: login
      ? 'Put them into HTTPS_PROXY and HTTP_PROXY: http://user:password@proxy.example.com:3128'
      : 'May the proxy of HTTPS_PROXY connect to this host and port? NO_PROXY names those that are asked directly.',
    status,
    url,
  });
}

function redirected(service: string, response: HttpResponse): ServiceError {
  const { location } = response.headers;
  return new ServiceError({
    service,
    message: `the request was redirected to ${location ? addressOf(location) : 'another address'}`,
    hint: 'Set the address in the input to the one it is redirected to.',
    status: response.status,
    url: response.url,
  });
}

/** More than this of a body is not looked at for an excerpt of it: the patterns below are not made for megabytes. */
const LOOKED_AT = 4000;

/** The beginning of a body, on one line, for an error message; without what stands under a key that sounds like a secret. */
export function excerpt(text: string, limit = 200): string {
  const line = text
    .slice(0, Math.max(LOOKED_AT, limit))
    .replace(/<(style|script)\b[^>]*>.*?(<\/\1>|$)/gis, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/("[\w-]*(?:token|passw(?:or)?d|secret)"\s*:\s*")[^"]*/gi, '$1***')
    .replace(/\s+/g, ' ')
    .trim();
  if (line === '') return text.trim() === '' ? '(empty)' : '(no text)';
  return line.length > limit ? `${line.slice(0, limit).replace(/[\ud800-\udbff]$/, '')}…` : line;
}
