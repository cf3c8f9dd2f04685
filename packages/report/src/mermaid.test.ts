import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GanttBar, gantt, lineChart } from './mermaid.ts';
import { formatNumber } from './number.ts';

const T = Date.parse('2026-01-01T00:00:00Z');
const bar = (label: string, start = T, end = T + 5000, state: GanttBar['state'] = 'done'): GanttBar => ({
  label,
  start,
  end,
  state,
});

/** The lines between the fences. */
function body(chart: string): string[] {
  const lines = chart.split('\n');
  expect([lines[0], lines.at(-1)]).toEqual(['```mermaid', '```']);
  return lines.slice(1, -1);
}

describe('gantt', () => {
  it('counts seconds from the first start', () => {
    expect(body(gantt('dag', [bar('extract'), bar('train', T + 5000, T + 65_000, 'crit')]))).toEqual([
      'gantt',
      '    title dag',
      '    dateFormat x',
      '    axisFormat %s s',
      '    extract :done, 0, 5000',
      '    train :crit, 5000, 65000',
    ]);
  });

  it('shows the clock when it is long, because a clock that starts at zero is wrong in most time zones', () => {
    expect(gantt('dag', [bar('train', T, T + 7_200_000)])).toContain(
      `axisFormat %H:%M\n    train :done, ${T}, ${T + 7_200_000}`,
    );
  });

  it('draws a bar of no length', () => {
    expect(gantt('dag', [bar('a', T, T + 100_000), bar('b', T, T)])).toContain('b :done, 0, 500');
  });

  it.each([
    ['no bars', []],
    ['no start', [bar('a', Number.NaN)]],
    ['no end', [bar('a', T, Number.NaN)]],
    ['an end that never comes', [bar('a', T, Infinity)]],
    ['an end before the start', [bar('a', T, T - 1)]],
  ])('is nothing with %s', (_, bars) => expect(gantt('dag', bars)).toBe(''));

  it('draws at most sixty bars', () => {
    expect(
      body(
        gantt(
          'dag',
          Array.from({ length: 100 }, (_, n) => bar(`t${n}`)),
        ),
      ),
    ).toHaveLength(64);
  });

  // Checked once with mermaid 11 itself, for every keyword and these labels: each line is read as one task.
  it.each([
    ['section train', '\u200bsection train'],
    ['Title', '\u200bTitle'],
    ['dateFormat', '\u200bdateFormat'],
    ['todayMarker off', '\u200btodayMarker off'],
    ['titles', 'titles'],
    ['a:b;c,d', 'a b c d'],
    ['%%{init: {}}%%', 'init'],
    ['```', '-'],
    ['', '-'],
    ['\nsection', '\u200bsection'],
    ['train.model_1/x-2', 'train.model_1/x-2'],
    ['训练 é', '训练 é'],
    ['𠮷'.repeat(100), '𠮷'.repeat(60)],
  ])('of the task %j is labelled %j', (label, shown) => {
    expect(body(gantt('dag', [bar(label)])).at(-1)).toBe(`    ${shown} :done, 0, 5000`);
  });

  it('is one task a line, whatever the label is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(':', ';', '#', '\n', '`', '%', '"', 'a', ' ', ',', '{', '🦄') }),
        (label) => {
          const lines = body(gantt(label, [bar(label)]));
          expect(lines).toHaveLength(5);
          expect(lines[4]).toMatch(/^ {4}[^:;#%`"{},]+ :done, 0, 5000$/);
        },
      ),
    );
  });
});

describe('lineChart', () => {
  it('writes numbers that Mermaid can read', () => {
    const values = [1e-7, 1e22, -3, 0, 0.1, Number.NaN, -1e-9, 123_456_789.5, Infinity];
    expect(body(lineChart('loss: "x"', 'val]ue', values))).toEqual([
      'xychart-beta',
      '    title "loss x"',
      '    y-axis "val ue"',
      '    line [0.0000001, 10000000000000000000000, -3, 0, 0.1, -0.000000001, 123457000]',
    ]);
  });

  it.each([[[]], [[1]], [[1, Number.NaN]]])('is nothing for %j', (values) =>
    expect(lineChart('a', 'b', values)).toBe(''),
  );

  it('thins out many points, and keeps the last', () => {
    const line =
      body(
        lineChart(
          'a',
          'b',
          Array.from({ length: 10_001 }, (_, n) => n),
        ),
      ).at(-1) ?? '';
    const points = line.replace(/.*\[|\]/g, '').split(', ');
    expect(points.length).toBeLessThanOrEqual(200);
    expect(points.length).toBeGreaterThan(150);
    expect(points.at(-1)).toBe('10000');
  });
});

it.each([
  [0.123456789, '0.123457'],
  [-0, '0'],
  [1234567, '1234567'],
  [1234567.8, '1234570'],
  [1e-9, '1e-9'],
  [1e21, '1e+21'],
  [Number.NaN, 'NaN'],
  [-Infinity, '-Infinity'],
])('formatNumber(%d) is %s', (value, text) => expect(formatNumber(value)).toBe(text));
