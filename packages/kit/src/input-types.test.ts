import { describe, expect, it } from 'vitest';
import { cpuMs } from '../fixtures/cpu.ts';
import * as input from './input-types.ts';
import { type InputOptions, type InputType, NotAllowed, parseDuration, splitList } from './input-types.ts';

const description = 'x';
const parse = async (type: InputType<unknown, InputOptions>, text: string) => type.parse(text);

async function refusal(type: InputType<unknown, InputOptions>, text: string): Promise<string> {
  const error = await parse(type, text).catch((caught: unknown) => caught);
  if (!(error instanceof NotAllowed)) throw new Error(`${JSON.stringify(text)} was not refused: ${String(error)}`);
  return error.allowed;
}

describe('durations', () => {
  it.each([
    ['90', 90_000],
    ['90s', 90_000],
    ['250ms', 250],
    ['10m', 600_000],
    ['1h30m', 5_400_000],
    ['1 h 30 m', 5_400_000],
    ['1H30M', 5_400_000],
    ['2d', 172_800_000],
    ['1.5h', 5_400_000],
    ['0', 0],
    ['0.1s', 100],
    ['1.005', 1005],
    ['1.001s', 1001],
  ])('%s is %d ms', (text, ms) => expect(parseDuration(text)).toBe(ms));

  it.each(['', 'soon', '-1', '+1', '1e3', '10x', 's', '1h30', '9 0', '1 0m', '1,5h', 'NaN', 'Infinity', '0x10', '१'])(
    '%j is none',
    (text) => expect(() => parseDuration(text)).toThrow(NotAllowed),
  );

  it.each([
    ['min', '99ms', false],
    ['min', '100ms', true],
    ['max', '30d', true],
    ['max', '30d1ms', false],
    ['max', '9'.repeat(400), false],
  ])('ends at its %s: %s', async (_, text, fine) => {
    for (const type of [
      input.duration({ description, min: 100 }),
      input.durationOr(['auto'], { description, min: 100 }),
    ]) {
      if (fine) expect(await parse(type, text)).toBeTypeOf('number');
      else expect(await refusal(type, text)).toMatch(/a duration from 0\.1s to 2592000s/);
    }
  });

  it('is quick to refuse what only looks like one', () => {
    expect(cpuMs(() => expect(() => parseDuration(`${'1 s '.repeat(20_000)}!`)).toThrow(NotAllowed))).toBeLessThan(500);
  });
});

type Case = [type: string, make: InputType<unknown, InputOptions>, text: string, value: unknown];

const mode = input.oneOf(['fast', 'safe'], { description });
const modes = input.listOf(['fast', 'safe'], { description });
const count = input.integer({ description, min: -5, max: 10 });
const either = input.durationOr(['off', 'auto'], { description });
const url = input.httpUrl({ description });
const object = input.object({ description });

describe('what is taken', () => {
  it.each<Case>([
    ['text', input.text({ description }), ' as it comes\n', ' as it comes\n'],
    ['boolean', input.boolean({ description }), 'true', true],
    ['boolean', input.boolean({ description }), 'True', true],
    ['boolean', input.boolean({ description }), 'FALSE', false],
    ['httpUrl', url, 'https://example.com/', 'https://example.com'],
    ['httpUrl', url, 'HTTP://Example.com:8080/a/b//', 'http://example.com:8080/a/b'],
    ['integer', count, '-5', -5],
    ['integer', count, '10', 10],
    ['integer', count, '007', 7],
    ['oneOf', mode, 'safe', 'safe'],
    ['listOf', modes, 'fast, safe\n', ['fast', 'safe']],
    ['list', input.list({ description }), 'a, b\r\n\n c,,', ['a', 'b', 'c']],
    ['durationOr', either, 'off', 'off'],
    ['durationOr', either, '2m', 120_000],
    ['object', object, '{"a": [1]}', { a: [1] }],
    ['object', object, '{a: 1}', { a: 1 }],
    ['object', object, 'a: 1\nb: {c: d}', { a: 1, b: { c: 'd' } }],
    ['object', object, '{}', {}],
    ['object', object, 'on: yes', { on: 'yes' }],
    ['custom', input.custom((text) => text.length, { description }), 'abc', 3],
  ])('%s: %s', async (_, type, text, value) => expect(await parse(type, text)).toEqual(value));

  it('keeps a key named __proto__ as a key', async () => {
    const value = await parse(object, '__proto__: {polluted: true}');
    expect(Object.hasOwn(Object(value), '__proto__')).toBe(true);
    expect('polluted' in {}).toBe(false);
  });
});

describe('what is refused, and in which words', () => {
  it.each<[string, InputType<unknown, InputOptions>, string, RegExp]>([
    ['boolean', input.boolean({ description }), 'yes', /^true or false$/],
    ['boolean', input.boolean({ description }), '1', /true or false/],
    ['httpUrl', url, 'example.com', /http:\/\/ or https:\/\//],
    ['httpUrl', url, 'ftp://example.com', /http:\/\/ or https:\/\//],
    ['httpUrl', url, 'javascript:alert(1)', /http/],
    ['httpUrl', url, 'https://example.com/?a=1', /without query/],
    ['httpUrl', url, 'https://example.com/?', /without query/],
    ['httpUrl', url, 'https://example.com/#', /without query/],
    ['httpUrl', url, 'https://me:pw@example.com', /own inputs/],
    ['integer', count, '-6', /from -5 to 10/],
    ['integer', count, '11', /from -5 to 10/],
    ['integer', count, '1.5', /whole number/],
    ['integer', count, '1e1', /whole number/],
    ['integer', count, 'NaN', /whole number/],
    ['oneOf', mode, 'fasst', /fast, safe \(did you mean "fast"\?\)/],
    ['oneOf', mode, 'Fast', /did you mean "fast"/],
    ['oneOf', mode, 'something else', /^fast, safe$/],
    ['listOf', modes, 'fast, slow', /fast, safe/],
    ['durationOr', either, 'never', /off, auto or a duration/],
    ['object', object, '[1]', /not a list/],
    ['object', object, 'plain', /YAML or JSON object/],
    ['object', object, 'null', /object/],
    ['object', object, '{"a": 1', /line 1/],
    ['object', object, 'a: 1\na: 2', /unique/i],
    ['object', object, 'a: !!js/function x', /tag/i],
    ['object', object, 'a: 1\n---\nb: 2', /documents/i],
    [
      'object',
      object,
      `a: &a [x]\nb: &b [${'*a,'.repeat(9)}]\nc: &c [${'*b,'.repeat(9)}]\nd: [${'*c,'.repeat(9)}]`,
      /alias/i,
    ],
  ])('%s: %s', async (_, type, text, words) => expect(await refusal(type, text)).toMatch(words));
});

it('splits lists', () => expect(splitList(' a ,b\nc,\n')).toEqual(['a', 'b', 'c']));
