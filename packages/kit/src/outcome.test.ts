import { describe, expect, it } from 'vitest';
import { redactDocument, stringify } from './json.ts';
import { exitFor, type OnInconclusive, resultDocument } from './outcome.ts';
import { isVerdict, VERDICTS, type Verdict, worst } from './verdict.ts';

describe('exitFor', () => {
  it.each<[Verdict, OnInconclusive, 0 | 1, string]>([
    ['pass', 'fail', 0, 'info'],
    ['pass', 'warn', 0, 'info'],
    ['pass', 'pass', 0, 'info'],
    ['warn', 'fail', 0, 'warning'],
    ['warn', 'warn', 0, 'warning'],
    ['warn', 'pass', 0, 'warning'],
    ['fail', 'fail', 1, 'error'],
    ['fail', 'warn', 1, 'error'],
    ['fail', 'pass', 1, 'error'],
    ['inconclusive', 'fail', 1, 'error'],
    ['inconclusive', 'warn', 0, 'warning'],
    ['inconclusive', 'pass', 0, 'warning'],
    ['error', 'fail', 1, 'error'],
    ['error', 'warn', 1, 'error'],
    ['error', 'pass', 1, 'error'],
  ])('%s with on-inconclusive %s: exit %d, %s', (verdict, policy, code, announce) =>
    expect(exitFor(verdict, policy)).toEqual({ code, announce }),
  );

  it('fails on inconclusive when nobody decided', () => expect(exitFor('inconclusive').code).toBe(1));
});

describe('worst', () => {
  it.each<[Verdict[], Verdict]>([
    [[], 'pass'],
    [['pass', 'warn'], 'warn'],
    [['warn', 'inconclusive', 'pass'], 'inconclusive'],
    [['fail', 'inconclusive'], 'fail'],
    [[...VERDICTS], 'error'],
  ])('of %j is %s', (verdicts, verdict) => expect(worst(verdicts)).toBe(verdict));

  it('knows its words', () => {
    expect(VERDICTS.every(isVerdict)).toBe(true);
    expect(['passed', '', undefined, 0].some(isVerdict)).toBe(false);
  });
});

describe('documents', () => {
  it('keep NaN and the infinities', () => {
    expect(stringify({ a: [Number.NaN, Infinity, -Infinity, -0, 1.5], b: null })).toBe(
      '{"a":["NaN","Infinity","-Infinity",0,1.5],"b":null}',
    );
  });

  it('begin with the common head', () => {
    const document = resultDocument('gate', { verdict: 'pass', reason: 'r', result: { rules: [] } });
    expect(Object.entries(document)).toEqual([
      ['schemaVersion', 1],
      ['action', 'gate'],
      ['verdict', 'pass'],
      ['reason', 'r'],
      ['rules', []],
    ]);
  });

  it('stay JSON whatever the secret is', () => {
    const redact = (text: string) =>
      text.replaceAll('8080', '***').replaceAll('name', '***').replaceAll('s3cr3t-key', '***');
    const document = {
      name: 'my name',
      port: 8080,
      other: [808, true, null, Number.NaN],
      's3cr3t-key': { at: new Date(0) },
    };
    expect(JSON.parse(stringify(redactDocument(document, redact)))).toEqual({
      name: 'my ***',
      port: '***',
      other: [808, true, null, 'NaN'],
      '***': { at: '1970-01-01T00:00:00.000Z' },
    });
  });
});
