import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { format } from './format.ts';
import { Malformed } from './malformed.ts';
import { parseRule, parseRules } from './parse.ts';
import { RULE } from './rule.arbitrary.ts';

const problemsOf = (text: string): readonly string[] => {
  try {
    parseRules(text);
  } catch (error) {
    if (error instanceof Malformed) return error.problems;
    throw error;
  }
  return [];
};

describe('a rule', () => {
  test('becomes a tree', () => {
    expect(parseRule('warn: val/acc-top@5 >= (baseline - 1e-2) * 80% # no # regress')).toEqual({
      level: 'warn',
      metric: 'val/acc-top@5',
      pattern: false,
      operator: '>=',
      threshold: {
        kind: 'binary',
        operator: '*',
        left: {
          kind: 'binary',
          operator: '-',
          left: { kind: 'baseline', metric: null },
          right: { kind: 'number', value: 0.01, percent: false },
        },
        right: { kind: 'number', value: 80, percent: true },
      },
      why: 'no # regress',
    });
  });

  test.each([
    // [as written, as printed, why it matters]
    ['accuracy>0.85', 'accuracy > 0.85', 'spaces are optional'],
    ['warn:f1>.5', 'warn: f1 > 0.5', 'so are they after the level, and a number may begin with its point'],
    ['a-b > 1', 'a-b > 1', 'left of the comparison a minus belongs to the name'],
    ['a > baseline-0.1', 'a > baseline - 0.1', 'right of it a minus calculates'],
    ['a > baseline.b-c - 1', 'a > baseline.b-c - 1', 'after "baseline." it belongs to the name again'],
    ['a > baseline.b/c/2', undefined, 'unless it could be either'],
    ['a > baseline.b*2', 'a > baseline.b * 2', 'an asterisk after a name of the baseline multiplies'],
    ['a > baseline."b c"*2', 'a > baseline."b c" * 2', 'any name can be quoted'],
    ['"val acc" > 0.5', '"val acc" > 0.5', 'MLflow allows spaces'],
    ['"a#b" > 0.5 # why', '"a#b" > 0.5 # why', 'a # in quotes begins no reason'],
    ['"say \\"hi\\"" > 1', '"say \\"hi\\"" > 1', 'escapes are those of JSON'],
    ['"plain" > 1', 'plain > 1', 'needless quotes go'],
    ['by.* > 1', 'by.* > 1', 'a bare asterisk is a pattern'],
    ['"by.*" > 1', '"by.*" > 1', 'a quoted one is an asterisk'],
    ['5xx > 0', '5xx > 0', 'a name may begin with a digit'],
    ['warn-rate > 1', 'warn-rate > 1', 'a name may begin like the level'],
    ['error:rate > 1', '"error:rate" > 1', 'or like a level that does not exist'],
    ['größe > 1', 'größe > 1', 'letters are those of any alphabet'],
    ['a > 80 %', 'a > 80%', 'a percent sign may stand apart'],
    ['a > 1 - (2 - 3)', 'a > 1 - (2 - 3)', 'parentheses that matter stay'],
    ['a > (1 * 2) + 3', 'a > 1 * 2 + 3', 'those that do not go'],
    ['a > --1', 'a > --1', 'two signs are two signs'],
    ['a > -(1 + 2)', 'a > -(1 + 2)', 'a sign binds tightest'],
    ['a > 1e+3', 'a > 1000', 'exponents are numbers'],
  ] as [string, string | undefined, string][])('%s', (written, printed) => {
    if (printed === undefined) expect(() => parseRule(written)).toThrow('may be a name or a calculation');
    else expect(format(parseRule(written))).toBe(printed);
  });

  test('blank lines and comments are no rules', () => {
    expect(parseRules('\n# head\n a > 1\r\n\n  # more\nb > 2\n')).toHaveLength(2);
    expect(parseRules('')).toEqual([]);
  });

  test('shows every problem, each with its place and what to write', () => {
    expect(problemsOf('accuracy = 0.85\nok > 1\n\nf1 > baselin - 0.01')).toEqual([
      'rule 1, column 10: unexpected "="\n  accuracy = 0.85\n           ^\n  write "==" to compare',
      'rule 3, column 6: expected a number or baseline, found "baselin"\n  f1 > baselin - 0.01\n       ^^^^^^^\n  did you mean "baseline"?',
    ]);
  });

  test.each([
    ['a => 1', 'write ">="'],
    ['a =< 1', 'write "<="'],
    ['a <> 1', 'write "!="'],
    ['a ≥ 1', 'write ">="'],
    ['a > 1 && b > 2', 'two rules'],
    ['a > 1 and b > 2', 'two rules'],
    ['0 < a < 1', 'the metric comes first'],
    ['a > 0 < 1', 'two rules'],
    ['a 0.8', 'a comparison is missing, such as: a > 0.8'],
    ['a', 'expected one of'],
    ['', 'expected a metric, found the end of the rule'],
    ['a >', 'found the end of the rule'],
    ['a > # why', 'found the end of the rule'],
    ['> 1', 'expected a metric'],
    ['val acc > 1', 'needs quotes: "val acc"'],
    ['a + 1 > 2', 'calculate on the right'],
    ['a * 100 > 80', 'calculate on the right'],
    ['a > b', 'baseline.b'],
    ['a > "b c"', 'baseline."b c"'],
    ['a > nan', 'fail every rule already'],
    ['a == true', 'compares numbers'],
    ['a > 200ms', 'without a unit'],
    ['a > 1_000', 'without a unit'],
    ['a > 0,85', 'numbers with a point'],
    ['a > 1, b > 2', 'one rule a line'],
    ['a > (1', 'expected ")"'],
    ['a > 1)', 'expected the end of the rule'],
    ['a > 1 2', 'expected the end of the rule'],
    ['a > 1 +', 'expected a number or baseline'],
    ['a > 1e999', 'too large'],
    ['a > baseline.', 'expected a metric after'],
    ['a > baseline.top-5', 'baseline."top-5"'],
    ['a > baseline.b- 1', 'put spaces around the "-"'],
    ['"a > 1', 'never closed'],
    ['"" > 1', 'cannot be empty'],
    ['"a\\q" > 1', 'escapes are those of JSON'],
    ["'a' > 1", 'double quotes'],
    ['“a” > 1', 'double quotes'],
    ['a: > 1', 'needs quotes: "a:"'],
    ['Warn: a > 1', 'did you mean "warn:"?'],
    ['warning: a > 1', 'did you mean "warn:"?'],
    ['error: a > 1', 'unless "warn:" stands before it'],
    ['a > $', 'unexpected "$"'],
    ['a > 😀', 'unexpected "😀"'],
    [`a > ${'('.repeat(2000)}`, 'at most 1000 characters'],
  ])('refuses %s', (line, message) => {
    expect(() => parseRule(line)).toThrow();
    const shown = problemsOf(line).join('\n');
    expect(line === '' ? message : shown).toContain(message);
  });
});

test('what is printed parses back to the same rule', () => {
  fc.assert(
    fc.property(RULE, (rule) => {
      const text = format(rule);
      fc.pre(text.length <= 1000);
      expect(parseRule(text)).toEqual(rule);
    }),
    { numRuns: 2000 },
  );
});

test('any text is either a rule or a problem, and never a crash', () => {
  const alphabet = fc.constantFrom(...'ab1.5 -+*/()%><=!"#:@', 'baseline', 'warn:', 'é', '\t');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(alphabet).map((parts) => parts.join('')),
      ),
      (text) => {
        for (const problem of problemsOf(text)) expect(problem).toMatch(/^rule \d+, column \d+: /);
      },
    ),
    { numRuns: 5000 },
  );
});
