import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inline } from './escape.ts';
import { COMMENT_BYTES, details, type Report, renderMarkdown, type TableRow, verdictLabel } from './markdown.ts';

const VERDICTS = ['pass', 'warn', 'inconclusive', 'fail', 'error'] as const;

const row = (name: string, verdict?: TableRow['verdict']): TableRow => ({
  cells: [inline(name), 'x'],
  ...(verdict ? { verdict } : {}),
});
const rows = (count: number, name: string, verdict: TableRow['verdict']) =>
  Array.from({ length: count }, (_, index) => row(`${name} ${index}`, verdict));
const report = (rowsOfTable: TableRow[], more: Partial<Report> = {}): Report => ({
  title: 'gate',
  verdict: 'fail',
  reason: 'because',
  sections: [{ kind: 'table', columns: ['rule', 'seen'], rows: rowsOfTable }],
  ...more,
});

const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;
const counted = (text: string, pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0);

describe('a report', () => {
  it('says verdict and reason first, and failing rows before the others', () => {
    const text = renderMarkdown(report([row('good', 'pass'), row('bad', 'fail'), row('plain')]));
    expect(text).toBe(
      '## ❌ gate: fail\n\nbecause\n\n| rule | seen |\n| --- | --- |\n| bad | x |\n| good | x |\n| plain | x |',
    );
  });

  it.each(VERDICTS)('has a sign and a word for %s', (verdict) =>
    expect(verdictLabel(verdict)).toMatch(new RegExp(`\\S ${verdict}$`)),
  );

  it.each([
    [19, 1, false],
    [19, 2, true],
    [25, 0, false],
    [0, 21, true],
  ])('of %d failing and %d passing rows folds the passing: %s', (failing, passing, folds) => {
    const text = renderMarkdown(report([...rows(passing, 'good', 'pass'), ...rows(failing, 'bad', 'fail')]));
    const [open = '', folded = ''] = text.split('<details>');
    expect(text.includes('<details>')).toBe(folds);
    expect(found(open, /\| bad \d+ /g)).toBe(failing);
    if (folds) expect(folded).toContain(`<summary>${passing} passing</summary>\n\n| rule`);
    expect(found(text, /\| good \d+ /g)).toBe(passing);
  });

  it('never exceeds its budget, shows failing rows first, and counts every row it leaves out', () => {
    const name = fc.string({ unit: fc.constantFrom('a', 'ä', '€', '🦄', '|', '<'), minLength: 1, maxLength: 20 });
    const anyRow = fc.record({ name, verdict: fc.constantFrom(...VERDICTS, undefined) });
    fc.assert(
      fc.property(
        fc.array(anyRow, { maxLength: 120 }),
        fc.integer({ min: 0, max: 6000 }),
        name,
        fc.nat(40),
        (given, budget, reason, foldAbove) => {
          const isLoud = (verdict?: string) => verdict !== undefined && verdict !== 'pass';
          const all = given.map(({ verdict }, index) => row(`${isLoud(verdict) ? 'L' : 'Q'}${index}`, verdict));
          const loud = all.filter(({ verdict }) => isLoud(verdict)).length;
          const quiet = all.length - loud;
          const table = { kind: 'table' as const, columns: ['r', 's'], rows: all, foldAbove };
          const text = renderMarkdown(report([], { reason: reason.repeat(9), sections: [table] }), budget);
          expect(Buffer.byteLength(text)).toBeLessThanOrEqual(budget);
          expect(text).not.toContain('\ufffd');
          if (budget < 1500 || all.length === 0) return;

          const shownLoud = found(text, /^\| L\d+ /gm);
          const shownQuiet = found(text, /^\| Q\d+ /gm);
          const left = [...text.matchAll(/… and (\d+) more row/g)].reduce((sum, [, n]) => sum + Number(n), 0);
          const summed = counted(text, /_(\d+) passing, see/);
          expect(shownLoud + shownQuiet + left + summed).toBe(all.length);
          if (shownLoud < loud) expect(shownQuiet).toBe(0);
          if (quiet > 0 && text.includes('<details>')) expect(counted(text, /<summary>(\d+) passing/)).toBe(quiet);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('keeps its failing rows when there is no room for thousands of passing ones', () => {
    const text = renderMarkdown(report([...rows(5000, 'good', 'pass'), ...rows(5000, 'bad', 'fail')]), COMMENT_BYTES);
    const bad = found(text, /\| bad \d+ /g);
    expect(bad).toBeGreaterThan(2000);
    expect(counted(text, /… and (\d+) more row/)).toBe(5000 - bad);
    expect(text).toContain('5000 passing');
  });

  it('leaves out and counts the sections that do not fit, the later ones first', () => {
    const block = (markdown: string) => ({ kind: 'block' as const, markdown });
    const sections = [block('first'), block('x'.repeat(2000)), block('last')];
    const text = renderMarkdown(report([], { sections }), 1000);
    expect(text).toContain('first');
    expect(text).toContain('last');
    expect(text).not.toContain('xxx');
    expect(text).toContain('_1 more section(s) did not fit');
  });

  it('cuts an endless reason, not the report', () => {
    const text = renderMarkdown(report([row('bad', 'fail')], { reason: '<🦄'.repeat(1_000_000) }), COMMENT_BYTES);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(COMMENT_BYTES);
    expect(text).toContain('| bad | x |');
  });

  it('keeps a row on one line, whatever its cells hold', () => {
    const text = renderMarkdown(report([{ cells: ['a\n\nb', 'c\r\n# d'] }]));
    expect(text).toContain('| a b | c # d |');
  });

  it('shows nothing of a table without rows', () =>
    expect(renderMarkdown(report([]))).toBe('## ❌ gate: fail\n\nbecause'));

  it('folds blocks under a title that is HTML', () => {
    const sections = [{ kind: 'block' as const, markdown: '**in**', fold: 'log_of (a) <b>' }];
    expect(renderMarkdown(report([], { sections }))).toContain(
      '<details><summary>log_of (a) &lt;b&gt;</summary>\n\n**in**\n\n</details>',
    );
    expect(details('</summary></details>\n\n# x', 'in')).not.toMatch(/<\/summary><\/details>|\n\n# x/);
  });
});
