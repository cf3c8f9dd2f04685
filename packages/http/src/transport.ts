import https from 'node:https';
import { getCACertificates } from 'node:tls';
import axios, { type AxiosRequestConfig, type AxiosResponse } from 'axios';
import { bypassesProxy } from './proxy.ts';
import { readText } from './text.ts';
import type { HttpRequest, TlsOptions } from './types.ts';

export interface TransportOptions {
  baseUrl: string;
  tls: TlsOptions;
  userAgent: string;
}

const DEFAULT_MAX_BYTES = 32 * 1024 * 1024;

/** One attempt over the wire, by axios: proxies from the environment, redirects for reading requests only, any status is an answer. */
export function createTransport({ baseUrl, tls, userAgent }: TransportOptions) {
  const client = axios.create({
    adapter: 'http',
    headers: { 'User-Agent': userAgent, Accept: 'application/json' },
    validateStatus: () => true,
    transformResponse: (body) => body,
    transformRequest: (body) => body,
  });
  let agent: AxiosRequestConfig | undefined;

  return async function send(
    request: HttpRequest,
    responseType: 'text' | 'stream',
    signal: AbortSignal,
  ): Promise<AxiosResponse> {
    agent ??= tlsConfig(tls);
    const method = request.method ?? 'GET';
    const body = request.json === undefined ? request.body : JSON.stringify(request.json);
    const reads = method === 'GET' || method === 'HEAD';
    const limit = request.maxBytes ?? DEFAULT_MAX_BYTES;
    const config: AxiosRequestConfig = {
      ...agent,
      method,
      ...(body === undefined ? {} : { data: body }),
      // axios accepts a compressed body that ends too early; `readText` does not.
      ...(responseType === 'text' ? ({ responseType: 'arraybuffer', decompress: false } as const) : { responseType }),
      maxContentLength: limit,
      maxRedirects: 0,
      signal,
    };
    let url = baseUrl + request.path + queryString(request.query);
    let headers: Record<string, string> = {
      ...(request.json === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...request.headers,
    };
    for (let redirects = 0; ; redirects += 1) {
      const answer = await client.request({
        ...config,
        url,
        headers: { 'Accept-Encoding': responseType === 'text' ? 'gzip' : 'identity', ...headers },
        ...(bypassesProxy(url) ? { proxy: false as const } : {}),
      });
      // A redirected POST would arrive as a GET; the caller is told where to point instead.
      const next = reads && isFromService(answer) ? redirectTarget(answer, url) : undefined;
      if (next === undefined) {
        if (responseType === 'text') answer.data = readText(answer, limit);
        return answer;
      }
      if (responseType === 'stream') answer.data.destroy();
      if (redirects === MOST_REDIRECTS) {
        throw Object.assign(new Error(`more than ${MOST_REDIRECTS} redirects`), { code: 'ERR_TOO_MANY_REDIRECTS' });
      }
      if (!keepsLogin(url, next)) headers = {};
      url = next;
    }
  };
}

const MOST_REDIRECTS = 5;

/** A proxy that refuses to open a tunnel answers itself, in the clear; that must not pass for an answer of the service. */
export function isFromService({ request, config }: AxiosResponse): boolean {
  return !/^https:/i.test(config.url ?? '') || request?.socket?.encrypted === true;
}

function redirectTarget({ status, headers }: AxiosResponse, from: string): string | undefined {
  const { location } = headers;
  if (![301, 302, 303, 307, 308].includes(status) || !location || !URL.canParse(location, from)) return undefined;
  const target = new URL(location, from);
  return /^https?:$/.test(target.protocol) ? target.href : undefined;
}

/** The caller's headers (logins and keys among them) go to the same host only, and not from TLS to none. */
function keepsLogin(from: string, to: string): boolean {
  const [here, there] = [new URL(from), new URL(to)];
  if (here.hostname !== there.hostname) return false;
  return here.origin === there.origin || (here.protocol === 'http:' && there.protocol === 'https:');
}

function usesTls(tls: TlsOptions): boolean {
  return Boolean(tls.ca || tls.cert || tls.key || tls.insecureSkipVerify);
}

/** An own CA is added to the default roots (which hold NODE_EXTRA_CA_CERTS), where `ca` alone would replace them. */
function tlsConfig(options: TlsOptions): AxiosRequestConfig {
  if (!usesTls(options)) return {};
  const { ca, cert, key, insecureSkipVerify } = options;
  return {
    httpsAgent: new https.Agent({
      keepAlive: true,
      ...(ca ? { ca: [...getCACertificates('default'), ca] } : {}),
      ...(cert ? { cert } : {}),
      ...(key ? { key } : {}),
      rejectUnauthorized: !insecureSkipVerify,
    }),
  };
}

function queryString(query: HttpRequest['query']): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (Array.isArray(value)) for (const item of value) params.append(name, item);
    else if (value !== undefined) params.append(name, String(value));
  }
  const text = params.toString();
  return text ? `?${text}` : '';
}
