/** A service on 127.0.0.1 that answers in every odd way a service can, by the path it is asked for, and counts. */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

export interface Seen {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface OddService {
  url: string;
  port: number;
  /** Every request since the last call. */
  seen(): Seen[];
  stop(): Promise<void>;
}

/** With certificates it speaks TLS. `elsewhere` is where it redirects to. */
export async function startOddService({
  tls,
  elsewhere = '',
}: {
  tls?: ServerOptions;
  elsewhere?: string;
} = {}): Promise<OddService> {
  let requests: Seen[] = [];
  const listener: RequestListener = async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const path = request.url ?? '';
    const before = requests.filter((one) => one.path === path).length;
    requests.push({ method: request.method ?? '', path, headers: request.headers, body });
    answer(path.replace(/\?.*$/, ''), before, request, response, elsewhere);
  };
  const server: Server = tls ? createTlsServer(tls, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    seen() {
      const all = requests;
      requests = [];
      return all;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Answer = (response: ServerResponse, before: number, request: IncomingMessage, elsewhere: string) => unknown;

const json = (response: ServerResponse, value: unknown) =>
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));

const ANSWERS: Record<string, Answer> = {
  '/ok': (response) => json(response, { ok: true }),
  '/bom': (response) => response.end('\ufeff{"ok": "ä"}'),
  '/gzip': (response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('{"ok": "gzip"}')),
  '/gzip-half': (response) =>
    response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('{"ok": "gzip"}'.repeat(999)).subarray(0, 30)),
  '/bomb': (response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000))),
  '/large': (response) => response.end('x'.repeat(100_001)),
  '/html': (response) =>
    response.end(
      '<html><style>p { color: red }</style><title>Sign in</title><script>x()</script><p>Please sign in</html>',
    ),
  '/empty': (response) => response.end(),
  '/half-json': (response) => response.end('{"access_token": "hunter22", "expires'),
  '/truncated': (response) => {
    response.writeHead(200, { 'Content-Length': 100 }).write('{"ok": ');
    setTimeout(() => response.destroy(), 20);
  },
  '/503-twice': (response, before) =>
    before < 2 ? response.writeHead(503).end('<h1>busy</h1>') : json(response, { after: before }),
  '/503': (response) => response.writeHead(503).end('overloaded'),
  '/500': (response) => response.writeHead(500).end(''),
  '/404': (response) => response.writeHead(404).end('{"detail": "no such thing"}'),
  '/429-once': (response, before) =>
    before < 1 ? response.writeHead(429, { 'Retry-After': '1' }).end('slow down') : json(response, { after: before }),
  '/429-long': (response) => response.writeHead(429, { 'Retry-After': '3600' }).end('slow down'),
  '/reset-once': (response, before) => {
    if (before >= 1) return json(response, { after: before });
    response.writeHead(200, { 'Content-Length': 1000 }).write('{"half": ');
    setTimeout(() => response.socket?.resetAndDestroy(), 20);
  },
  '/reset-before-answer': (response) => response.socket?.resetAndDestroy(),
  '/drip': async (response) => {
    for (let n = 0; n < 200 && !response.destroyed; n += 1) {
      response.write('.');
      await sleep(50);
    }
    response.end();
  },
  '/silent': () => undefined,
  '/redirect': (response) => response.writeHead(302, { Location: '/ok?from=redirect' }).end(),
  '/redirect-elsewhere': (response, _, __, elsewhere) =>
    response.writeHead(302, { Location: `${elsewhere}/ok?code=hunter22` }).end(),
  '/redirect-circle': (response) => response.writeHead(302, { Location: '/redirect-circle' }).end(),
  '/lines': async (response) => {
    const bytes = Buffer.from('{"a": "ä€🦄"}\r\n\n{"b": 2}\nlast');
    // One byte at a time: no character of more than one byte arrives whole.
    for (const byte of bytes) {
      response.write(Buffer.from([byte]));
      await sleep(1);
    }
    response.end();
  },
  '/lines-broken': (response) => {
    response.write('one\ntwo\nthr');
    setTimeout(() => response.socket?.resetAndDestroy(), 50);
  },
  '/lines-forever': async (response) => {
    for (let n = 0; !response.destroyed; n += 1) {
      response.write(`${n}\n`);
      await sleep(20);
    }
  },
};

function answer(
  path: string,
  before: number,
  request: IncomingMessage,
  response: ServerResponse,
  elsewhere: string,
): void {
  const found = ANSWERS[path];
  if (found) found(response, before, request, elsewhere);
  else response.writeHead(404).end('no such path');
}
