import { startLab } from '../test/lab/index.ts';
import { python } from '../test/lab/python.ts';
import { medians } from './cpu.ts';
import type { Row } from './row.ts';

/** CPU of reading the best of 20 runs from a real MLflow: our action against `MlflowClient().search_runs` of mlflow-skinny. */
export async function againstSkinny(): Promise<Row[]> {
  const lab = await startLab(['mlflow']);
  const interpreter = await python('mlflow-skinny');
  const experiment = `bench-${Date.now()}`;
  const uri = lab.mlflow.url;
  await fill(uri, experiment);
  const script = `
from mlflow import MlflowClient
c = MlflowClient("${uri}")
e = c.get_experiment_by_name("${experiment}")
r = c.search_runs([e.experiment_id], filter_string="metrics.accuracy > 0", order_by=["metrics.accuracy DESC"], max_results=1)
print(r[0].data.metrics)`;
  const [client = 0, action = Number.NaN] = medians(
    [
      { name: 'mlflow-skinny', file: interpreter, args: ['-c', script] },
      {
        name: 'mlflow-metrics',
        file: process.execPath,
        args: ['dist/mlflow-metrics/index.js'],
        env: { 'INPUT_TRACKING-URI': uri, INPUT_RUN: 'best:accuracy', INPUT_EXPERIMENT: experiment },
      },
    ],
    7,
  );
  await lab.stop();
  return [
    {
      what: 'mlflow-skinny over mlflow-metrics, best of 20 runs, CPU',
      measured: client / action,
      limit: 15,
      atLeast: true,
      unit: '×',
    },
  ];
}

async function fill(uri: string, experiment: string): Promise<void> {
  const post = async (path: string, body: object) => {
    const answer = await fetch(`${uri}/api/2.0/mlflow/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  const { experiment_id } = (await post('experiments/create', { name: experiment })) as { experiment_id: string };
  for (let i = 0; i < 20; i += 1) {
    const { run } = (await post('runs/create', { experiment_id, start_time: Date.now() })) as {
      run: { info: { run_id: string } };
    };
    const { run_id } = run.info;
    await post('runs/log-metric', { run_id, key: 'accuracy', value: 0.5 + i / 100, timestamp: Date.now(), step: 0 });
    await post('runs/update', { run_id, status: 'FINISHED', end_time: Date.now() });
  }
}
