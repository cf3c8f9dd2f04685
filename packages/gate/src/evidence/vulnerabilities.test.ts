import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readVulnerabilities } from './vulnerabilities.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/vulnerabilities/${name}`, import.meta.url), 'utf8');
const read = (text: string) => {
  const metrics = readVulnerabilities(text, 'file');
  return ['critical', 'high', 'medium', 'low', 'unknown', 'total'].map((name) =>
    metrics.get(`vulnerabilities.${name}`),
  );
};

test.each([
  // [fixture, critical, high, medium, low, unknown, total]
  ['bandit.sarif', 0, 1, 1, 1, 0, 3], // bandit leaves out the level of a warning
  ['semgrep.sarif', 0, 1, 1, 0, 0, 2], // semgrep leaves out every level, and lists a suppressed result
  ['zizmor.sarif', 0, 3, 2, 0, 0, 5],
  ['levels.sarif', 3, 6, 1, 1, 2, 13],
  ['trivy.json', 1, 1, 0, 1, 1, 4], // the secret is no vulnerability
  ['trivy-clean.json', 0, 0, 0, 0, 0, 0],
  ['grype.json', 1, 1, 1, 0, 2, 5],
  ['grype-clean.json', 0, 0, 0, 0, 0, 0],
])('%s', (name, ...expected) => {
  expect(read(fixture(name))).toEqual(expected);
});

const sarif = (run: object): string => JSON.stringify({ version: '2.1.0', runs: [run] });
const tool = { driver: { name: 'x' } };

test.each([
  ['', 'found nothing'],
  ['<html>rate limited</html>', 'found HTML'],
  ['<testsuite/>', 'found XML'],
  ['{}', 'an empty JSON object'],
  ['[]', 'a JSON list'],
  ['{"vulnerabilities": []}', 'a JSON object with vulnerabilities'],
  ['{"matches": []}', 'a JSON object with matches'],
  ['{"SchemaVersion": 2}', 'a JSON object with SchemaVersion'],
  [fixture('trivy.json').slice(0, 500), 'damaged or cut off'],
  [fixture('trivy-config-only.json'), 'did not look for vulnerabilities, only for: config'],
  ['{"SchemaVersion": 1, "ArtifactName": "x"}', "expected Trivy's schema version 2, found 1"],
  ['{"SchemaVersion": 2, "ArtifactName": "x", "Results": {}}', 'Results of this Trivy report is no list'],
  ['{"version": "2.0.0", "runs": []}', 'expected SARIF 2.1, found SARIF 2.0.0'],
  ['{"version": "2.1.0", "runs": []}', 'has no run'],
  [sarif({ tool }), 'gives no results, so nothing was scanned'],
  [sarif({ tool, results: null }), 'gives no results, so nothing was scanned'],
  [sarif({ tool, results: [], invocations: [{ executionSuccessful: false }] }), 'its run failed'],
])('refuses %j', (text, message) => {
  expect(() => read(text)).toThrow(message);
});

test('a damaged item counts rather than vanishes', () => {
  expect(read(sarif({ tool, results: [null] }))).toEqual([0, 0, 1, 0, 0, 1]);
});

test('a suppression that is not accepted leaves the result counted', () => {
  const one = (...suppressions: object[]) => read(sarif({ tool, results: [{ suppressions }] })).at(-1);
  expect(one({ kind: 'inSource' })).toBe(0);
  expect(one({ status: 'accepted' }, { status: 'rejected' })).toBe(1);
});
