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
  const claimed = Math.max(...suitesIn(root).map(({ attributes }) => Number(attributes.tests) || 0));
  if (cases.length === 0 && claimed > 0) {
    throw new Malformed([`${source}: says that ${claimed} tests ran, but lists none of them`]);
  }
  const failed = cases.filter((test) => has(test, 'failure') || has(test, 'error')).length;
  const skipped = cases.filter((test) => has(test, 'skipped') && !has(test, 'failure') && !has(test, 'error')).length;
  const ran = cases.length - skipped;
  return new Map([
    ['tests.total', cases.length],
    ['tests.failed', failed],
    ['tests.skipped', skipped],
    ['tests.pass_rate', (ran - failed) / ran],
  ]);
}

const has = (test: Element, child: string): boolean => test.children.some(({ name }) => name === child);

const suitesIn = (element: Element): Element[] => [
  element,
  ...element.children.filter(({ name }) => name === 'testsuite').flatMap(suitesIn),
];

const casesIn = (root: Element): Element[] =>
  suitesIn(root).flatMap(({ children }) => children.filter(({ name }) => name === 'testcase'));
