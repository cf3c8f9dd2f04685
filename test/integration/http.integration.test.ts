import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { HttpOptions } from '@ml-actions/http';
import { describeError, type ServiceError, systemClock } from '@ml-actions/kit';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as plugins from '../../scripts/bundle-plugins.ts';
import { type Certificates, makeCertificates } from './support/certificates.ts';
import { type OddService, startOddService } from './support/odd-service.ts';
import { type ForwardProxy, startProxy } from './support/proxy.ts';

const dir = mkdtempSync(join(tmpdir(), 'http-'));
const SOURCE = resolve('packages/http/src/index.ts');
const BUNDLED = join(dir, 'http.cjs');
const LOGIN = { user: 'proxyuser', password: 'pr0xy-pass' };

let pki: Certificates;
let otherPki: Certificates;
let plain: OddService;
let elsewhere: OddService;
let secure: OddService;
let mutual: OddService;
let proxy: ForwardProxy;
let lockedProxy: ForwardProxy;
let closedPort: number;

beforeAll(async () => {
  // What a release does to the code: axios trimmed, built-ins lazy, CommonJS.
  await build({
    entryPoints: [SOURCE],
    outfile: BUNDLED,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    minify: true,
    plugins: Object.values(plugins),
    logLevel: 'warning',
  });
  [pki, otherPki] = [makeCertificates(), makeCertificates()];
  elsewhere = await startOddService();
  // Another host name for the same machine, because two ports of one host are one host to a redirect.
  plain = await startOddService({ elsewhere: elsewhere.url.replace('127.0.0.1', 'localhost') });
  secure = await startOddService({ tls: pki.server });
  mutual = await startOddService({
    tls: { ...pki.server, ca: pki.ca.cert, requestCert: true, rejectUnauthorized: true },
  });
  [proxy, lockedProxy] = await Promise.all([startProxy(), startProxy(LOGIN)]);
  closedPort = await unusedPort();
});

afterAll(async () => {
  await Promise.all([plain, elsewhere, secure, mutual, proxy, lockedProxy].map((one) => one?.stop()));
  pki?.remove();
  otherPki?.remove();
  rmSync(dir, { recursive: true, force: true });
});

function unusedPort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}

describe.each([
  ['source', SOURCE],
  ['bundled', BUNDLED],
])('http, %s', (_, file) => {
  let library: typeof import('@ml-actions/http');
  const log: string[] = [];

  beforeAll(async () => {
    library = await import(pathToFileURL(file).href);
  });
  beforeEach(() => {
    log.length = 0;
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY']) {
      vi.stubEnv(name, undefined);
      vi.stubEnv(name.toLowerCase(), undefined);
    }
    for (const service of [plain, elsewhere, secure, mutual]) service.seen();
    for (const one of [proxy, lockedProxy]) one.requests();
  });
  afterEach(() => void vi.unstubAllEnvs());

  const client = (baseUrl: string, options: Partial<HttpOptions> = {}) =>
    library.createHttp({
      service: 'Test',
      baseUrl,
      clock: systemClock,
      random: () => 0,
      retryForMs: 10_000,
      log: { debug: (text) => log.push(text), info: (text) => log.push(text) },
      ...options,
    });

  async function failure(work: Promise<unknown>): Promise<ServiceError & { shown: string }> {
    const error = await work.then(
      (value) => new Error(`expected a failure, got ${JSON.stringify(value)}`),
      (caught: unknown) => caught as ServiceError,
    );
    expect(error).toMatchObject({ name: 'ServiceError', service: 'Test' });
    // The class of a bundle is another one; what people see is the same.
    const { message, hint, cause } = error as ServiceError;
    return Object.assign(error as ServiceError, { shown: [message, hint, describeError(cause)].join('\n') });
  }

  describe('TLS', () => {
    it('trusts a CA that is given', async () => {
      const http = client(secure.url, { tls: { ca: pki.ca.cert } });
      expect((await http.request({ path: '/ok' })).json()).toEqual({ ok: true });
    });

    it.each([
      ['an unknown CA', 'server', {}, /"ca-certificate"/],
      ['another CA', 'server', { ca: 'other' }, /"ca-certificate"|signature/i],
      ['an expired certificate', 'expired', { ca: 'own' }, /expired/],
      ['a certificate for another host', 'elsewhere', { ca: 'own' }, /another host name/],
    ])('says what is wrong with %s, at once', async (_, certificate, tls: { ca?: string }, words) => {
      const service = await startOddService({ tls: pki[certificate as 'server' | 'expired' | 'elsewhere'] });
      const ca = tls.ca === 'own' ? pki.ca.cert : tls.ca === 'other' ? otherPki.ca.cert : undefined;
      const started = performance.now();
      const error = await failure(client(service.url, { tls: { ca } }).request({ method: 'POST', path: '/ok' }));
      expect(performance.now() - started).toBeLessThan(5000);
      expect(error.shown).toMatch(words);
      expect(error.ambiguous).toBe(false);
      expect(service.seen()).toEqual([]);
      const again = await failure(client(service.url, { tls: { ca } }).request({ path: '/ok' }));
      expect(again.shown).not.toContain('attempts');
      expect(log).toEqual([]);
      await service.stop();
    });

    it('shows its own certificate where one is asked for', async () => {
      const tls = { ca: pki.ca.cert, cert: pki.client.cert, key: pki.client.key };
      expect((await client(mutual.url, { tls }).request({ path: '/ok' })).status).toBe(200);
    });

    it('says that a client certificate is missing', async () => {
      const error = await failure(
        client(mutual.url, { tls: { ca: pki.ca.cert }, retryForMs: 0 }).request({ path: '/ok' }),
      );
      expect(error.hint).toMatch(/"client-certificate"/);
      expect(mutual.seen()).toEqual([]);
    });

    it.each([
      ['a key of another certificate', () => ({ cert: pki.client.cert, key: otherPki.client.key })],
      ['half a PEM', () => ({ cert: pki.client.cert.slice(0, 100), key: pki.client.key })],
    ])('says so of %s', async (_, tls) => {
      const error = await failure(client(mutual.url, { tls: { ca: pki.ca.cert, ...tls() } }).request({ path: '/ok' }));
      expect(error.hint).toMatch(/"client-key"/);
    });

    it('does not verify when told so', async () => {
      const http = client(secure.url, { tls: { insecureSkipVerify: true } });
      expect((await http.request({ path: '/ok' })).status).toBe(200);
    });

    it('says that a port speaks no TLS', async () => {
      const error = await failure(
        client(plain.url.replace('http:', 'https:'), { retryForMs: 0 }).request({ path: '/ok' }),
      );
      expect(error.hint).toMatch(/TLS|https/);
    });

    it.each([
      ['the extra CA of Node', () => [secure.url, '', pki.ca.certFile]],
      ['a given CA beside the extra CA of Node', () => [secure.url, pki.ca.certFile, otherPki.ca.certFile]],
      ['the extra CA of Node beside a given one', () => [secure.url, otherPki.ca.certFile, pki.ca.certFile]],
    ])('trusts %s', async (_, make) => {
      const [url = '', ca = '', extra = ''] = make();
      const child = resolve('test/integration/support/http-child.ts');
      const env = { PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: extra };
      const { stdout } = await promisify(execFile)(process.execPath, [child, file, url, ca], { env });
      expect(stdout.trim()).toBe('{"ok":true}');
    });
  });

  describe('a proxy', () => {
    it('gets plain requests whole', async () => {
      vi.stubEnv('HTTP_PROXY', proxy.url);
      expect((await client(plain.url).request({ path: '/ok' })).status).toBe(200);
      expect(proxy.requests()).toEqual([`GET ${plain.url}/ok`]);
    });

    it('tunnels TLS with a private CA and a client certificate', async () => {
      vi.stubEnv('HTTPS_PROXY', proxy.url);
      const tls = { ca: pki.ca.cert, cert: pki.client.cert, key: pki.client.key };
      const http = client(mutual.url, { tls });
      expect((await http.request({ method: 'POST', path: '/ok', json: { a: 1 } })).status).toBe(200);
      expect(proxy.requests()).toEqual([`CONNECT 127.0.0.1:${mutual.port}`]);
      expect(mutual.seen()).toMatchObject([{ method: 'POST', body: '{"a":1}' }]);
    });

    it('does not weaken the check of the certificate', async () => {
      vi.stubEnv('HTTPS_PROXY', proxy.url);
      const error = await failure(client(secure.url).request({ path: '/ok' }));
      expect(error.hint).toMatch(/"ca-certificate"/);
      expect(secure.seen()).toEqual([]);
    });

    it.each([
      ['plain', () => plain],
      ['TLS', () => secure],
    ])('with a login is used for %s, and the service does not see it', async (_, pick) => {
      vi.stubEnv('HTTP_PROXY', lockedProxy.url);
      vi.stubEnv('HTTPS_PROXY', lockedProxy.url);
      const http = client(pick().url, { tls: { ca: pki.ca.cert } });
      expect((await http.request({ path: '/ok' })).status).toBe(200);
      expect(lockedProxy.requests()).toHaveLength(1);
      expect(JSON.stringify(pick().seen())).not.toMatch(/proxy-authorization/i);
    });

    it.each([
      ['plain', 'no login', () => plain, () => lockedProxy.url.replace(/\/\/.*@/, '//')],
      ['TLS', 'no login', () => secure, () => lockedProxy.url.replace(/\/\/.*@/, '//')],
      ['TLS', 'a wrong login', () => secure, () => lockedProxy.url.replace(LOGIN.password, 'hunter22')],
    ])('that refuses is named, and the login is not: %s, %s', async (_, __, pick, url) => {
      vi.stubEnv('HTTP_PROXY', url());
      vi.stubEnv('HTTPS_PROXY', url());
      const error = await failure(client(pick().url, { tls: { ca: pki.ca.cert } }).request({ path: '/ok' }));
      expect(error.shown).toMatch(/the proxy on the way wants a user and a password/);
      expect(error.shown + log.join()).not.toMatch(/hunter22|proxyuser/);
      expect(pick().seen()).toEqual([]);
    });

    it('that cannot reach the service is not taken for the service', async () => {
      vi.stubEnv('HTTPS_PROXY', proxy.url);
      const error = await failure(
        client(`https://127.0.0.1:${closedPort}`, { retryForMs: 0 }).request({ path: '/ok' }),
      );
      expect(error.shown).toMatch(/proxy/i);
    });

    it('that is not there is thought of, and its login is not shown', async () => {
      vi.stubEnv('HTTP_PROXY', `http://me:hunter22@127.0.0.1:${closedPort}`);
      const error = await failure(client(plain.url, { retryForMs: 0 }).request({ path: '/ok' }));
      expect(error.hint).toMatch(/proxy/);
      expect(error.shown).not.toContain('hunter22');
    });

    it.each([
      ['', true],
      ['*', false],
      ['api.example.test', false],
      ['example.test', false],
      ['.example.test', false],
      ['*.example.test', false],
      ['EXAMPLE.test', false],
      ['other.test, example.test', false],
      ['other.test example.test', false],
      ['ample.test', true],
      ['pi.example.test', true],
      ['www.api.example.test', true],
      ['example.test:8080', false],
      ['example.test:8081', true],
      ['10.0.0.0/8', true],
    ])('with NO_PROXY "%s" is asked: %s', async (rule, asked) => {
      vi.stubEnv('HTTP_PROXY', proxy.url);
      vi.stubEnv('NO_PROXY', rule);
      await failure(client('http://api.example.test:8080', { retryForMs: 0 }).request({ path: '/ok' }));
      expect(proxy.requests().length > 0).toBe(asked);
    });

    it.each(['127.0.0.1', '127.0.0.0/8', 'localhost', '127.0.0.1/32'])('is not asked for NO_PROXY %s', async (rule) => {
      vi.stubEnv('HTTP_PROXY', proxy.url);
      vi.stubEnv('NO_PROXY', rule);
      expect((await client(plain.url).request({ path: '/ok' })).status).toBe(200);
      expect(proxy.requests()).toEqual([]);
    });
  });

  describe('redirects', () => {
    const headers = { Authorization: 'Bearer hunter22', 'X-Api-Key': 'hunter22' };

    it('are followed by a GET, which keeps its login on the same host', async () => {
      expect((await client(plain.url).request({ path: '/redirect', headers })).json()).toEqual({ ok: true });
      expect(plain.seen().map(({ path, headers: sent }) => [path, sent.authorization])).toEqual([
        ['/redirect', headers.Authorization],
        ['/ok?from=redirect', headers.Authorization],
      ]);
    });

    it('do not carry a login to another host', async () => {
      expect((await client(plain.url).request({ path: '/redirect-elsewhere', headers })).status).toBe(200);
      const [seen] = elsewhere.seen();
      expect(seen?.path).toBe('/ok?code=hunter22');
      expect(JSON.stringify(seen?.headers)).not.toContain('hunter22');
    });

    it.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)(
      'are not followed by a %s, and the error says where to',
      async (method) => {
        const error = await failure(client(plain.url).request({ method, path: '/redirect-elsewhere', json: {} }));
        expect(error.message).toContain(`redirected to ${elsewhere.url.replace('127.0.0.1', 'localhost')}/ok `);
        expect(error.status).toBe(302);
        expect(error.shown).not.toContain('hunter22');
        expect(plain.seen()).toHaveLength(1);
        expect(elsewhere.seen()).toEqual([]);
      },
    );

    it.each(['/redirect', '/redirect-elsewhere'])('are followed by a stream: %s', async (path) => {
      const lines: string[] = [];
      for await (const line of (await client(plain.url).stream({ path })).lines) lines.push(line);
      expect(lines).toEqual(['{"ok":true}']);
    });

    it('of a proxy that opens no tunnel are not followed', async () => {
      const forger = createHttpServer().on('connect', (_, socket) => {
        socket.end(`HTTP/1.1 302 Found\r\nLocation: ${elsewhere.url}/ok\r\nContent-Length: 0\r\n\r\n`);
      });
      await new Promise<void>((done) => forger.listen(0, '127.0.0.1', done));
      const { port } = forger.address() as { port: number };
      vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${port}`);
      for (const method of ['GET', 'POST'] as const) {
        const error = await failure(client(secure.url).request({ method, path: '/ok' }));
        expect(error.message).toMatch(/the proxy on the way refused the connection/);
      }
      expect(elsewhere.seen()).toEqual([]);
      forger.close();
    });

    it('in a circle end', async () => {
      const error = await failure(client(plain.url).request({ path: '/redirect-circle' }));
      expect(error.hint).toMatch(/circle/);
      expect(plain.seen()).toHaveLength(6);
    });
  });

  describe('answers', () => {
    it.each([
      ['/ok', { ok: true }],
      ['/gzip', { ok: 'gzip' }],
      ['/bom', { ok: 'ä' }],
    ])('%s is read', async (path, value) => expect((await client(plain.url).request({ path })).json()).toEqual(value));

    it('of 4xx are answers', async () => {
      const response = await client(plain.url).request({ path: '/404' });
      expect([response.status, response.json()]).toEqual([404, { detail: 'no such thing' }]);
      expect(plain.seen()).toHaveLength(1);
    });

    it.each([
      ['/html', /HTML or XML page: Sign in Please sign in/],
      ['/empty', /an empty body/],
      ['/half-json', /no complete JSON: \{"access_token": "\*\*\*"/],
    ])('%s that is no JSON says what it is', async (path, words) => {
      const response = await client(plain.url).request({ path });
      const error = await failure(Promise.resolve().then(() => response.json()));
      expect(error.shown).toMatch(words);
      expect(error.shown).not.toContain('hunter22');
    });

    it.each(['/large', '/bomb'])('%s of more than the limit are refused, once', async (path) => {
      const error = await failure(client(plain.url).request({ path, maxBytes: 100_000 }));
      expect(error.message).toMatch(/larger than 100000 bytes/);
      expect(plain.seen()).toHaveLength(1);
    });

    it('of exactly the limit are read', async () => {
      expect((await client(plain.url).request({ path: '/large', maxBytes: 100_001 })).text).toHaveLength(100_001);
    });

    it.each(['/truncated', '/gzip-half'])('%s that end too early are errors, not shorter answers', async (path) => {
      await failure(client(plain.url, { retryForMs: 0 }).request({ path }));
    });
  });

  describe('what goes wrong on the way', () => {
    it('is asked again: a 503', async () => {
      expect((await client(plain.url).request({ path: '/503-twice' })).json()).toEqual({ after: 2 });
      expect(log.filter((line) => line.includes('trying again in'))).toHaveLength(2);
    });

    it('is asked again when Retry-After says, also for a POST that was refused', async () => {
      const started = performance.now();
      expect((await client(plain.url).request({ method: 'POST', path: '/429-once' })).json()).toEqual({ after: 1 });
      expect(performance.now() - started).toBeGreaterThanOrEqual(990);
    });

    it('is not waited for beyond the deadline', async () => {
      const started = performance.now();
      const error = await failure(client(plain.url).request({ path: '/429-long' }));
      expect(error).toMatchObject({ status: 429, ambiguous: false });
      expect(performance.now() - started).toBeLessThan(3000);
    });

    it('is asked again: a connection reset in mid-answer', async () => {
      expect((await client(plain.url).request({ path: '/reset-once' })).json()).toEqual({ after: 1 });
    });

    it.each([
      ['POST', '/reset-once'],
      ['POST', '/reset-before-answer'],
      ['PATCH', '/truncated'],
      ['POST', '/503'],
      ['POST', '/500'],
    ] as const)('is not repeated: a %s to %s, whose effect nobody knows', async (method, path) => {
      const error = await failure(client(plain.url).request({ method, path, json: {} }));
      expect(error.ambiguous).toBe(true);
      expect(plain.seen()).toHaveLength(1);
    });

    it('is repeated: a POST that may be', async () => {
      const http = client(plain.url);
      expect((await http.request({ method: 'POST', path: '/503-twice', idempotent: true })).json()).toEqual({
        after: 2,
      });
    });

    it.each(['/drip', '/silent'])('%s takes longer than the request may', async (path) => {
      const started = performance.now();
      const http = client(plain.url, { timeoutMs: 300, retryForMs: 0 });
      const error = await failure(http.request({ method: 'POST', path }));
      expect(performance.now() - started).toBeLessThan(3000);
      expect(error).toMatchObject({ ambiguous: true, hint: expect.stringContaining('request-timeout') });
      expect(error.message).toMatch(/no answer in time/);
    });

    it.each([
      ['nothing listens', () => `http://127.0.0.1:${closedPort}`, /Nothing listens/],
      ['nothing listens on any address of a name', () => `http://localhost:${closedPort}`, /Nothing listens/],
      ['the name is unknown', () => 'http://nothing.invalid', /host name is unknown|name server/],
    ])('has a hint when %s, and was not carried out', async (_, url, hint) => {
      const error = await failure(client(url(), { retryForMs: 0 }).request({ method: 'POST', path: '/ok' }));
      expect(error.hint).toMatch(hint);
      expect(error.ambiguous).toBe(false);
    });

    it('counts its attempts', async () => {
      const error = await failure(client(plain.url, { retryForMs: 1000 }).request({ path: '/503' }));
      expect(error.message).toMatch(/no usable answer in \d attempts over 1 s .*answered 503/);
    });

    it.each(['/silent', '/503', '/drip'])('%s is stopped by the signal, with its reason', async (path) => {
      const abort = new AbortController();
      setTimeout(() => abort.abort(new Error('enough')), 100);
      const started = performance.now();
      await expect(client(plain.url, { signal: abort.signal }).request({ path })).rejects.toThrow('enough');
      expect(performance.now() - started).toBeLessThan(2000);
    });
  });

  describe('streams', () => {
    async function read(path: string, options: Partial<HttpOptions> = {}): Promise<string[]> {
      const lines: string[] = [];
      const stream = await client(plain.url, options).stream({ path });
      for await (const line of stream.lines) {
        lines.push(line);
        if (lines.length > 50) break;
      }
      return lines;
    }

    it('give lines whatever their bytes arrive in', async () => {
      expect(await read('/lines')).toEqual(['{"a": "ä€🦄"}', '', '{"b": 2}', 'last']);
    });

    it('say that they broke', async () => {
      const error = await failure(read('/lines-broken'));
      expect(error.message).toMatch(/broke off/);
    });

    it('may be left before their end', async () => expect(await read('/lines-forever')).toHaveLength(51));

    it('stop with the reason of the signal', async () => {
      const abort = new AbortController();
      setTimeout(() => abort.abort(new Error('enough')), 200);
      await expect(read('/lines-forever', { signal: abort.signal })).rejects.toThrow('enough');
    });
  });

  describe('secrets', () => {
    it.each([
      ['/503', 'GET'],
      ['/truncated', 'GET'],
      ['/reset-before-answer', 'POST'],
      ['/html', 'GET'],
      ['/redirect-elsewhere', 'POST'],
    ] as const)('stay out of errors and log: %s', async (path, method) => {
      const url = plain.url.replace('http://', 'http://me:hunter22@');
      const request = { method, path, query: { token: 'hunter22' }, headers: { Authorization: 'Bearer hunter22' } };
      const error = await failure(
        client(url, { retryForMs: 0 })
          .request(request)
          .then((answer) => answer.json()),
      );
      // With everything that hangs on it: whoever prints the error prints that too.
      const { inspect } = await import('node:util');
      expect(inspect(error, { depth: 20 })).not.toMatch(/hunter22|bWU6aHVudGVyMjI/);
      expect(log.join('\n')).not.toContain('hunter22');
      expect(error.url).toBe(plain.url + path);
    });
  });
});
