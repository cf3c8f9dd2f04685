import { describe, expect, test } from 'vitest';
import { CASES } from './evaluate.cases.ts';
import type { GateInput } from './evaluate.ts';
import { evaluate } from './evaluate.ts';
import { flatten } from './flatten.ts';
import { parseRules } from './parse.ts';

type Values = Record<string, unknown>;

function gate(rules: string, metrics: Values, baseline: Values | null = null, more: Partial<GateInput> = {}) {
  return evaluate(parseRules(rules), {
    metrics: flatten(metrics),
    baseline: baseline === null ? null : flatten(baseline),
    today: '2026-11-24',
    onMissing: 'fail',
    ...more,
  });
}

describe('a rule over metrics', () => {
  test.each(CASES)('$rule of $metrics vs $baseline is $verdict: $because', (c) => {
    const result = gate(c.rule, c.metrics, c.baseline ?? null, { onMissing: c.onMissing ?? 'fail' });
    expect(result.verdict).toBe(c.verdict);
    if (c.says !== undefined) expect(result.results[0]?.reason).toBe(c.says);
  });
});

describe('a gate', () => {
  test('without rules is an error', () => {
    expect(gate('', { a: 1 })).toMatchObject({
      verdict: 'error',
      reason: 'there are no rules, so nothing can be decided',
    });
  });

  test('says how many checks fail and why the first does', () => {
    expect(gate('a > 1\nb > 1\nwarn: c > 1', { a: 2, b: 1, c: 0 }).reason).toBe(
      '1 of 3 checks fails: b is 1, must be > 1 (equal is not enough)',
    );
    expect(gate('a > 1\nb > 1', { a: 0, b: 0 }).reason).toMatch(/^2 of 2 checks fail: a is 0.*, and 1 more$/);
    expect(gate('a > 1\nb > 1', { a: 2 }, null, { onMissing: 'ignore' }).reason).toBe(
      '1 of 2 checks pass, 1 ignored as missing',
    );
    expect(gate('b > 1', { a: 2 }, null, { onMissing: 'ignore' }).reason).toBe(
      'nothing was checked: all 1 metrics are missing and ignored',
    );
  });

  test('tells where a threshold comes from and how far the value is', () => {
    expect(gate('a >= baseline * 95% - 0.01 # slack', { a: 0.9 }, { a: 0.91 }).results[0]).toMatchObject({
      rule: 'a >= baseline * 95% - 0.01',
      computation: 'baseline 0.91 * 95% - 0.01 = 0.8545',
      why: 'slack',
      observed: 0.9,
    });
    expect(gate('a <= 2', { a: 3 }).results[0]?.margin).toBe(-1);
    expect(gate('a <= 2', { a: 1 }).results[0]?.margin).toBe(1);
  });

  test('points at probable unit mistakes', () => {
    expect(gate('a > 80%', { a: 81 }).results[0]?.notes[0]).toContain('probable unit mistake: a is 81');
    expect(gate('coverage > 80', { coverage: 0.9 }).results[0]?.notes[0]).toContain('for 80 percent write 80%');
    expect(gate('a > 80%', { a: 0.9 }).results[0]?.notes).toEqual([]);
  });
});
