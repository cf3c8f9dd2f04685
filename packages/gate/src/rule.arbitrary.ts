import fc from 'fast-check';
import type { Expression, Rule } from './rule.ts';
import { OPERATORS } from './rule.ts';

const NAME = fc.oneof(
  fc.stringMatching(/^[\p{L}_][\p{L}\p{N}_.:@/-]{0,8}$/u),
  fc.string({ minLength: 1, unit: 'grapheme' }).filter((name) => name.isWellFormed()),
);

const EXPRESSION = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small' },
    fc.record({
      kind: fc.constant('number' as const),
      value: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
      percent: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('baseline' as const), metric: fc.oneof(fc.constant(null), NAME) }),
    fc.record({ kind: fc.constant('negative' as const), operand: tie('expression') }),
    fc.record({
      kind: fc.constant('binary' as const),
      operator: fc.constantFrom('+' as const, '-' as const, '*' as const, '/' as const),
      left: tie('expression'),
      right: tie('expression'),
    }),
  ),
})).expression;

/** Any rule there can be, for property tests. */
export const RULE: fc.Arbitrary<Rule> = fc
  .record({
    level: fc.constantFrom('fail' as const, 'warn' as const),
    name: fc.oneof(
      NAME.map((metric) => ({ metric, pattern: false })),
      fc.stringMatching(/^[a-z]{0,3}\*[a-z.]{0,2}[a-z*]$/).map((metric) => ({ metric, pattern: true })),
    ),
    operator: fc.constantFrom(...OPERATORS),
    threshold: EXPRESSION,
    why: fc.string().map((text) => text.replace(/[\r\n]/g, ' ').trim()),
  })
  .map(({ name, ...rest }) => ({ ...rest, ...name }));
