import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { python, startLab } from '../test/lab/index.ts';
import { tool } from '../test/lab/tools.ts';

/**
 * `npm test`: every suite, one after the other, on the real services. `npm test -- unit contract` runs some. Ends with one line
 * `N passed, N failed`; a skipped test counts as failed, because a check that did not look has not passed.
 */
const SUITES = ['lint', 'types', 'unit', 'contract', 'bundle', 'security', 'integration', 'act'] as const;
type Suite = (typeof SUITES)[number];
/** Suites that need the lab's services; they are started while the others run. */
const ON_SERVICES: readonly Suite[] = ['integration', 'act'];

const { positionals } = parseArgs({ allowPositionals: true });
const unknown = positionals.filter((name) => !(SUITES as readonly string[]).includes(name));
if (unknown.length > 0) {
  console.error(`unknown suite ${unknown.join(', ')}; allowed: ${SUITES.join(', ')}`);
  process.exit(2);
}
const wanted = SUITES.filter((suite) => positionals.length === 0 || positionals.includes(suite));

interface Count {
  passed: number;
  failed: number;
}

const started = Date.now();
const lab = wanted.some((suite) => ON_SERVICES.includes(suite)) ? prepareLab() : undefined;
// Its failure is reported where it is awaited.
lab?.catch(() => {});

const counts: [Suite, Count][] = [];
for (const suite of wanted) {
  const since = Date.now();
  console.log(`\n── ${suite} ${'─'.repeat(70 - suite.length)}`);
  let count: Count;
  try {
    if (ON_SERVICES.includes(suite)) await lab;
    count = await runSuite(suite);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    count = { passed: 0, failed: 1 };
  }
  counts.push([suite, count]);
  console.log(`${suite}: ${count.passed} passed, ${count.failed} failed in ${seconds(since)} s`);
}
await lab?.then((running) => running.stop()).catch(() => {});

console.log(`\n${'suite'.padEnd(14)}${'passed'.padStart(8)}${'failed'.padStart(8)}`);
for (const [suite, { passed, failed }] of counts)
  console.log(`${suite.padEnd(14)}${`${passed}`.padStart(8)}${`${failed}`.padStart(8)}`);
const sum = (key: keyof Count) => counts.reduce((total, [, count]) => total + count[key], 0);
console.log(`\nall in ${seconds(started)} s`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') > 0 ? 1 : 0);

/** Installs everything at once, and starts what several suites share; the suites that restart or break an Airflow start their own. */
async function prepareLab() {
  await Promise.all([tool('act'), python('airflow'), python('airflow2')]);
  return startLab(['mlflow', 'mlflow-auth']);
}

function runSuite(suite: Suite): Promise<Count> {
  if (suite === 'lint') return asOneTest(['biome', 'check', '--error-on-warnings', '.']);
  if (suite === 'types') return asOneTest(['tsc', '--noEmit']);
  return vitest(suite);
}

async function asOneTest(command: string[]): Promise<Count> {
  const code = await run(command);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function vitest(suite: Suite): Promise<Count> {
  const report = `build/test/${suite}.json`;
  mkdirSync('build/test', { recursive: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  // What is tested beyond the units is what a tag would contain, not the source.
  const code = await run(
    ['vitest', 'run', '--project', suite, ...reporters],
    suite === 'unit' ? {} : { ML_ACTIONS_BUNDLE: '1' },
  );
  const { numTotalTests, numPassedTests, numFailedTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
  const failed = numTotalTests - numPassedTests;
  if (numTotalTests === 0) throw new Error(`the suite ${suite} ran no test`);
  // A file that cannot be loaded has no failed test of its own.
  return { passed: numPassedTests, failed: failed === 0 && code !== 0 ? Math.max(1, numFailedTestSuites) : failed };
}

function run([command = '', ...args]: string[], env: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1000);
}
