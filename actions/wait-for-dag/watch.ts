import { type AirflowApi, type DagRun, isEnded, isFinished, mayPass, type TaskInstance } from '@ml-actions/airflow';
import { type Clock, describeError, formatDuration, type Log, type ServiceError } from '@ml-actions/kit';
import { type Feed, openFeed } from './feed.ts';
import { Progress } from './progress.ts';

export interface WatchOptions {
  /** Does not repeat what failed: looking again is done here, with the deadline in view. */
  api: AirflowApi;
  run: DagRun;
  pollInterval: 'auto' | number;
  stallTimeout: 'off' | number;
  /** Monotonic. */
  deadline: number;
  clock: Clock;
  signal: AbortSignal;
  log: Log;
}

/** Why the waiting is over. `run` is what was seen last. */
export type WatchEnd = { run: DagRun } & (
  | { kind: 'ended' | 'timeout' | 'stalled' | 'gone' }
  | { kind: 'unreachable'; error: ServiceError; forMs: number }
);

const SHORTEST_MS = 1000;
const LONGEST_MS = 15_000;
/** A part of the run's age: 46 looks in ten minutes, see the test that counts them. */
const PART_OF_AGE = 0.5;
const PAUSE_CHECK_MS = 60_000;

/** Milliseconds until the next look at a run of this age. */
export function autoInterval(ageMs: number): number {
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, ageMs * PART_OF_AGE));
}

/**
 * Waits for the end of a run. Each look is one request: in turn the run and its tasks, because a run whose tasks are not all finished
 * has not ended either; as soon as all are, the run is asked for. A stream of states, where there is one, takes the turn of the run.
 */
export async function watch(options: WatchOptions): Promise<WatchEnd> {
  const { api, clock, signal, log, run } = options;
  const feed = openFeed(api, run.dagId, run.id, { clock, log, signal });
  try {
    return await new Watch(options, feed).untilOver();
  } finally {
    feed.close();
  }
}

class Watch {
  private readonly options: WatchOptions;
  private readonly feed: Feed;
  private readonly progress: Progress;
  private readonly began: number;
  private run: DagRun;
  private end: WatchEnd | undefined;
  /** Looks at the run until the tasks are looked at again; grows with the pages that their list has. */
  private tasksIn = 0;
  /** All tasks are finished, so the run will end any moment: this many looks have seen it so. */
  private closing = 0;
  private missing = 0;
  private failing: { since: number; times: number; error: ServiceError } | undefined;
  private pauseCheckedAt: number;

  constructor(options: WatchOptions, feed: Feed) {
    this.options = options;
    this.feed = feed;
    this.run = options.run;
    this.began = options.clock.monotonic();
    this.pauseCheckedAt = this.began;
    this.progress = new Progress(options.log, options.clock);
    this.progress.run(options.run);
  }

  async untilOver(): Promise<WatchEnd> {
    const { clock, deadline, signal } = this.options;
    if (isEnded(this.run.state)) return { kind: 'ended', run: this.run };
    for (;;) {
      // The promise is taken before looking: a change during the look must not be slept over.
      const changed = this.feed.changed();
      await this.lookOnce();
      if (this.end) return this.end;
      const left = deadline - clock.monotonic();
      if (left <= 0) return this.late();
      await nap(clock, Math.min(this.pause(), left, this.untilStalled()), signal, changed);
    }
  }

  private async lookOnce(): Promise<void> {
    const { clock, deadline, log } = this.options;
    const left = deadline - clock.monotonic();
    try {
      await this.look(left <= 0);
      if (this.failing)
        log.info(`Airflow answers again after ${formatDuration(clock.monotonic() - this.failing.since)}`);
      this.failing = undefined;
    } catch (error) {
      if (!mayPass(error)) throw error;
      if (!this.failing) log.info(`${describeError(error)}\nlooking again, at most for ${formatDuration(left)}`);
      this.failing = {
        since: this.failing?.since ?? clock.monotonic(),
        times: (this.failing?.times ?? 0) + 1,
        error,
      };
    }
  }

  private async look(last: boolean): Promise<void> {
    const heard = this.feed.fresh();
    const told = heard !== undefined && heard !== this.run.state;
    const stalled = this.isStalled();
    if (last || told || stalled || this.closing > 0 || this.missing > 0) await this.lookAtRun();
    else if (this.tasksIn > 0) {
      this.tasksIn -= 1;
      if (heard === undefined) await this.lookAtRun();
      return;
    }
    if (this.end || last || (this.closing > 0 && !stalled)) return;
    await this.lookAtTasks();
    if (stalled && this.isStalled() && !this.end) this.end = { kind: 'stalled', run: this.run };
  }

  private async lookAtRun(): Promise<void> {
    const { api, run } = this.options;
    const seen = await api.run(run.dagId, run.id);
    if (!seen) {
      // Once may be a replica that lags behind.
      this.missing += 1;
      if (this.missing >= 3) this.end = { kind: 'gone', run: this.run };
      return;
    }
    this.missing = 0;
    this.run = seen;
    this.progress.run(seen);
    if (isEnded(seen.state)) this.end = { kind: 'ended', run: seen };
    else if (this.closing > 0) {
      // Still running although no task is left: look at them again soon, somebody may have cleared some.
      this.closing += 1;
      if (this.closing % 3 === 0) await this.lookAtTasks();
    } else await this.lookForPause();
  }

  private async lookAtTasks(): Promise<void> {
    const { api, run } = this.options;
    const tasks: TaskInstance[] = (await api.tasks(run.dagId, run.id)) ?? [];
    this.progress.tasks(tasks);
    this.tasksIn = Math.max(1, Math.ceil(tasks.length / 100));
    const finished = tasks.length > 0 && tasks.every(isFinished);
    if (!finished) this.closing = 0;
    else if (this.closing === 0) {
      this.closing = 1;
      await this.lookAtRun();
    }
  }

  /** A DAG that was paused after the start keeps its runs queued, and stalls those that run (apache/airflow#71381). */
  private async lookForPause(): Promise<void> {
    const { api, clock, log, run } = this.options;
    const now = clock.monotonic();
    if (this.run.state !== 'queued' || now - this.pauseCheckedAt < PAUSE_CHECK_MS) return;
    this.pauseCheckedAt = now;
    const dag = await api.dag(run.dagId);
    if (dag?.paused) log.warning(`the DAG "${run.dagId}" is paused: the run stays queued until somebody unpauses it`);
  }

  private isStalled(): boolean {
    return this.stalledIn() <= 0;
  }

  private stalledIn(): number {
    const { stallTimeout, clock } = this.options;
    if (stallTimeout === 'off') return Infinity;
    return this.progress.changedAt + stallTimeout - clock.monotonic();
  }

  /** The look that finds a stall must not come a whole pause late; once it is due, the usual pause applies. */
  private untilStalled(): number {
    const left = this.stalledIn();
    return left > 0 ? left : Infinity;
  }

  private pause(): number {
    const { pollInterval, clock, run } = this.options;
    if (this.failing) return Math.min(LONGEST_MS, SHORTEST_MS * 2 ** (this.failing.times - 1));
    if (pollInterval !== 'auto') return pollInterval;
    if (this.closing > 0) return Math.min(5000, SHORTEST_MS * 1.3 ** (this.closing - 1));
    if (this.missing > 0) return SHORTEST_MS;
    const before = run.startedAt === null ? 0 : Math.max(0, clock.now() - run.startedAt);
    return autoInterval(Math.max(before, clock.monotonic() - this.began));
  }

  private late(): WatchEnd {
    const { clock } = this.options;
    if (!this.failing) return { kind: 'timeout', run: this.run };
    const { error, since } = this.failing;
    return { kind: 'unreachable', run: this.run, error, forMs: clock.monotonic() - since };
  }
}

/** Sleeps, unless something wakes it. */
async function nap(clock: Clock, ms: number, signal: AbortSignal, wake: Promise<void>): Promise<void> {
  const awake = new AbortController();
  try {
    await Promise.race([clock.sleep(ms, AbortSignal.any([signal, awake.signal])), wake]);
  } finally {
    awake.abort();
  }
}
