import { Malformed } from '../malformed.ts';
import type { Metrics } from '../metric.ts';
import { open, unexpected } from './text.ts';
import type { Element } from './xml.ts';
import { parseXml } from './xml.ts';

const EXPECTED = 'JUnit XML';

/**
 * `tests.total`, `tests.failed` (errors are failures), `tests.skipped` and `tests.pass_rate`: passed out of those
 * that were not skipped, NaN when none ran, which no rule lets pass. Test cases are counted, because the attributes
 * that sum them up differ between writers. Throws `Malformed`.
 */
export function readTests(content: string, source: string): Metrics {
  const report = open(content, source);
  const root = parseXml(report, EXPECTED);
  if (root.name !== 'testsuites' && root.name !== 'testsuite') {
    throw unexpected(report, EXPECTED, `XML with the root element <${root.name}>`);
  }
  const cases = casesIn(root);
  const claimed = suitesIn(root).reduce((most, { attributes }) => Math.max(most, Number(attributes.tests) || 0), 0);
  if (cases.length === 0 && claimed > 0) {
    throw new Malformed([`${source}: says that ${claimed} tests ran, but lists none of them`]);
  }
  const failed = cases.filter(isBroken).length;
  const skipped = cases.filter((test) => !isBroken(test) && has(test, 'skipped')).length;
  const ran = cases.length - skipped;
  return new Map([
    ['tests.total', cases.length],
    ['tests.failed', failed],
    ['tests.skipped', skipped],
    ['tests.pass_rate', (ran - failed) / ran],
  ]);
}

const has = (test: Element, child: string): boolean => test.children.some(({ name }) => name === child);

const isBroken = (test: Element): boolean => has(test, 'failure') || has(test, 'error');

const suitesIn = (element: Element): Element[] => [
  element,
  ...element.children.filter(({ name }) => name === 'testsuite').flatMap(suitesIn),
];

/** The test cases, and suites that broke as a whole: those count as one failed test each. */
const casesIn = (root: Element): Element[] =>
  suitesIn(root).flatMap((suite) => [
    ...suite.children.filter(({ name }) => name === 'testcase'),
    ...(isBroken(suite) ? [suite] : []),
  ]);
