import { toJsonSchema } from '@valibot/to-json-schema';
import { describe, expect, test } from 'vitest';
import { format } from './format.ts';
import { Malformed } from './malformed.ts';
import { readRulesFile, rulesFileSchema } from './rules-file.ts';

const problemsOf = (text: string): readonly string[] => {
  try {
    readRulesFile(text, 'gate.yml');
  } catch (error) {
    if (error instanceof Malformed) return error.problems;
    throw error;
  }
  return [];
};

test('rules, slices and waivers', () => {
  const file = readRulesFile(
    `
rules:
  - accuracy > 0.85 # below this nobody benefits
  - warn: f1 > 0.8 # YAML reads a map here
  - '"val acc" > 0.5'
  - { rule: latency <= baseline * 1.1, description: users notice, level: warn }
slices:
  - name: region
    metrics: "{metric}/region={slice}"
    expected: [eu, 2024]
    rules: [accuracy > 0.8]
waivers:
  - { rule: "warn: accuracy>0.85", person: ana, reason: new market, expires: 2026-12-31 }
`,
    'gate.yml',
  );
  expect(file.rules.map(format)).toEqual([
    'accuracy > 0.85 # below this nobody benefits',
    'warn: f1 > 0.8 # YAML reads a map here',
    '"val acc" > 0.5',
    'warn: latency <= baseline * 1.1 # users notice',
  ]);
  expect(file.slices).toMatchObject([{ name: 'region', expected: ['eu', '2024'], rules: [{ metric: 'accuracy' }] }]);
  expect(file.waivers).toMatchObject([
    { person: 'ana', reason: 'new market', expires: '2026-12-31', rule: { metric: 'accuracy' } },
  ]);
});

test('rules may be one text, a line each', () => {
  expect(readRulesFile('rules: |\n  a > 1\n  # more\n  b > 2\n', 'gate.yml').rules).toHaveLength(2);
});

describe('problems', () => {
  test('come all at once, with their lines', () => {
    expect(
      problemsOf(
        'rulez: []\nrules:\n  - rule: a > 1\n    descripton: x\n  - 5\nwaivers:\n  - { rule: a > 1, person: ana, expires: soon }',
      ),
    ).toEqual([
      'gate.yml line 4: unknown key "descripton", did you mean "description"?',
      'gate.yml line 5: rules.1: expected a rule as text or a map, found 5',
      'gate.yml line 7: the key "reason" is missing',
      'gate.yml line 7: waivers.0.expires: expected a day such as 2026-12-31, found "soon"',
      'gate.yml line 1: unknown key "rulez", did you mean "rules"?',
    ]);
  });
  test('of rules show the rule', () => {
    expect(problemsOf('rules:\n  - a > 1\n  - a = 3')).toEqual([
      'gate.yml line 3, column 3: unexpected "="\n  a = 3\n    ^\n  write "==" to compare',
    ]);
  });
  test.each([
    ['', 'expected a map'],
    ['- a > 1', 'expected a map'],
    ['rules:\n  - "val acc" > 0.5', `in single quotes: - '"val acc" > 0.5'`],
    ['rules:\n  - level: warn', 'expected one "rule" or "warn"'],
    ['rules:\n  - { rule: a > 1, warn: b > 1 }', 'expected one "rule" or "warn"'],
    ['rules:\n  - { rule: a > 1, level: info }', 'rules.0.level: expected ("fail" | "warn"), found "info"'],
    ['slices:\n  - { name: r, metrics: x, rules: [a > 1] }', 'expected {metric} once, found x'],
    ['slices:\n  - { name: r, metrics: "{metric}.{slice}", rules: [] }', 'has no rules'],
    ['slices:\n  - { name: r, metrics: "{metric}.{slice}", rules: [a* > 1] }', 'without "*"'],
    ['waivers:\n  - { rule: a > 1, person: p, reason: r, expires: 2026-02-31 }', 'there is no day 2026-02-31'],
    [
      'waivers:\n  - { rule: a > 1, person: "", reason: r, expires: 2026-02-01 }',
      'waivers.0.person: expected some text',
    ],
    ['rules: !!js/function x', 'Unresolved tag'],
    ['rules: [a > 1]\nrules: []', 'unique'],
  ])('%j', (text, message) => {
    expect(problemsOf(text).join('\n')).toContain(message);
  });
});

test('the schema can be published', () => {
  expect(toJsonSchema(rulesFileSchema)).toMatchObject({ type: 'object', additionalProperties: false });
});
