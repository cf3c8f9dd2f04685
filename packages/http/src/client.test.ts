import type { ServiceError } from '@ml-actions/kit/errors';
import { describe, expect, it } from 'vitest';
import { cpuMs } from '../../kit/fixtures/cpu.ts';
import { addressOf } from './address.ts';
import { excerpt } from './client.ts';
import { explainTransport } from './explain.ts';
import { bypassesProxy } from './proxy.ts';
import { httpFor } from './service.ts';

const failing = (code: string, message = 'it broke') => Object.assign(new Error(message), { code });
const explain = (cause: unknown, { method = 'POST', timedOut = false } = {}) =>
  explainTransport({ service: 'Test', method, url: 'http://a/b', cause, timedOut });

describe('a failure below HTTP', () => {
  it.each<[string, boolean, boolean]>([
    // code, may a POST have been carried out, would it fail again
    ['ECONNREFUSED', false, false],
    ['ENOTFOUND', false, false],
    ['EAI_AGAIN', false, false],
    ['EHOSTUNREACH', false, false],
    ['ECONNRESET', true, false],
    ['EPIPE', true, false],
    ['ETIMEDOUT', true, false],
    ['ERR_BAD_RESPONSE', true, false],
    ['', true, false],
    ['SELF_SIGNED_CERT_IN_CHAIN', false, true],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', false, true],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', false, true],
    ['CERT_HAS_EXPIRED', false, true],
    ['ERR_TLS_CERT_ALTNAME_INVALID', false, true],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', false, true],
    ['ERR_OSSL_PEM_NO_START_LINE', false, true],
    ['ERR_INVALID_CHAR', false, true],
    ['ERR_TOO_MANY_REDIRECTS', true, true],
  ])('%s: ambiguous %s, settled %s', (code, ambiguous, settled) => {
    const explained = explain(failing(code));
    expect([explained.error.ambiguous, explained.settled]).toEqual([ambiguous, settled]);
    expect(explain(failing(code), { method: 'GET' }).error.ambiguous).toBe(false);
  });

  it('in time is ambiguous and worth another try, whatever else is said', () => {
    const { error, settled } = explain(failing('EPROTO'), { timedOut: true });
    expect([error.ambiguous, settled, error.message]).toEqual([
      true,
      false,
      'Test: POST got no answer in time (http://a/b)',
    ]);
  });

  it('is known by the first of several addresses that were tried', () => {
    const { error } = explain(new AggregateError([failing('ECONNREFUSED'), failing('ETIMEDOUT')]));
    expect([error.ambiguous, error.message]).toEqual([false, 'Test: POST failed: ECONNREFUSED (http://a/b)']);
  });

  it('does not carry the request along', () => {
    const cause = Object.assign(failing('ECONNRESET'), { config: { headers: { Authorization: 'hunter22' } } });
    expect(JSON.stringify(Object.entries(Object(explain(cause).error.cause)))).not.toContain('hunter22');
  });
});

describe('addressOf', () => {
  it.each([
    ['http://a/b', 'http://a/b'],
    ['http://me:pw@a/b?token=x#y', 'http://a/b'],
    ['http://me@a:8080/b', 'http://a:8080/b'],
    ['/relative?code=x', '/relative'],
    ['//me:pw@a/b', '//a/b'],
    ['http://me:p/w@[bad', 'http://[bad'],
    ['http://a/users/@me', 'http://a/users/@me'],
  ])('%s is %s', (url, address) => expect(addressOf(url)).toBe(address));
});

describe('excerpt', () => {
  it.each([
    ['', '(empty)'],
    [' \n', '(empty)'],
    ['<br>', '(no text)'],
    ['a\n\n  b', 'a b'],
    ['<html><head><style>x</style></head><b>Bad</b> gateway', 'Bad gateway'],
    ['{"access_token":"abc","a":1}', '{"access_token":"***","a":1}'],
    ['{"password": "half', '{"password": "***'],
    ['x'.repeat(201), `${'x'.repeat(200)}…`],
  ])('of %j is %j', (text, line) => expect(excerpt(text)).toBe(line));

  it.each(['<', '<script>', '"token', ' ', '"'])('of megabytes of %j takes no time', (text) =>
    expect(cpuMs(() => excerpt(text.repeat(1_000_000)))).toBeLessThan(500),
  );
});

describe('bypassesProxy', () => {
  it.each([
    ['http://api.example.com', 'example.com', true],
    ['http://example.com', 'example.com', true],
    ['http://api.example.com', '.example.com', true],
    ['http://notexample.com', 'example.com', false],
    ['http://example.com', 'api.example.com', false],
    ['http://api.example.com:81', 'example.com:81', true],
    ['http://api.example.com', 'example.com:81', false],
    ['https://api.example.com', 'example.com:443', true],
    ['http://api.example.com.', 'example.com', true],
    ['http://10.1.2.3', '2.3', false],
    ['http://a.com', '*', false],
    ['http://a.com', '', false],
  ])('%s with NO_PROXY %s: %s', (url, rule, bypassed) => expect(bypassesProxy(url, rule)).toBe(bypassed));
});

describe('httpFor', () => {
  const warnings: string[] = [];
  const context = {
    clock: { now: () => 0, monotonic: () => 0, sleep: async () => undefined },
    files: {
      read: async (path: string) =>
        path === 'ca.pem' ? '-----BEGIN CERTIFICATE-----' : Promise.reject(new Error('ENOENT')),
      write: async () => undefined,
      exists: async () => false,
    },
    log: {
      debug: () => undefined,
      info: () => undefined,
      group: () => undefined,
      warning: (text: string) => warnings.push(text),
    },
    signal: new AbortController().signal,
  };
  const make = (more: object) => {
    const inputs = {
      insecureSkipTlsVerify: false,
      requestTimeout: 1000,
      caCertificate: undefined,
      clientCertificate: undefined,
      clientKey: undefined,
    };
    return httpFor({ name: 'Test', baseUrl: 'https://a' }, { ...inputs, ...more }, context);
  };

  it('takes PEM text and paths', async () => {
    await make({ caCertificate: 'ca.pem', clientCertificate: '-----BEGIN CERTIFICATE-----' });
    expect(warnings).toEqual([]);
  });

  it('warns of a certificate that is not verified', async () => {
    await make({ insecureSkipTlsVerify: true });
    expect(warnings.splice(0)).toEqual([expect.stringContaining('certificate of Test is not verified')]);
  });

  it.each([
    ['caCertificate', 'no.pem', /input "ca-certificate": got "no\.pem", allowed: PEM text/],
    ['clientKey', 'secret-material', /input "client-key": got "\*\*\*"/],
  ])('refuses %s that is neither', async (name, value, words) => {
    const error = await make({ [name]: value }).catch((caught: ServiceError) => caught);
    expect(String(error)).toMatch(words);
  });
});
