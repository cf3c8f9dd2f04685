import { fork } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { medians, runnerFiles } from './cpu.ts';
import type { Row } from './row.ts';

const RUNNER = runnerFiles();
const RUN = {
  info: {
    run_id: 'abc',
    experiment_id: '1',
    status: 'FINISHED',
    lifecycle_stage: 'active',
    start_time: 1,
    end_time: 2,
  },
  data: { metrics: [{ key: 'accuracy', value: 0.93, timestamp: 1, step: 0 }] },
};

/** A server of recorded MLflow answers in a process of its own: what is measured is the action. */
if (process.argv[2] === 'serve') {
  const server = createServer((request, response) => {
    const experiment = request.url?.includes('/experiments/get');
    const body = experiment
      ? { experiment: { experiment_id: '1', name: 'bench', lifecycle_stage: 'active' } }
      : { run: RUN };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
}

/** CPU of whole action processes over `node -e 0`. */
export async function coldStart(): Promise<Row[]> {
  const server = fork(import.meta.filename, ['serve']);
  const port = await new Promise((resolve) => server.once('message', resolve));
  const node = process.execPath;
  const [base = 0, gate = 0, metrics = 0] = medians(
    [
      { name: 'node', file: node, args: ['-e', '0'] },
      {
        name: 'quality-gate',
        file: node,
        args: ['dist/quality-gate/index.js'],
        env: { ...RUNNER, INPUT_RULES: 'accuracy > 0.85\nf1 > 0.8', INPUT_METRICS: '{"accuracy":0.9,"f1":0.9}' },
      },
      {
        name: 'mlflow-metrics',
        file: node,
        args: ['dist/mlflow-metrics/index.js'],
        env: { ...RUNNER, 'INPUT_TRACKING-URI': `http://127.0.0.1:${port}`, INPUT_RUN: 'run:abc' },
      },
    ],
    21,
  );
  server.kill();
  return [
    { what: 'cold start: quality-gate over `node -e 0`', measured: gate / base, limit: 1.8, unit: '×' },
    {
      what: 'cold start: mlflow-metrics with its HTTP calls over `node -e 0`',
      measured: metrics / base,
      limit: 3,
      unit: '×',
    },
  ];
}
