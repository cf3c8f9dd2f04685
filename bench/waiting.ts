import { spawn } from 'node:child_process';
import { startLab } from '../test/lab/index.ts';
import { median } from './cpu.ts';
import type { Row } from './row.ts';

const RUNS = 7;

/** From the end of a run, as Airflow dates it, to the end of the step that waits for it; on the same machine and so by the same clock. */
export async function waiting(): Promise<Row[]> {
  const lab = await startLab(['airflow', 'airflow2']);
  const rows: Row[] = [];
  // On Airflow 2 there is only polling: the budget is one poll, which for a run as short as this is 2 s.
  for (const [service, limit] of [
    ['airflow', 1.5],
    ['airflow2', 2],
  ] as const) {
    const { url, username = '', password = '' } = lab[service];
    const delays: number[] = [];
    for (let i = 0; i < RUNS; i += 1) {
      const { ended, finished } = await waitOnce({
        'INPUT_AIRFLOW-URL': url,
        INPUT_USERNAME: username,
        INPUT_PASSWORD: password,
      });
      delays.push((finished - ended) / 1000);
    }
    rows.push({
      what: `wait-for-dag, end of the run to end of the step, ${service}, median of ${RUNS}`,
      measured: median(delays),
      limit,
      unit: 's',
    });
  }
  await lab.stop();
  return rows;
}

function waitOnce(inputs: Record<string, string>): Promise<{ ended: number; finished: number }> {
  const env = {
    ...process.env,
    ...inputs,
    'INPUT_DAG-ID': 'quick_ok',
    INPUT_TIMEOUT: '3m',
    GITHUB_RUN_ID: `bench-${Date.now()}`,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['dist/wait-for-dag/index.js'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    child.on('close', (code) => {
      const finished = Date.now();
      // Without GITHUB_OUTPUT the toolkit prints outputs as commands.
      const result = /^::set-output name=result-json::(.*)$/m.exec(text)?.[1] ?? '{}';
      const ended = Date.parse(JSON.parse(result.replaceAll('%25', '%')).run?.endedAt);
      if (code !== 0 || Number.isNaN(ended)) reject(new Error(`the step ended with ${code}:\n${text}`));
      else resolve({ ended, finished });
    });
  });
}
