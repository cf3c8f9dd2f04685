import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, html, inline } from '../../report/src/escape.ts';
import { cpuMs } from '../fixtures/cpu.ts';
import { base64, createSecrets } from './secrets.ts';

function secretsOf(...values: string[]) {
  const masked: string[] = [];
  const secrets = createSecrets((value) => masked.push(value));
  for (const value of values) secrets.add(value);
  return { ...secrets, masked };
}

const PEM = ['-----BEGIN KEY-----', 'MIIEvQIBADANBg+kqhkiG9w0/', 'c2Vjb25kIGxpbmU=', '-----END KEY-----'].join('\n');

describe('a registered secret', () => {
  it.each([
    ['as it is', 'p@ss w/rd"1', 'p@ss w/rd"1'],
    ['in a path', 'p@ss w/rd"1', 'p%40ss%20w%2Frd%221'],
    ['in a query', "p@ss w/rd!'1", 'p%40ss+w%2Frd%21%271'],
    ['in JSON', 'p@ss w/rd"1', String.raw`p@ss w/rd\"1`],
    ['in a Basic header', 'me:hunter22', base64('me:hunter22')],
    ['with space around', '  hunter22\n', 'hunter22'],
    ['as a line of a PEM', PEM, 'c2Vjb25kIGxpbmU='],
    ['with Windows line ends', PEM.replaceAll('\n', '\r\n'), 'MIIEvQIBADANBg+kqhkiG9w0/'],
    ['as a PEM in JSON', PEM, JSON.stringify(PEM).slice(1, -1)],
  ])('is masked and redacted %s', (_, secret, form) => {
    const { masked, redact } = secretsOf(secret);
    expect(masked).toContain(form);
    expect(redact(`<${form}>`)).toBe('<***>');
  });

  it('does not take the frame of a PEM for a secret', () => {
    expect(secretsOf(PEM).masked.some((form) => form.startsWith('-----') && !form.includes('MII'))).toBe(false);
  });

  it('leaves lines of mere punctuation alone', () =>
    expect(secretsOf('{\n}},,\n').redact('a: {}},,')).toBe('a: {}},,'));

  it.each(['', ' ', 'a', 'abc'])('is left alone when it is as short as %j', (value) => {
    const { masked, redact } = secretsOf(value);
    expect(masked.filter((form) => form.length < 4)).toEqual([]);
    expect(redact('abc a b c')).toBe('abc a b c');
  });

  it.each([
    ['one inside the other', ['hunter', 'hunter22'], 'x hunter22 hunter y', 'x *** *** y'],
    ['one over the end of the other', ['abcdef', 'defghi'], 'x abcdefghi y', 'x *** y'],
    ['three in a chain', ['aabb', 'bbcc', 'ccdd'], 'aabbccdd', '***'],
    ['itself repeated', ['abab'], 'xabababx', 'x***x'],
    ['with characters of a pattern', ['$&a*'], '1 $&a* 2', '1 *** 2'],
  ])('leaves nothing behind: %s', (_, values, text, clean) => expect(secretsOf(...values).redact(text)).toBe(clean));

  it('leaves no character of itself, wherever it stands', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 4, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), word, word, (values, before, after) => {
        const { redact } = secretsOf(...values);
        const clean = redact(before + values.join('') + after);
        for (const value of values) expect(clean).not.toContain(value);
      }),
    );
  });

  it('is told to the mask once', () => {
    const { masked } = secretsOf('hunter22', 'hunter22');
    expect(masked.filter((form) => form === 'hunter22')).toHaveLength(1);
  });

  it('may hold half a character', () => expect(() => secretsOf('bad\ud800secret')).not.toThrow());
});

describe('what is shaped like a secret', () => {
  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl';
  it.each([
    ['a JWT', `got ${jwt}.`, 'got ***.'],
    ['a JWT after a line end in JSON', String.raw`"log\n${jwt}"`, String.raw`"log\n***"`],
    ['a JWT after an escape in JSON', String.raw`"\u001b${jwt}"`, String.raw`"\u001b***"`],
    ['a GitHub token', `ghp_${'a'.repeat(36)}`, '***'],
    ['a fine-grained one', `github_pat_${'a'.repeat(40)}`, '***'],
    ['a Slack token', 'xoxb-123456789012-abc', '***'],
    ['an AWS key', 'AKIAABCDEFGHIJKLMNOP', '***'],
    ['a bearer header', 'Authorization: Bearer abcdefgh123', 'Authorization: Bearer ***'],
    ['a basic header', 'authorization: basic bWU6cHc9PQ==', 'authorization: basic ***'],
    ['a password in an address', 'see https://me:pw@host/x', 'see https://***@host/x'],
    ['a password without user', 'redis://:pw@host', 'redis://***@host'],
    ['one of two addresses', 'http://a/b https://me:pw@host', 'http://a/b https://***@host'],
  ])('%s is redacted', (_, text, clean) => expect(secretsOf().redact(text)).toBe(clean));

  it.each(['https://host:8080/@me', 'the bearer of news', 'models:/name@champion', 'eyJ.short', 'http://host/a:b@c'])(
    '%s is not',
    (text) => expect(secretsOf().redact(text)).toBe(text),
  );

  it.each([
    ['headers of a JWT', '-eyJ-'.repeat(40_000)],
    ['schemes', 'a.b+'.repeat(100_000)],
    ['addresses', 'x://'.repeat(100_000)],
    ['bearers', 'bearer '.repeat(100_000)],
  ])('is looked for in little time in many %s', (_, text) => {
    expect(cpuMs(() => secretsOf().redact(text))).toBeLessThan(1500);
  });
});

describe('escaped for Markdown or HTML', () => {
  const token = 'hunter_22*<b>&@x';
  it.each([
    ['inline', inline],
    ['code', code],
    ['html', html],
  ])('a secret is redacted all the same: %s', (_, escaped) => {
    const { redact } = secretsOf(token);
    const [before, after] = escaped('a_b § c_d').split('§');
    expect(redact(escaped(`a_b ${token} c_d`))).toBe(`${before}***${after}`);
  });

  it.each([
    [`ghp_${'a'.repeat(36)}`, '***'],
    ['https://me:p_w@host/x', '***@'],
    ['Bearer abc_defgh-123', 'Bearer ***'],
  ])('%s is redacted all the same', (text, rest) => {
    const { redact } = secretsOf();
    for (const escaped of [inline, code, html]) expect(redact(escaped(text))).toContain(rest);
    for (const escaped of [inline, code, html]) expect(redact(escaped(text))).not.toMatch(/aaaa|p_w|p._w|abc/);
  });

  it('leaves the rest of the text as it was', () => {
    const text = inline('a_b @me <c> & d');
    expect(secretsOf(token).redact(text)).toBe(text);
    expect(secretsOf('b @m').redact(text)).toBe(text.replace('b @\u200bm', '***'));
  });

  it('takes little time for a megabyte', () => {
    const { redact } = secretsOf(token);
    expect(cpuMs(() => redact('\\_&lt;a'.repeat(150_000)))).toBeLessThan(1500);
  });
});

describe('addFrom', () => {
  const registered = (value: unknown) => {
    const { addFrom, masked } = secretsOf();
    addFrom(value);
    return masked;
  };

  it.each([
    [{ password: 'hunter22' }],
    [{ DB_PASSWD: 'hunter22' }],
    [{ accessToken: 'hunter22' }],
    [{ 'api-key': 'hunter22' }],
    [{ a: [{ clientSecret: { nested: ['hunter22'] } }] }],
    [{ authorization: 'hunter22' }],
  ])('finds it in %j', (value) => expect(registered(value)).toContain('hunter22'));

  it('takes digits under a password, and a number of tokens for a number', () => {
    expect(registered({ password: 12345678 })).toContain('12345678');
    expect(registered({ max_tokens: 4096, tokenizer: 'bert-base-uncased', user: 'admin', list: null })).toEqual([]);
  });
});
