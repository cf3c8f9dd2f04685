import { expect, it } from 'vitest';
import { latest, metricLine } from './file-metric.ts';
import { metricValue } from './number.ts';

it.each([
  [0.5, 0.5],
  ['1.5', 1.5],
  ['-2e3', -2000],
  ['NaN', Number.NaN],
  ['nan', Number.NaN],
  [1.7976931348623157e308, Infinity],
  [-1.7976931348623157e308, -Infinity],
  ['1.7976931348623157e308', Infinity],
  ['Infinity', Infinity],
  ['-inf', -Infinity],
  ['', Number.NaN],
  [undefined, Number.NaN],
  [null, Number.NaN],
  [true, Number.NaN],
  ['abc', Number.NaN],
  ['0x10', Number.NaN],
  [1e308, 1e308],
])('%j is %s', (raw, expected) => {
  expect(metricValue(raw)).toBe(expected);
});

it('reads the lines of a metric file', () => {
  expect(metricLine('m', '10 0.5 3', 'f')).toEqual({ key: 'm', value: 0.5, timestamp: 10, step: 3 });
  expect(metricLine('m', '10 nan', 'f').value).toBeNaN();
  expect(metricLine('m', '10 1 2 data abc', 'f').step).toBe(2);
  for (const line of ['x', '1 2 3 4', '1 abc 3', '1.5 2 3'])
    expect(() => metricLine('m', line, 'f')).toThrow('damaged');
});

it('takes the largest step, then time, then value as the latest', () => {
  const at = (step: number, timestamp: number, value: number) => ({ key: 'm', step, timestamp, value });
  expect(latest([at(2, 1, 5), at(1, 9, 9), at(2, 1, 7), at(2, 1, Number.NaN)])).toEqual(at(2, 1, 7));
});
