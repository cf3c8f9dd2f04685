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
  let agent: Promise<AxiosRequestConfig> | undefined;

  return async function send(
    request: HttpRequest,
    responseType: 'text' | 'stream',
    signal: AbortSignal,
  ): Promise<AxiosResponse> {
    agent ??= tlsConfig(tls);
    const method = request.method ?? 'GET';
    const body = request.json === undefined ? request.body : JSON.stringify(request.json);
    const reads = method === 'GET' || method === 'HEAD';
    const url = baseUrl + request.path + queryString(request.query);
    const limit = request.maxBytes ?? DEFAULT_MAX_BYTES;
    const answer = await client.request({
      ...(await agent),
      method,
      url,
      ...(bypassesProxy(url) ? { proxy: false as const } : {}),
      ...(body === undefined ? {} : { data: body }),
      headers: {
        'Accept-Encoding': responseType === 'text' ? 'gzip' : 'identity',
        ...(request.json === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...request.headers,
      },
      // axios accepts a compressed body that ends too early; `readText` does not.
      ...(responseType === 'text' ? ({ responseType: 'arraybuffer', decompress: false } as const) : { responseType }),
      maxContentLength: limit,
      // A redirected POST would arrive as a GET; the caller is told where to point instead.
      maxRedirects: reads ? 5 : 0,
      signal,
    });
    if (responseType === 'text') answer.data = await readText(answer, limit);
    return answer;
  };
}

function usesTls(tls: TlsOptions): boolean {
  return Boolean(tls.ca || tls.cert || tls.key || tls.insecureSkipVerify);
}

/** An own CA is added to the default roots (which hold NODE_EXTRA_CA_CERTS), where `ca` alone would replace them. */
async function tlsConfig(options: TlsOptions): Promise<AxiosRequestConfig> {
  if (!usesTls(options)) return {};
  const [{ Agent }, tls] = await Promise.all([import('node:https'), import('node:tls')]);
  const { ca, cert, key, insecureSkipVerify } = options;
  return {
    httpsAgent: new Agent({
      keepAlive: true,
      ...(ca ? { ca: [...tls.getCACertificates('default'), ca] } : {}),
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
