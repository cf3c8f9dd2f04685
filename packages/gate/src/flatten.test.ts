import { describe, expect, test } from 'vitest';
import { flatten } from './flatten.ts';
import { readMetrics } from './metrics-document.ts';

const entries = (document: unknown) => [...flatten(document)];

describe('flatten', () => {
  test('joins names with dots and numbers the items of lists', () => {
    expect(entries({ a: { b: 1, c: [2, { d: 3 }] }, 'e/f g': 4 })).toEqual([
      ['a.b', 1],
      ['a.c.0', 2],
      ['a.c.1.d', 3],
      ['e/f g', 4],
    ]);
  });
  test('keeps what is no number, and reads what JSON cannot write', () => {
    expect(entries({ a: 'NaN', b: 'Infinity', c: '-Infinity', d: 'nan', e: true, f: null })).toEqual([
      ['a', Number.NaN],
      ['b', Number.POSITIVE_INFINITY],
      ['c', Number.NEGATIVE_INFINITY],
      ['d', 'nan'],
      ['e', true],
      ['f', null],
    ]);
  });
  test('refuses two values under one name', () => {
    expect(() => flatten({ 'a.b': 1, a: { b: 1 } })).toThrow('two values for the metric "a.b"');
  });
  test('takes every name as a name', () => {
    expect(entries(JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}'))).toEqual([
      ['__proto__.x', 1],
      ['constructor', 2],
    ]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
  test('refuses what is no object, and what is too deep', () => {
    for (const document of [null, 1, 'x', [1]])
      expect(() => flatten(document)).toThrow('expected an object of metrics');
    expect(() => flatten(JSON.parse(`${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`))).toThrow(
      'nested more than 64 deep',
    );
  });
});

describe('readMetrics', () => {
  const read = (text: string) => readMetrics(text, 'file');
  test('knows the output of mlflow-metrics', async () => {
    const document = await read('{"metrics": {"a/b": "NaN"}, "baseline": {"a/b": 1}, "run": {"id": "abc"}}');
    expect([...document.metrics]).toEqual([['a/b', Number.NaN]]);
    expect([...(document.baseline ?? [])]).toEqual([['a/b', 1]]);
    expect(document.run).toBe('abc');
    expect((await read('{"metrics": {"a": 1}, "baseline": null, "run": {}}')).baseline).toBeNull();
  });
  test('and nothing that only looks like it', async () => {
    expect([...(await read('{"metrics": {"a": 1}}')).metrics]).toEqual([['metrics.a', 1]]);
    expect([...(await read('{"metrics": {"a": 1}, "run": 3}')).metrics]).toEqual([
      ['metrics.a', 1],
      ['run', 3],
    ]);
    expect([...(await read('{"metrics": {"a": 1}, "run": {"b": 2}, "c": 3}')).metrics]).toHaveLength(3);
  });
  test('reads YAML, and the NaN that Python writes', async () => {
    expect([...(await read('a: 1\nb: { c: .nan, d: .inf }')).metrics]).toEqual([
      ['a', 1],
      ['b.c', Number.NaN],
      ['b.d', Number.POSITIVE_INFINITY],
    ]);
    expect([...(await read('{"a": NaN, "b": -Infinity}')).metrics]).toEqual([
      ['a', Number.NaN],
      ['b', Number.NEGATIVE_INFINITY],
    ]);
  });
  test.each([
    ['', 'found nothing'],
    ['{"a": 1', 'damaged JSON'],
    ['<html></html>', 'expected an object of metrics, found the string'],
    ['a: 1\na: 2', 'file line 2: Map keys must be unique'],
    ['a: !!js/function x', 'file line 1: Unresolved tag'],
    [`a: &a [1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b]`, 'resource exhaustion'],
    ['['.repeat(100_000), 'damaged JSON'],
  ])('refuses %j', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});
