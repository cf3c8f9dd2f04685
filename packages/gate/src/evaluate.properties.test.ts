import { worst } from '@ml-actions/kit/verdict';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import { flatten } from './flatten.ts';
import type { OnMissing } from './judge.ts';
import { parseRules } from './parse.ts';
import { RULE } from './rule.arbitrary.ts';

function gate(rule: string, a: number, baseline: number) {
  const [metrics, compared] = [flatten({ a }), flatten({ a: baseline })];
  return evaluate(parseRules(rule), { metrics, baseline: compared, today: '2026-11-24', onMissing: 'fail' });
}

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
      const passes = (a: number): boolean => gate(`a ${operator} baseline * 0.9 + 1`, a, baseline).verdict === 'pass';
      if (passes(worse)) expect(passes(better)).toBe(true);
    }),
  );
});

test('a step from the baseline means the same whatever its sign', () => {
  fc.assert(
    fc.property(USUAL, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (baseline, step) => {
      const verdict = (a: number) => gate(`a >= baseline - ${step}`, a, baseline).verdict;
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
