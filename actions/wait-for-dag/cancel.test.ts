import type { AirflowApi, DagRun } from '@ml-actions/airflow';
import { expect, it } from 'vitest';
import { cancelRun } from './cancel.ts';

/** An Airflow whose scheduler writes over a mark some time after it was made, as a real one does when it sees only skipped tasks. */
function airflow(clobberAfterMs: number[], now: () => number) {
  let state = 'running';
  let marks = 0;
  let clobberAt = Infinity;
  const api = {
    run: async () => {
      if (now() >= clobberAt) [state, clobberAt] = ['success', Infinity];
      return { id: 'r', state } as DagRun;
    },
    failRun: async () => {
      state = 'failed';
      clobberAt = now() + (clobberAfterMs[marks] ?? Infinity);
      marks += 1;
    },
    tasks: async () => [],
  } as unknown as AirflowApi;
  return { api, marks: () => marks, state: () => state };
}

function virtualClock() {
  let ms = 0;
  return {
    now: () => ms,
    monotonic: () => ms,
    sleep: async (pause: number) => {
      ms += pause;
    },
  };
}

const log = { debug: () => {}, info: () => {}, warning: () => {}, group: () => {} };

it.each([
  ['holds', [], 1],
  ['is written over before the first look', [0], 2],
  ['is written over between the looks', [900], 2],
  ['is written over twice', [0, 900], 3],
])('a mark that %s ends as failed', async (_, clobbers, marks) => {
  const clock = virtualClock();
  const scheduler = airflow(clobbers, clock.now);
  const stopped = await cancelRun('d', 'r', { api: scheduler.api, clock, log, budgetMs: 4000 });
  expect([stopped.stopped, scheduler.state(), scheduler.marks()]).toEqual([true, 'failed', marks]);
  expect(clock.now()).toBeLessThanOrEqual(4000);
});

it('says so when a mark never holds', async () => {
  const clock = virtualClock();
  const scheduler = airflow(Array<number>(100).fill(0), clock.now);
  const { stopped, detail } = await cancelRun('d', 'r', { api: scheduler.api, clock, log, budgetMs: 4000 });
  expect([stopped, detail]).toEqual([false, 'the run r could not be stopped for sure: it is success']);
});
