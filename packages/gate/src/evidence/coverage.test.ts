import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCoverage } from './coverage.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/coverage/${name}`, import.meta.url), 'utf8');
const read = async (text: string) => Object.fromEntries(await readCoverage(text, 'file'));

describe('one pytest run, three formats', () => {
  test.each(['cobertura.xml', 'lines.lcov', 'coverage-py.json'])('%s: lines', async (name) => {
    expect(await read(fixture(name))).toEqual({ coverage: 8 / 15 });
  });
  test.each(['cobertura-branch.xml', 'branch.lcov', 'coverage-py-branch.json'])(
    '%s: lines and branches',
    async (name) => {
      expect(await read(fixture(name))).toEqual({ coverage: 13 / 15, 'coverage.branches': 1 });
    },
  );
});

test('the content decides, whatever stands before it', async () => {
  expect(await read(`\uFEFF\n${fixture('cobertura.xml')}`)).toEqual({ coverage: 8 / 15 });
});

describe('Cobertura', () => {
  test('gives rates where there are no counts', async () => {
    expect(await read('<coverage line-rate="0.5" branch-rate="0.25"/>')).toEqual({
      coverage: 0.5,
      'coverage.branches': 0.25,
    });
  });
  test('of nothing is NaN', async () => {
    expect(await read('<coverage lines-valid="0" lines-covered="0" line-rate="1"/>')).toEqual({ coverage: Number.NaN });
  });
  test('may name its DTD, which is not fetched', async () => {
    const text =
      '<?xml version="1.0"?><!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd"><coverage line-rate="1"/>';
    expect(await read(text)).toMatchObject({ coverage: 1 });
  });
});

describe('LCOV', () => {
  test('merges what several tests say of one file', async () => {
    const part = (first: number, second: number) => `TN:t\nSF:a.c\nDA:1,${first}\nDA:2,${second}\nend_of_record\n`;
    expect(await read(part(1, 0) + part(0, 1))).toEqual({ coverage: 1 });
  });
  test('uses the sums of a record that lists no lines', async () => {
    expect(await read('SF:a.c\nLF:4\nLH:1\nBRF:2\nBRH:1\nend_of_record')).toEqual({
      coverage: 0.25,
      'coverage.branches': 0.5,
    });
  });
  test('takes a branch whose line never ran as not covered', async () => {
    expect(await read('SF:a.c\nDA:1,0\nBRDA:1,0,0,-\nBRDA:1,0,1,-\nend_of_record')).toEqual({
      coverage: 0,
      'coverage.branches': 0,
    });
  });
});

const BOMB = '<!DOCTYPE c [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><coverage line-rate="&b;"/>';

test.each([
  ['', 'found nothing'],
  ['  \n', 'found nothing'],
  ['<!DOCTYPE html><html></html>', 'found HTML'],
  [fixture('cobertura.xml').slice(0, 700), 'damaged or cut off'],
  [fixture('coverage-py.json').slice(0, 700), 'damaged or cut off'],
  [fixture('branch.lcov').slice(0, 95), 'cut off: a record without its end_of_record'],
  ['SF:a\nDA:1,1\nSF:b\nDA:1,1\nend_of_record', 'cut off: a record without its end_of_record'],
  ['SF:a\nDA:1,x\nend_of_record', 'file, line 2: expected LCOV, found "DA:1,x"'],
  ['Coverage: 93%', 'found text that begins "Coverage: 93%"'],
  ['<report name="jacoco"/>', 'found XML with the root element <report>'],
  ['<coverage clover="3"/>', 'without a usable lines-valid or line-rate'],
  ['<coverage line-rate="1.5"/>', 'without a usable'],
  ['<coverage lines-valid="10" lines-covered="11" line-rate="1"/>', 'without a usable'],
  ['<coverage lines-valid="ten" lines-covered="1"/>', 'without a usable'],
  ['<coverage line-rate="1"/><coverage line-rate="0"/>', 'single root'],
  [BOMB, 'its own declarations'],
  [`${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`, 'cannot be read'],
  ['{"total": {"lines": {"pct": 80}}}', 'found a JSON object with total'],
  ['{"meta": {}, "totals": {"percent_covered": 80}}', 'without usable totals'],
  ['{"meta": {}, "totals": {"covered_lines": 2, "num_statements": 1}}', 'without usable totals'],
  ['[1]', 'a JSON list'],
])('refuses %j', async (text, message) => {
  await expect(read(text)).rejects.toThrow(message);
});
