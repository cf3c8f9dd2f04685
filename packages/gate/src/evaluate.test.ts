import type { Verdict } from '@ml-actions/kit/verdict';
import { worst } from '@ml-actions/kit/verdict';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GateInput } from './evaluate.ts';
import { evaluate } from './evaluate.ts';
import { flatten } from './flatten.ts';
import type { OnMissing } from './judge.ts';
import { parseRules } from './parse.ts';
import { RULE } from './rule.arbitrary.ts';

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

interface Case {
  rule: string;
  metrics: Values;
  baseline?: Values;
  onMissing?: OnMissing;
  verdict: Verdict;
  says?: string;
  because: string;
}

const CASES: Case[] = [
  // Plain bounds
  { rule: 'a > 1', metrics: { a: 2 }, verdict: 'pass', says: 'a is 2, must be > 1 (clear by 1)', because: 'above' },
  {
    rule: 'a > 1',
    metrics: { a: 1 },
    verdict: 'fail',
    says: 'a is 1, must be > 1 (equal is not enough)',
    because: 'strict',
  },
  { rule: 'a >= 1', metrics: { a: 1 }, verdict: 'pass', says: 'a is 1, must be >= 1', because: 'not strict' },
  { rule: 'a < 1', metrics: { a: 1 }, verdict: 'fail', because: 'strict below' },
  { rule: 'a <= 1', metrics: { a: 1 }, verdict: 'pass', because: 'not strict below' },
  {
    rule: 'a <= 1',
    metrics: { a: 1.5 },
    verdict: 'fail',
    says: 'a is 1.5, must be <= 1 (over by 0.5)',
    because: 'above the ceiling',
  },
  { rule: 'a == 0', metrics: { a: 0 }, verdict: 'pass', because: 'counts are compared exactly' },
  { rule: 'a == 0', metrics: { a: -0 }, verdict: 'pass', because: 'minus zero is zero' },
  { rule: 'a == 0', metrics: { a: 3 }, verdict: 'fail', says: 'a is 3, must be == 0 (off by 3)', because: 'differs' },
  { rule: 'a == 0', metrics: { a: 1e-30 }, verdict: 'fail', because: 'near zero is not zero' },
  { rule: 'a != 0', metrics: { a: 0 }, verdict: 'fail', says: 'a is 0, must be != 0', because: 'a constant metric' },
  { rule: 'a != 0', metrics: { a: 1 }, verdict: 'pass', because: 'differs' },
  {
    rule: 'a > 0.85',
    metrics: { a: 0.84 },
    verdict: 'fail',
    says: 'a is 0.84, must be > 0.85 (short by 0.01)',
    because: 'no float noise in the sentence',
  },
  {
    rule: 'a > 0.85',
    metrics: { a: 0.8499999999 },
    verdict: 'fail',
    says: 'a is 0.8499999999, must be > 0.85 (short by 1e-10)',
    because: 'two values that differ are shown so',
  },
  { rule: 'a > -1', metrics: { a: -0.5 }, verdict: 'pass', because: 'a negative bound' },
  { rule: 'a <= 0.999 # leak', metrics: { a: 1 }, verdict: 'fail', because: 'too good to be true' },
  {
    rule: 'a < 9007199254740993',
    metrics: { a: 9007199254740992 },
    verdict: 'fail',
    because: 'beyond 2^53 integers are not told apart, so a strict rule fails',
  },
  {
    rule: 'a == 1000000000001',
    metrics: { a: 1000000000000 },
    verdict: 'fail',
    because: 'large counts are told apart',
  },
  // Float noise
  { rule: 'a <= 0.3', metrics: { a: 0.1 + 0.2 }, verdict: 'pass', because: '0.1 + 0.2 is 0.3' },
  { rule: 'a == 0.3', metrics: { a: 0.1 + 0.2 }, verdict: 'pass', because: 'so it is' },
  { rule: 'a > 0.3', metrics: { a: 0.1 + 0.2 }, verdict: 'fail', because: 'and it is not more' },
  {
    rule: 'a >= baseline - 0.01',
    metrics: { a: 0.9 },
    baseline: { a: 0.91 },
    verdict: 'pass',
    because: '0.91 - 0.01 is 0.9',
  },
  {
    rule: 'a >= baseline - 0.1',
    metrics: { a: 0.2 },
    baseline: { a: 0.3 },
    verdict: 'pass',
    because: '0.3 - 0.1 is 0.2, in floats 0.19999999999999998',
  },
  {
    rule: 'a > baseline - 0.1',
    metrics: { a: 0.2 },
    baseline: { a: 0.3 },
    verdict: 'fail',
    because: 'noise does not help a strict rule',
  },
  {
    rule: 'a <= baseline * 1.1',
    metrics: { a: 110 },
    baseline: { a: 100 },
    verdict: 'pass',
    because: '100 * 1.1 is 110.00000000000001',
  },
  {
    rule: 'a >= baseline * 1.1',
    metrics: { a: 110 },
    baseline: { a: 100 },
    verdict: 'pass',
    because: 'from both sides',
  },
  {
    rule: 'a >= 0.9',
    metrics: { a: 0.9 - 1e-12 },
    verdict: 'fail',
    because: 'a millionth of a millionth is a difference',
  },
  {
    rule: 'a == 0.1 + 0.2 - 0.3',
    metrics: { a: 0 },
    verdict: 'pass',
    because: 'what cancels leaves only the noise of what it cancelled',
  },
  { rule: 'a == 0.1 + 0.2 - 0.3', metrics: { a: 1e-12 }, verdict: 'fail', because: 'but not more' },
  // Percentages
  {
    rule: 'a > 80%',
    metrics: { a: 0.81 },
    verdict: 'pass',
    says: 'a is 0.81, must be > 0.8 (80%; clear by 0.01)',
    because: '80% is 0.8',
  },
  { rule: 'a > 80%', metrics: { a: 0.8 }, verdict: 'fail', because: 'exactly 0.8' },
  {
    rule: 'a > 80%',
    metrics: { a: 81 },
    verdict: 'warn',
    because: 'a metric in percent must not pass as a ratio unseen',
  },
  { rule: 'a < 5%', metrics: { a: 4 }, verdict: 'fail', because: 'on the other side it fails anyway' },
  { rule: 'a > 150%', metrics: { a: 2 }, verdict: 'pass', because: 'who writes 150% knows that the ratio exceeds one' },
  {
    rule: 'a <= baseline * 110%',
    metrics: { a: 105 },
    baseline: { a: 100 },
    verdict: 'pass',
    because: 'here the percentage scales',
  },
  {
    rule: 'a >= baseline - 5%',
    metrics: { a: 0.87 },
    baseline: { a: 0.91 },
    verdict: 'pass',
    because: '5% is 0.05, an absolute step',
  },
  {
    rule: 'coverage > 80',
    metrics: { coverage: 0.9 },
    verdict: 'fail',
    because: 'a ratio never exceeds 80; the note says what to write',
  },
  // Baseline
  {
    rule: 'a >= baseline',
    metrics: { a: 1 },
    verdict: 'inconclusive',
    says: 'a is 1, but there is no baseline to compare with',
    because: 'nothing to compare with',
  },
  {
    rule: 'a >= baseline',
    metrics: { a: 1 },
    baseline: {},
    verdict: 'inconclusive',
    says: 'a is 1, but the baseline has no a',
    because: 'the first run with a new metric',
  },
  {
    rule: 'a >= baseline.b',
    metrics: { a: 1 },
    baseline: { b: 2 },
    verdict: 'fail',
    says: 'a is 1, must be >= 2 (baseline.b 2; short by 1)',
    because: 'another metric of the baseline',
  },
  { rule: 'a > 0', metrics: { a: 1 }, verdict: 'pass', because: 'a rule that reads no baseline needs none' },
  {
    rule: 'a >= baseline',
    metrics: { a: -0.5 },
    baseline: { a: -1 },
    verdict: 'pass',
    because: 'a negative baseline does not turn better into worse',
  },
  {
    rule: 'a >= baseline - 0.1',
    metrics: { a: -1.2 },
    baseline: { a: -1 },
    verdict: 'fail',
    because: 'nor worse into better',
  },
  {
    rule: 'a >= baseline',
    metrics: { a: 0 },
    baseline: { a: 0 },
    verdict: 'pass',
    because: 'a zero baseline is a baseline',
  },
  {
    rule: 'a <= baseline * 1.1',
    metrics: { a: 0.1 },
    baseline: { a: 0 },
    verdict: 'fail',
    because: 'ten percent of nothing is nothing',
  },
  {
    rule: 'a > 1 / baseline',
    metrics: { a: 1 },
    baseline: { a: 0 },
    verdict: 'fail',
    says: 'a is 1, but the threshold divides by zero',
    because: 'no threshold, no pass',
  },
  {
    rule: 'a > 1 / (0.3 - 0.1 - 0.2)',
    metrics: { a: 1 },
    verdict: 'fail',
    says: 'a is 1, but the threshold divides by zero',
    because: 'a zero is a zero whatever the rounding left',
  },
  { rule: 'a < 1e308 * 10', metrics: { a: 1 }, verdict: 'fail', because: 'an infinite threshold lets nothing pass' },
  {
    rule: 'a >= 0 * baseline.x',
    metrics: { a: 1 },
    baseline: { x: 'NaN' },
    verdict: 'fail',
    because: 'NaN fails the rule that reads it, even times zero',
  },
  { rule: 'a != baseline', metrics: { a: 1 }, baseline: { a: 'NaN' }, verdict: 'fail', because: 'also under !=' },
  {
    rule: 'a < baseline',
    metrics: { a: 1 },
    baseline: { a: 'Infinity' },
    verdict: 'fail',
    because: 'an infinite baseline lets nothing pass',
  },
  { rule: 'a > baseline', metrics: { a: 1 }, baseline: { a: true }, verdict: 'fail', because: 'true is not 1' },
  {
    rule: 'a > baseline.x + baseline.y',
    metrics: { a: 1 },
    baseline: { x: 'NaN' },
    verdict: 'fail',
    because: 'known to be wrong outweighs unknown',
  },
  // NaN, infinite, no number
  {
    rule: 'a > 0',
    metrics: { a: Number.NaN },
    verdict: 'fail',
    says: 'a is NaN, which fails every rule',
    because: 'NaN',
  },
  {
    rule: 'a != 0',
    metrics: { a: Number.NaN },
    verdict: 'fail',
    because: 'NaN differs from everything, and still fails',
  },
  { rule: 'a < 1', metrics: { a: 'NaN' }, verdict: 'fail', because: 'the way our JSON carries NaN' },
  { rule: 'a > 0', metrics: { a: 'Infinity' }, verdict: 'fail', because: 'diverged' },
  { rule: 'a < 0', metrics: { a: '-Infinity' }, verdict: 'fail', because: 'diverged downwards' },
  {
    rule: 'a > 0',
    metrics: { a: '1' },
    verdict: 'fail',
    says: 'a is the text "1", not a number',
    because: 'text, even of a number',
  },
  { rule: 'a > 0', metrics: { a: true }, verdict: 'fail', says: 'a is true, not a number', because: 'boolean' },
  { rule: 'a >= 0', metrics: { a: null }, verdict: 'fail', says: 'a is null, not a number', because: 'null is not 0' },
  {
    rule: 'a >= baseline',
    metrics: { a: 'NaN' },
    verdict: 'fail',
    because: 'NaN fails even where the baseline is missing',
  },
  // Missing
  { rule: 'a > 0', metrics: {}, verdict: 'fail', says: 'a is missing', because: 'the default' },
  { rule: 'a > 0', metrics: {}, onMissing: 'warn', verdict: 'warn', because: 'as asked' },
  {
    rule: 'a > 0',
    metrics: {},
    onMissing: 'ignore',
    verdict: 'pass',
    says: 'a is missing; missing metrics are ignored',
    because: 'as asked, and said',
  },
  {
    rule: 'a >= baseline',
    metrics: {},
    baseline: { a: 1 },
    verdict: 'fail',
    says: 'a is missing, although the baseline has it',
    because: 'a metric that was lost',
  },
  { rule: 'a >= baseline', metrics: {}, verdict: 'fail', because: 'missing here outweighs missing there' },
  {
    rule: 'accuracy > 0',
    metrics: { val_accuracy: 1 },
    verdict: 'fail',
    says: 'accuracy is missing; did you mean val_accuracy?',
    because: 'a longer name',
  },
  {
    rule: 'acuracy > 0',
    metrics: { accuracy: 1 },
    verdict: 'fail',
    says: 'acuracy is missing; did you mean accuracy?',
    because: 'a typing error',
  },
  // Levels
  { rule: 'warn: a > 1', metrics: { a: 2 }, verdict: 'pass', because: 'holds' },
  { rule: 'warn: a > 1', metrics: { a: 1 }, verdict: 'warn', because: 'broken' },
  {
    rule: 'warn: a > 1',
    metrics: { a: 'NaN' },
    verdict: 'warn',
    because: 'an advisory rule does not stop a delivery, and does not hide NaN',
  },
  { rule: 'warn: a > 1', metrics: {}, verdict: 'warn', because: 'nor a missing metric' },
  {
    rule: 'warn: a > baseline',
    metrics: { a: 1 },
    verdict: 'warn',
    because: 'what cannot be judged must not weigh more than what is broken',
  },
  // Patterns
  { rule: 'by.* > 0', metrics: { by: { x: 1, y: 2 } }, verdict: 'pass', because: 'every match holds' },
  { rule: 'by.* > 1', metrics: { by: { x: 1, y: 2 } }, verdict: 'fail', because: 'one does not' },
  {
    rule: 'by.* > 1',
    metrics: { a: 2 },
    verdict: 'fail',
    says: 'no metric matches by.*',
    because: 'no match is no pass',
  },
  { rule: 'by.* > 1', metrics: { a: 2 }, onMissing: 'warn', verdict: 'warn', because: 'no match is missing' },
  { rule: '"by.*" > 1', metrics: { by: { '*': 2 } }, verdict: 'pass', because: 'in quotes an asterisk is an asterisk' },
  {
    rule: 'by.* >= baseline',
    metrics: { by: { x: 1 } },
    baseline: { by: { x: 1, y: 1 } },
    verdict: 'fail',
    because: 'the baseline measured y, and nobody did now',
  },
  {
    rule: 'by.* >= 1',
    metrics: { by: { x: 1 } },
    baseline: { by: { y: 1 } },
    verdict: 'pass',
    because: 'a rule that reads no baseline does not ask it',
  },
  // Names
  { rule: '__proto__ > 0', metrics: { a: 1 }, verdict: 'fail', because: 'no name is special' },
  { rule: 'constructor > 0', metrics: JSON.parse('{"constructor": 1}'), verdict: 'pass', because: 'not even this one' },
];

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

const VALUE = fc.oneof(
  fc.double(),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom('NaN', 'Infinity', '-Infinity', 'text', true, null),
);
const USUAL = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const METRICS = fc.dictionary(fc.constantFrom('a', 'b', 'c'), VALUE);

/** Rules over few names, so that they meet metrics. */
const NEAR_RULE = RULE.chain((rule) =>
  fc.constantFrom('a', 'b').map((metric) => ({ ...rule, metric, pattern: false })),
);

test('whatever the rule: NaN, infinite values and values that are no number never pass', () => {
  const defect = fc.constantFrom('NaN', 'Infinity', '-Infinity', 'text', '1', true, null);
  fc.assert(
    fc.property(
      NEAR_RULE,
      METRICS,
      METRICS,
      defect,
      fc.constantFrom('fail', 'warn', 'ignore'),
      (rule, metrics, baseline, bad, onMissing) => {
        const { verdict } = evaluate([rule], {
          metrics: flatten({ ...metrics, [rule.metric]: bad }),
          baseline: flatten(baseline),
          today: '2026-11-24',
          onMissing: onMissing as OnMissing,
        });
        expect(verdict).toBe(rule.level);
      },
    ),
    { numRuns: 2000 },
  );
});

test('whatever the values: what passes was a finite number against a finite threshold', () => {
  fc.assert(
    fc.property(NEAR_RULE, METRICS, METRICS, (rule, metrics, baseline) => {
      const [result] = evaluate([rule], {
        metrics: flatten(metrics),
        baseline: flatten(baseline),
        today: '2026-11-24',
        onMissing: 'fail',
      }).results;
      if (result?.verdict !== 'pass') return;
      expect(Number.isFinite(result.observed)).toBe(true);
      expect(Number.isFinite(result.threshold)).toBe(true);
      expect(result.margin).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 2000 },
  );
});

test('more is never worse for > and >=, less never for < and <=', () => {
  fc.assert(
    fc.property(USUAL, USUAL, USUAL, fc.constantFrom('>', '>=', '<', '<='), (x, y, baseline, operator) => {
      const [better, worse] = operator.startsWith('>')
        ? [Math.max(x, y), Math.min(x, y)]
        : [Math.min(x, y), Math.max(x, y)];
      const passes = (a: number): boolean =>
        gate(`a ${operator} baseline * 0.9 + 1`, { a }, { a: baseline }).verdict === 'pass';
      if (passes(worse)) expect(passes(better)).toBe(true);
    }),
  );
});

test('a step from the baseline means the same whatever its sign', () => {
  fc.assert(
    fc.property(USUAL, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (baseline, step) => {
      const verdict = (a: number) => gate(`a >= baseline - ${step}`, { a }, { a: baseline }).verdict;
      expect(verdict(baseline)).toBe('pass');
      expect(verdict(baseline - step)).toBe('pass');
      expect(verdict(baseline - step * 1.01)).toBe('fail');
    }),
  );
});

test('the verdict is the worst of the rules, and never changes when rules change places', () => {
  fc.assert(
    fc.property(fc.array(NEAR_RULE, { minLength: 1, maxLength: 6 }), METRICS, METRICS, (rules, metrics, baseline) => {
      const input = {
        metrics: flatten(metrics),
        baseline: flatten(baseline),
        today: '2026-11-24',
        onMissing: 'fail' as const,
      };
      const result = evaluate(rules, input);
      expect(result.verdict).toBe(worst(result.results.map(({ verdict }) => verdict)));
      expect(evaluate(rules.toReversed(), input).verdict).toBe(result.verdict);
      for (const one of result.results) if (one.level === 'warn') expect(['pass', 'warn']).toContain(one.verdict);
    }),
  );
});

test('a waiver never turns an error or a missing number into a pass', () => {
  fc.assert(
    fc.property(fc.array(NEAR_RULE, { maxLength: 3 }), NEAR_RULE, METRICS, (rules, waived, metrics) => {
      const input = { metrics: flatten(metrics), baseline: null, today: '2026-11-24', onMissing: 'fail' as const };
      const before = evaluate(rules, input);
      const waiver = { rule: waived, person: 'p', reason: 'r', expires: '2099-01-01' };
      const after = evaluate(rules, { ...input, waivers: [waiver] });
      if (before.verdict === 'error') expect(after.verdict).toBe('error');
      if (after.verdict === 'pass') expect(before.verdict).toBe('pass');
    }),
  );
});
