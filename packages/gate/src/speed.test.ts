import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import { parseRules } from './parse.ts';

/** CPU time rather than the clock, which also counts what the machine does for others. */
const BUDGET_MS = 500;

const metrics = new Map(Array.from({ length: 10_000 }, (_, i) => [`group${i % 100}.metric_${i}`, i]));
const names = [...metrics.keys()];

test.each([
  ['names', (i: number) => `${names[i * 7]} >= baseline * 99% # why`],
  ['patterns with a beginning', (i: number) => `group${i % 100}.metric_${i}* >= 0`],
  ['patterns with an end', (i: number) => `*.metric_${i} >= baseline - 1`],
  ['missing metrics', (i: number) => `nothing_${i} > 0`],
])('a thousand rules over ten thousand metrics: %s', (_, rule) => {
  const text = Array.from({ length: 1000 }, (_unused, i) => rule(i)).join('\n');
  const begin = process.cpuUsage();
  evaluate(parseRules(text), { metrics, baseline: metrics, today: '2026-11-24', onMissing: 'fail' });
  const { user, system } = process.cpuUsage(begin);
  expect((user + system) / 1000).toBeLessThan(BUDGET_MS);
});
