import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { medians, runnerFiles } from './cpu.ts';
import type { Row } from './row.ts';

/** 10,000 metrics against 1,000 rules, over the cold start of the same action. */
export function gateSize(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'ml-actions-bench-'));
  const metrics = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`metric_${i}`, (i % 1000) / 1000]));
  const rules = Array.from({ length: 1000 }, (_, i) => `metric_${i * 10} <= baseline * 1.1 + 0.01`).join('\n');
  const file = join(folder, 'metrics.json');
  writeFileSync(file, JSON.stringify(metrics));
  const gate = { file: process.execPath, args: ['dist/quality-gate/index.js'] };
  const small = { ...runnerFiles(), INPUT_RULES: 'accuracy > 0.85', INPUT_METRICS: '{"accuracy":0.9}' };
  const large = { ...runnerFiles(), INPUT_RULES: rules, INPUT_METRICS: file, INPUT_BASELINE: file };
  const [cold = 0, full = Number.NaN] = medians(
    [
      { ...gate, name: 'small', env: small },
      { ...gate, name: 'large', env: large },
    ],
    7,
  );
  rmSync(folder, { recursive: true });
  return [
    {
      what: 'quality-gate, 10,000 metrics × 1,000 rules, over its cold start',
      measured: (full - cold) / 1000,
      limit: 0.5,
      unit: 's CPU',
    },
  ];
}
