import { describe, expect, test } from 'vitest';
import type { GateInput } from './evaluate.ts';
import { evaluate } from './evaluate.ts';
import { flatten } from './flatten.ts';
import { parseRule, parseRules } from './parse.ts';
import type { Slice } from './slice.ts';
import type { Waiver } from './waiver.ts';

function gate(rules: string, metrics: Record<string, number>, more: Partial<GateInput> = {}) {
  return evaluate(parseRules(rules), {
    metrics: flatten(metrics),
    baseline: null,
    today: '2026-11-24',
    onMissing: 'fail',
    ...more,
  });
}

const region = (rules: string, expected: string[] = []): Slice => ({
  name: 'region',
  metrics: '{metric}/region={slice}',
  expected,
  rules: parseRules(rules),
});

const brief = (result: ReturnType<typeof gate>) => result.results.map((r) => `${r.slice} ${r.metric} ${r.verdict}`);

describe('slices', () => {
  const metrics = { accuracy: 0.9, 'accuracy/region=eu': 0.9, 'accuracy/region=us': 0.7, 'recall/region=eu': 0.8 };

  test('hold every rule against every part', () => {
    expect(brief(gate('', metrics, { slices: [region('accuracy > 0.8')] }))).toEqual([
      'region=eu accuracy/region=eu pass',
      'region=us accuracy/region=us fail',
    ]);
  });
  test('miss a metric that one part lacks', () => {
    const { results } = gate('', metrics, { slices: [region('accuracy > 0\nrecall > 0')] });
    expect(results.find((r) => r.metric === 'recall/region=us')?.verdict).toBe('fail');
  });
  test('miss a part that is expected', () => {
    expect(brief(gate('', metrics, { slices: [region('accuracy > 0', ['asia'])] }))[0]).toBe(
      'region=asia accuracy/region=asia fail',
    );
  });
  test('miss a part that the baseline has', () => {
    const baseline = flatten({ 'accuracy/region=asia': 0.9, 'accuracy/region=eu': 0.9, 'accuracy/region=us': 0.7 });
    expect(brief(gate('', metrics, { baseline, slices: [region('accuracy >= baseline')] }))).toEqual([
      'region=asia accuracy/region=asia fail',
      'region=eu accuracy/region=eu pass',
      'region=us accuracy/region=us pass',
    ]);
  });
  test('without any part do not pass', () => {
    expect(gate('', { accuracy: 1 }, { slices: [region('accuracy > 0')] }).results).toMatchObject([
      { verdict: 'fail', reason: 'no metric matches accuracy/region=*' },
    ]);
  });
});

describe('waivers', () => {
  const waiver = (rule: string, expires = '2026-11-24'): Waiver => ({
    rule: parseRule(rule),
    person: 'ana',
    reason: 'new market',
    expires,
  });

  test('turn a broken rule into a warning, through their last day', () => {
    const result = gate('a > 1', { a: 0 }, { waivers: [waiver('a>1.0 # other words')] });
    expect(result.results).toMatchObject([{ verdict: 'warn', notes: ['waived by ana (new market) until 2026-11-24'] }]);
  });
  test('are void after it, and say so', () => {
    const result = gate('a > 1', { a: 0 }, { waivers: [waiver('a > 1', '2026-11-23')] });
    expect(result.results).toMatchObject([
      { verdict: 'fail', notes: ['the waiver by ana (new market) expired on 2026-11-23 and is void'] },
    ]);
  });
  test('one that holds wins over one that expired', () => {
    expect(gate('a > 1', { a: 0 }, { waivers: [waiver('a > 1', '2026-01-01'), waiver('a > 1')] }).verdict).toBe('warn');
  });
  test('say when they are not needed', () => {
    expect(gate('a > 1', { a: 2 }, { waivers: [waiver('a > 1')] }).results).toMatchObject([
      { verdict: 'pass', notes: ['the waiver by ana (new market) is not needed'] },
    ]);
  });
  test('of a rule that asks something else are an error', () => {
    const result = gate('a > 1', { a: 2 }, { waivers: [waiver('a > 0.9')] });
    expect(result).toMatchObject({ verdict: 'error', reason: 'the waiver by ana names no rule of this gate: a > 0.9' });
  });
  test('name a pattern, or one of its metrics', () => {
    const metrics = { 'by.x': 0, 'by.y': 0 };
    expect(gate('by.* > 1', metrics, { waivers: [waiver('by.* > 1')] }).verdict).toBe('warn');
    expect(brief(gate('by.* > 1', metrics, { waivers: [waiver('by.x > 1')] }))).toEqual([' by.x warn', ' by.y fail']);
    expect(gate('by.* > 1', { 'by.y': 2 }, { waivers: [waiver('by.x > 1')] }).verdict).toBe('pass');
  });
  test('name one part of a slice, and never all of them by accident', () => {
    const slices = [region('accuracy > 0.8')];
    const metrics = { accuracy: 0.7, 'accuracy/region=eu': 0.7 };
    const one = waiver('"accuracy/region=eu" > 0.8');
    expect(brief(gate('accuracy > 0.8', metrics, { slices, waivers: [one] }))).toEqual([
      ' accuracy fail',
      'region=eu accuracy/region=eu warn',
    ]);
    const overall = waiver('accuracy > 0.8');
    expect(brief(gate('accuracy > 0.8', metrics, { slices, waivers: [overall] }))).toEqual([
      ' accuracy warn',
      'region=eu accuracy/region=eu fail',
    ]);
  });
});
