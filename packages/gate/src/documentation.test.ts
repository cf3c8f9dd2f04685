import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseRules } from './parse.ts';
import { readRulesFile } from './rules-file.ts';

/** What people copy must work. */
const PAGES = ['docs/rules.md', 'actions/quality-gate/README.md'];

const blocks = PAGES.flatMap((page) => {
  const text = readFileSync(new URL(`../../../${page}`, import.meta.url), 'utf8');
  return [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({
    page,
    language,
    code,
  }));
});

const rules = blocks.filter(({ language, code }) => language === '' && !code.startsWith('[warn:]'));
const files = blocks.filter(({ language, code }) => language === 'yaml' && /^(?:rules|slices|waivers):/.test(code));

test('there are examples', () => {
  expect(rules.length).toBeGreaterThan(0);
  expect(files.length).toBeGreaterThan(3);
});
test.each(rules)('$page: $code', ({ code }) => {
  expect(parseRules(code).length).toBeGreaterThan(0);
});
test.each(files)('$page: $code', ({ code, page }) => {
  expect(() => readRulesFile(code, page)).not.toThrow();
});
