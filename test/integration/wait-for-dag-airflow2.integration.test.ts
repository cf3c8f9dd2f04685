import { expect, test } from 'vitest';
import { commonTests, expectVerdict, latency, suiteFor } from './support/wait-for-dag-suite.ts';

suiteFor('v1', (suite) => {
  commonTests(suite);

  test('Airflow is restarted in the middle of a wait; the end is seen one poll later at most', async () => {
    const running = suite.direct.run({ 'dag-id': 'nap', conf: '{"seconds": 20}' });
    await new Promise((resolve) => setTimeout(resolve, 8000));
    await suite.airflow.restart({ downSeconds: 2 });
    const run = await running;
    const late = latency(run, Date.now());
    expectVerdict(run, 'pass', /succeeded/);
    expect(run.stdout).toContain('Airflow answers again');
    console.log(`Airflow 2: end of run to end of step: ${Math.round(late)} ms, after a restart`);
  });

  test('the end is seen one poll later at most', async () => {
    const run = await suite.direct.run({ 'dag-id': 'nap', conf: '{"seconds": 3}' });
    const late = latency(run, Date.now());
    console.log(`Airflow 2: end of run to end of step: ${Math.round(late)} ms`);
    // A poll at the age of this run (half of it), and what the requests after the end take.
    const age = Number(run.outputs['duration-seconds']) * 1000;
    expect(late).toBeLessThan(Math.max(1000, 0.5 * age) + 3000);
  });
});
