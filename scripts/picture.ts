import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { marked } from 'marked';

/**
 * Draws docs/images/quality-gate-summary.png: a real job summary, written by the real bundle, rendered from its Markdown in headless Chromium. Needs
 * `chromium` on PATH (Debian: apt-get install chromium fonts-noto-color-emoji). Usage: node scripts/picture.ts
 */
const STYLE = `
  body { font: 14px/1.5 -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; color: #1f2328; margin: 24px; width: 1000px; }
  h2 { font-size: 21px; border-bottom: 1px solid #d1d9e0; padding-bottom: 6px; } h3 { font-size: 17px; }
  table { border-collapse: collapse; margin: 12px 0; } th, td { border: 1px solid #d1d9e0; padding: 6px 13px; text-align: left; }
  tr:nth-child(2n) { background: #f6f8fa; } code { font: 12px "DejaVu Sans Mono", monospace; background: #818b981f; border-radius: 6px; padding: 2px 5px; }
`;

const folder = mkdtempSync(join(tmpdir(), 'ml-actions-picture-'));
const summary = join(folder, 'summary.md');
const write = (name: string, value: unknown) => {
  writeFileSync(join(folder, name), JSON.stringify(value));
  return join(folder, name);
};
writeFileSync(summary, '');
spawnSync(process.execPath, ['dist/quality-gate/index.js'], {
  env: {
    ...process.env,
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_WORKSPACE: folder,
    RUNNER_TEMP: folder,
    INPUT_METRICS: write('metrics.json', {
      accuracy: 0.842,
      f1: 0.871,
      latency_p95_ms: 43.5,
      roc_auc: 0.972,
      recall: 'NaN',
    }),
    INPUT_BASELINE: write('champion.json', { accuracy: 0.931, latency_p95_ms: 40 }),
    'INPUT_VULNERABILITY-FILE': resolve('examples/ml-platform/security/sample-clean.trivy.json'),
    INPUT_RULES: `accuracy > 0.85 # what the product promises
      accuracy >= baseline - 0.01 # may lose one point against the champion
      recall > 0.5
      warn: roc_auc > 0.975
      f1 > 0.80
      latency_p95_ms <= baseline * 1.10
      vulnerabilities.critical == 0`,
  },
});
const markdown = readFileSync(summary, 'utf8').replaceAll(`${folder}/`, '').replaceAll(`${process.cwd()}/`, '');
if (!markdown.includes('accuracy')) throw new Error(`the gate wrote no summary: ${markdown}`);
const page = join(folder, 'page.html');
const html = marked.parse(markdown.replace('<details>', '<details open>'), { async: false, gfm: true });
writeFileSync(page, `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>${html}`);
mkdirSync('docs/images', { recursive: true });
execFileSync(
  'chromium',
  [
    ...[
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
    ],
    ...[
      '--disable-component-update',
      '--disable-sync',
      `--user-data-dir=${join(folder, 'profile')}`,
      '--hide-scrollbars',
    ],
    ...[
      '--window-size=1060,740',
      '--force-device-scale-factor=1',
      `--screenshot=${resolve('docs/images/quality-gate-summary.png')}`,
    ],
    `file://${page}`,
  ],
  { stdio: 'ignore', timeout: 60_000 },
);
rmSync(folder, { recursive: true, force: true });
console.log('wrote docs/images/quality-gate-summary.png');
