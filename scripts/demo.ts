import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs, stripVTControlCharacters, styleText } from 'node:util';
import { type ActEntry, type ActRun, act, stageRepository } from '../test/act/harness.ts';
import { pythonPath, startLab } from '../test/lab/index.ts';

/**
 * `npm run demo`: the main job on real services. Starts Airflow 3 and MLflow, then runs the example platform's training workflow under act with the
 * actions of dist/: train on Airflow, read the run from MLflow, hold it against the gates. The exit status is the pipeline's.
 */
const MODELS = ['random_forest', 'logistic_regression', 'dummy'];
const { values } = parseArgs({ options: { model: { type: 'string', default: 'random_forest' } } });
if (!MODELS.includes(values.model)) {
  console.error(`--model: got "${values.model}", allowed: ${MODELS.join(', ')}`);
  process.exit(2);
}

const started = Date.now();
const scratch = mkdtempSync(join(tmpdir(), 'ml-actions-demo-'));
let lab: Awaited<ReturnType<typeof prepare>> | undefined;
let code = 1;
try {
  say('starting Airflow 3 and MLflow (the first time they are installed, which takes longer)');
  lab = await prepare();
  say(`Airflow at ${lab.airflow.url}, MLflow at ${lab.mlflow.url}`);
  const run = await pipeline(lab, values.model);
  code = showVerdict(run, values.model);
} finally {
  await lab?.stop();
  rmSync(scratch, { recursive: true, force: true });
}
process.exit(code);

function prepare() {
  return startLab(['airflow', 'mlflow'], { home: join(scratch, 'lab'), log: (line: string) => say(line) });
}

async function pipeline({ airflow, mlflow }: Awaited<ReturnType<typeof prepare>>, model: string): Promise<ActRun> {
  const repository = await stageRepository('examples/ml-platform');
  try {
    return await act({
      repository,
      workflow: '.github/workflows/train.yml',
      inputs: { experiment_name: 'demo', model_type: model },
      variables: { AIRFLOW_URL: airflow.url, MLFLOW_TRACKING_URI: mlflow.url },
      secrets: { AIRFLOW_USERNAME: airflow.username ?? '', AIRFLOW_PASSWORD: airflow.password ?? '' },
      path: [dirname(pythonPath('mlflow'))],
      artifacts: join(scratch, 'artifacts'),
      onEntry: show,
    });
  } finally {
    rmSync(repository, { recursive: true, force: true });
  }
}

/** One line per step and what our actions print; act's own chatter stays out. */
function show({ job, step, stage, msg, raw_output: raw, stepResult, stepID }: ActEntry): void {
  if (!job || stage !== 'Main') return;
  const where = styleText('cyan', (job.split('/').pop() ?? job).trim().padEnd(14));
  if (raw) for (const line of msg.trimEnd().split('\n')) print(`${where} ${styleText('dim', line)}`);
  // The steps inside a composite have a path of ids.
  else if (stepResult && stepID?.length === 1)
    print(
      `${where} ${stepResult === 'success' ? styleText('green', '✓') : styleText('red', '✗')} ${(step ?? '').split('\n')[0]}`,
    );
}

interface Check {
  rule: string;
  verdict: string;
  reason: string;
}

function showVerdict(run: ActRun, model: string): number {
  const { 'result-json': text } = run.outputs('gate');
  if (!text) {
    print(
      styleText(
        'red',
        `\nThe pipeline ended before the gate could look (exit status ${run.code}); the reason is above.`,
      ),
    );
    return run.code || 1;
  }
  const result: { verdict: string; reason: string; checks: Check[] } = JSON.parse(text);
  const width = Math.max(...result.checks.map(({ rule }) => rule.length));
  print(`\n${styleText('bold', `Quality gate for ${model}`)}\n`);
  for (const { rule, verdict, reason } of result.checks)
    print(`  ${colour(verdict, verdict.padEnd(12))} ${rule.padEnd(width)}  ${reason}`);
  print(`\n${styleText('bold', `verdict: ${colour(result.verdict, result.verdict)}`)}: ${result.reason}`);
  if (result.verdict === 'fail')
    print('The gate failed, as it should for a model like this: nothing would be registered or deployed.');
  say(`done, exit status ${run.code}`);
  return run.code;
}

function colour(verdict: string, text: string): string {
  return styleText(verdict === 'pass' ? 'green' : verdict === 'fail' || verdict === 'error' ? 'red' : 'yellow', text);
}

function say(line: string): void {
  print(`${styleText('dim', `[${String(Math.round((Date.now() - started) / 1000)).padStart(3)} s]`)} ${line}`);
}

function print(line: string): void {
  console.log(process.stdout.isTTY ? line : stripVTControlCharacters(line));
}
