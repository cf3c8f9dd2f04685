import { type AirflowApi, type Dag, type ImportFailure, mayPass } from '@ml-actions/airflow';
import { type Clock, formatDuration, type Log, suggest } from '@ml-actions/kit';
import type { Finding } from './finding.ts';

export interface PreflightOptions {
  api: AirflowApi;
  dagId: string;
  onPaused: 'fail' | 'unpause' | 'wait';
  graceMs: number;
  /** Monotonic. */
  deadline: number;
  clock: Clock;
  signal: AbortSignal;
  log: Log;
}

const STACK_LINES = 12;

/** A DAG that can run, or the reason why not: unknown, broken, gone, paused. */
export async function preflight(options: PreflightOptions): Promise<{ dag: Dag } | { finding: Finding }> {
  const known = await waitForDag(options);
  return 'finding' in known ? known : settlePause(known.dag, options);
}

/** Right after a deployment a DAG is not parsed yet, or still as it was before: that is given some time. */
async function waitForDag(options: PreflightOptions): Promise<{ dag: Dag } | { finding: Finding }> {
  const { api, dagId, graceMs, deadline, clock, signal, log } = options;
  const until = Math.min(deadline, clock.monotonic() + graceMs);
  let said = '';
  for (let pause = 1000; ; pause = Math.min(5000, pause * 1.5)) {
    const dag = await api.dag(dagId);
    const trouble = troubleWith(dag, dagId);
    if (dag && trouble === undefined) return { dag };
    const left = until - clock.monotonic();
    if (left <= 0) return { finding: await explain(options, dag, trouble ?? '') };
    if (trouble !== said) log.info(`${trouble}; looking again for ${formatDuration(left)} (registration-grace)`);
    said = trouble ?? '';
    await clock.sleep(Math.min(pause, left), signal);
  }
}

function troubleWith(dag: Dag | undefined, dagId: string): string | undefined {
  if (!dag) return `Airflow does not know a DAG "${dagId}"`;
  // A broken file makes its DAGs stale, too, after a while.
  if (dag.hasImportErrors) return `the file of the DAG "${dagId}" cannot be imported`;
  if (dag.stale) return `the DAG "${dagId}" is no longer in Airflow's DAG files (stale)`;
  return undefined;
}

async function explain({ api, dagId }: PreflightOptions, dag: Dag | undefined, trouble: string): Promise<Finding> {
  const errors = (await lookSideways(() => api.importErrors())) ?? [];
  const broken = pick(errors, dagId, dag);
  const detail = broken.flatMap(({ file, stack }) => [`${file}:`, ...lastLines(stack)]);
  const hints: string[] = [];
  if (!dag) {
    const near = suggest(dagId, (await lookSideways(() => api.dagIds())) ?? []);
    if (near) hints.push(`did you mean "${near}"?`);
    hints.push('is it deployed, and may the user see it?');
  }
  const first = broken[0];
  if (first)
    hints.unshift(`${dag ? '' : 'a file cannot be imported: '}${first.file}: ${lastLines(first.stack).at(-1)}`);
  else if (errors.length > 0) hints.push(`${errors.length} other file(s) have import errors`);
  return { verdict: 'error', reason: [trouble, ...hints].join('; '), detail };
}

/** The errors of the DAG's own file; for a DAG that never was, those that may be about it: named like it, or the only ones. */
function pick(errors: readonly ImportFailure[], dagId: string, dag: Dag | undefined): ImportFailure[] {
  const name = (path: string) => path.split('/').at(-1) ?? path;
  if (dag?.file) return errors.filter(({ file }) => name(file) === name(dag.file ?? ''));
  const named = errors.filter(({ file, stack }) => file.includes(dagId) || stack.includes(dagId));
  return named.length > 0 || errors.length > 3 ? named : [...errors];
}

function lastLines(stack: string): string[] {
  return stack
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-STACK_LINES);
}

/** What only makes an explanation better must not take its place. */
async function lookSideways<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (mayPass(error) || (error instanceof Error && error.name === 'ServiceError')) return undefined;
    throw error;
  }
}

async function settlePause(dag: Dag, options: PreflightOptions): Promise<{ dag: Dag } | { finding: Finding }> {
  const { api, dagId, onPaused, deadline, clock, signal, log } = options;
  if (!dag.paused) return { dag };
  if (onPaused === 'fail') {
    const reason = `the DAG "${dagId}" is paused: a run would stay queued; unpause it, or set "on-paused" to unpause or wait`;
    return { finding: { verdict: 'fail', reason } };
  }
  if (onPaused === 'unpause') {
    await api.setPaused(dagId, false);
    log.info(`the DAG "${dagId}" was paused: unpaused it (on-paused: unpause)`);
    return { dag: { ...dag, paused: false } };
  }
  log.info(`the DAG "${dagId}" is paused; waiting until somebody unpauses it (on-paused: wait)`);
  for (let pause = 1000; clock.monotonic() < deadline; pause = Math.min(15_000, pause * 1.5)) {
    await clock.sleep(Math.min(pause, deadline - clock.monotonic()), signal);
    const now = await api.dag(dagId);
    if (now && !now.paused) return { dag: now };
  }
  return { finding: { verdict: 'fail', reason: `the DAG "${dagId}" is still paused at the deadline`, timedOut: true } };
}
