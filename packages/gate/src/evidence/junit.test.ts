import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readTests } from './junit.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/junit/${name}`, import.meta.url), 'utf8');
const read = (text: string) => {
  const metrics = readTests(text, 'file');
  return ['total', 'failed', 'skipped', 'pass_rate'].map((name) => metrics.get(`tests.${name}`));
};

test.each([
  ['a pytest run with a failure, a broken fixture, a skip and an xfail', fixture('pytest.xml'), [8, 2, 2, 4 / 6]],
  ['a pytest run that passes', fixture('pytest-pass.xml'), [2, 0, 0, 1]],
  ['no tests: no rate', fixture('pytest-empty.xml'), [0, 0, 0, Number.NaN]],
  ['only skips: no rate', '<testsuite><testcase><skipped/></testcase></testsuite>', [1, 0, 1, Number.NaN]],
  ['a suite as root', '<testsuite><testcase/></testsuite>', [1, 0, 0, 1]],
  [
    'nested suites',
    '<testsuites><testsuite><testsuite><testcase/></testsuite><testcase><error/></testcase></testsuite></testsuites>',
    [2, 1, 0, 0.5],
  ],
  [
    'attributes that boast',
    '<testsuite tests="9" failures="0"><testcase><failure/></testcase></testsuite>',
    [1, 1, 0, 0],
  ],
  ['a case that failed and broke', '<testsuite><testcase><failure/><error/></testcase></testsuite>', [1, 1, 0, 0]],
  [
    'a case that was skipped after it failed',
    '<testsuite><testcase><failure/><skipped/></testcase></testsuite>',
    [1, 1, 0, 0],
  ],
  ['a suite that broke as a whole', '<testsuite><error/></testsuite>', [1, 1, 0, 0]],
])('%s', (_, text, expected) => {
  expect(read(text)).toEqual(expected);
});

test.each([
  ['', 'expected JUnit XML, found nothing'],
  ['<html><body>502</body></html>', 'found HTML'],
  ['{"tests": 3}', 'found JSON'],
  ['3 passed', 'found text that begins "3 passed"'],
  ['<coverage/>', 'root element <coverage>'],
  [fixture('pytest.xml').slice(0, 600), 'damaged or cut off'],
  ['<testsuite tests="12"/>', 'says that 12 tests ran, but lists none'],
  ['<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><testsuite>&e;</testsuite>', 'its own declarations'],
])('refuses %j', (text, message) => {
  expect(() => read(text)).toThrow(message);
});
