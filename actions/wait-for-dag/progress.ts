import type { DagRun, TaskInstance } from '@ml-actions/airflow';
import { type Clock, formatDuration, type Log } from '@ml-actions/kit';

/** `train`, or `score[3]` for the fourth instance of a mapped task. */
export function taskName({ taskId, mapIndex }: Pick<TaskInstance, 'taskId' | 'mapIndex'>): string {
  return mapIndex >= 0 ? `${taskId}[${mapIndex}]` : taskId;
}

/** Above this many changes at once they are counted and not listed. */
const MOST_LINES = 10;

/** One line for each change, none for looking. */
export class Progress {
  private readonly log: Log;
  private readonly clock: Clock;
  private readonly began: number;
  private runState = '';
  private readonly states = new Map<string, string>();
  /** Monotonic time of the last change of a task or of the run. */
  changedAt: number;

  constructor(log: Log, clock: Clock) {
    this.log = log;
    this.clock = clock;
    this.began = clock.monotonic();
    this.changedAt = this.began;
  }

  /** A run was seen. */
  run(run: DagRun): void {
    if (run.state === this.runState) return;
    const before = this.runState === '' ? '' : ` (was ${this.runState})`;
    this.runState = run.state;
    this.say(`run ${run.id} is ${run.state}${before}`);
  }

  /** A list of tasks was seen. */
  tasks(tasks: readonly TaskInstance[]): void {
    const lines: string[] = [];
    const counts = new Map<string, number>();
    for (const task of tasks) {
      const name = taskName(task);
      // A retry that went by between two looks shows in the number of its try only.
      const now = `${task.state ?? 'none'} ${task.tryNumber}`;
      const before = this.states.get(name);
      if (before === now || (before === undefined && task.state === null)) continue;
      this.states.set(name, now);
      const state = task.state ?? 'none';
      counts.set(state, (counts.get(state) ?? 0) + 1);
      lines.push(describe(task, name));
    }
    if (lines.length > MOST_LINES) {
      this.say(`${lines.length} tasks changed: ${[...counts].map(([state, n]) => `${n} ${state}`).join(', ')}`);
    } else for (const line of lines) this.say(line);
  }

  private say(line: string): void {
    this.changedAt = this.clock.monotonic();
    this.log.info(`${formatDuration(this.changedAt - this.began).padStart(8)}  ${line}`);
  }
}

function describe(task: TaskInstance, name: string): string {
  const tries = task.tryNumber > 1 ? `, try ${task.tryNumber} of ${Math.max(task.tryNumber, task.maxTries + 1)}` : '';
  const { startedAt, endedAt } = task;
  const took = startedAt !== null && endedAt !== null ? ` after ${formatDuration(endedAt - startedAt)}` : '';
  return `task ${name} is ${task.state ?? 'none'}${took}${tries}`;
}
