/** For tests: an Airflow in memory and in virtual time, behind the real client, so that each request is counted. */
import { type AirflowApi, type ApiVersion, createAirflow } from '@ml-actions/airflow';
import { fakeHttp, response } from '@ml-actions/airflow/fake-http';
import type { HttpRequest, HttpResponse } from '@ml-actions/http';
import type { Clock } from '@ml-actions/kit';

/** Sleeping takes no time; who sleeps shortest wakes first. */
export function virtualClock(): Clock & { at(ms: number, work: () => void): void } {
  let now = 0;
  let waiting: { at: number; wake: () => void }[] = [];
  let scheduled = false;
  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    // After all promises that are ready have run.
    setImmediate(() => {
      scheduled = false;
      waiting.sort((a, b) => a.at - b.at);
      const next = waiting.shift();
      if (!next) return;
      now = Math.max(now, next.at);
      next.wake();
      if (waiting.length > 0) schedule();
    });
  }
  const at = (ms: number, work: () => void) => {
    waiting.push({ at: ms, wake: work });
    schedule();
  };
  return {
    now: () => now,
    monotonic: () => now,
    at,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const entry = { at: now + ms, wake: resolve };
        waiting.push(entry);
        signal?.addEventListener('abort', () => {
          waiting = waiting.filter((one) => one !== entry);
          reject(signal.reason);
        });
        schedule();
      }),
  };
}

export interface FakeTask {
  id: string;
  /** Milliseconds after the trigger. */
  from: number;
  to: number;
  end?: string;
}

export interface FakeOptions {
  version: ApiVersion;
  clock: Clock;
  tasks: readonly FakeTask[];
  /** State in which the run ends, a second after its last task. */
  end?: 'success' | 'failed';
  /** The stream of states, a line a second; it falls silent between these two ages of the run. */
  stream?: { silent?: [number, number] };
  /** Answers instead of Airflow, when it returns one. */
  intercept?: (request: HttpRequest, airflow: FakeAirflow) => HttpResponse | Promise<HttpResponse> | undefined;
}

export interface FakeRun {
  id: string;
  at: number;
  conf: unknown;
  note: unknown;
  stoppedAt?: number;
}

export interface FakeAirflow {
  api: AirflowApi;
  requests: HttpRequest[];
  runs: FakeRun[];
  dag: { is_paused: boolean; is_active: boolean; is_stale: boolean; has_import_errors: boolean; known: boolean };
  /** Handles a request as Airflow would. */
  serve(request: HttpRequest): HttpResponse;
}

const DAG = 'train';

export function fakeAirflow(options: FakeOptions): FakeAirflow {
  const { version, clock, tasks, end = 'success' } = options;
  const length = Math.max(0, ...tasks.map((task) => task.to)) + 1000;
  const date = (ms: number) => new Date(ms).toISOString();

  const describe = (run: FakeRun) => {
    const endsAt = Math.min(run.at + length, run.stoppedAt ?? Infinity);
    const ended = clock.now() >= endsAt;
    return {
      dag_run_id: run.id,
      dag_id: DAG,
      state: ended ? (run.stoppedAt === undefined ? end : 'failed') : 'running',
      queued_at: date(run.at),
      start_date: date(run.at),
      end_date: ended ? date(endsAt) : null,
      conf: run.conf,
      note: run.note ?? null,
    };
  };
  const taskOf = (run: FakeRun, task: FakeTask) => {
    const [age, stopped] = [clock.now() - run.at, run.stoppedAt !== undefined];
    const ended = age >= task.to || stopped;
    const state = age >= task.to ? (task.end ?? 'success') : stopped ? 'failed' : age >= task.from ? 'running' : null;
    return {
      task_id: task.id,
      state,
      try_number: 1,
      start_date: age >= task.from ? date(run.at + task.from) : null,
      end_date: ended ? date(run.at + Math.min(task.to, age)) : null,
    };
  };
  const missing = response(404, { detail: 'it was not found' });

  function serve({ method = 'GET', path, json }: HttpRequest): HttpResponse {
    const [, , , , dagId, part, runId, rest, taskId, what] = path.split('/').map(decodeURIComponent);
    if (path.endsWith('/importErrors')) return response(200, { import_errors: [] });
    if (dagId === undefined) return response(200, { dags: [{ dag_id: DAG }], total_entries: 1 });
    if (dagId !== DAG || !airflow.dag.known) return missing;
    const body = json as Record<string, unknown> | undefined;
    if (part === undefined) {
      if (method === 'PATCH') Object.assign(airflow.dag, body);
      return response(200, { dag_id: DAG, fileloc: '/dags/train.py', ...airflow.dag });
    }
    if (part === 'tasks') return response(200, { tasks: [] });
    if (method === 'POST') {
      const id = String(body?.dag_run_id);
      if (airflow.runs.some((run) => run.id === id)) return response(409, { detail: 'there already' });
      const run = { id, at: clock.now(), conf: body?.conf, note: body?.note };
      airflow.runs.push(run);
      return response(200, describe(run));
    }
    if (runId === undefined) return response(200, { dag_runs: airflow.runs.slice(-1).map(describe) });
    const run = airflow.runs.find((one) => one.id === runId);
    if (!run) return missing;
    if (method === 'PATCH' && rest === undefined) run.stoppedAt ??= clock.now();
    if (rest === undefined) return response(200, describe(run));
    if (what === 'logs') return response(200, 'first line\nlast line');
    if (what === 'xcomEntries') return path.endsWith('return_value') ? response(200, { key: 'k', value: 42 }) : missing;
    if (taskId !== undefined) return missing;
    return response(200, { task_instances: tasks.map((task) => taskOf(run, task)), total_entries: tasks.length });
  }

  const http = fakeHttp((request) => options.intercept?.(request, airflow) ?? serve(request));
  const auth = { headers: async () => ({}), refused: () => false };
  const { follow: _, ...api } = createAirflow(version, http, auth, 'http://airflow');
  async function* states(dagId: string, runId: string, signal: AbortSignal): AsyncGenerator<string> {
    http.requests.push({ path: `/wait/${dagId}` });
    for (;;) {
      const run = airflow.runs.find((one) => one.id === runId);
      if (!run) return;
      const [from, to] = options.stream?.silent ?? [Infinity, Infinity];
      const { state } = describe(run);
      const age = clock.now() - run.at;
      if (age < from || age > to) yield state;
      if (state !== 'running') return;
      await clock.sleep(1000, signal);
    }
  }
  const airflow: FakeAirflow = {
    api: options.stream ? { ...api, follow: states } : api,
    requests: http.requests,
    runs: [],
    dag: { is_paused: false, is_active: true, is_stale: false, has_import_errors: false, known: true },
    serve,
  };
  return airflow;
}
