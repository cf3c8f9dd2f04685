import { formatDuration, type Verdict } from '@ml-actions/kit';
import { code, fenced, type GanttBar, gantt, inline, link, renderMarkdown, type Section } from '@ml-actions/report';
import { triesOf } from './failures.ts';
import { taskName } from './progress.ts';
import type { Result, TaskResult } from './result.ts';

const MOST_LOGS = 10;

/** The job summary: what was run and how it ended, what failed and why, every task, and when each ran. */
export function summarise(verdict: Verdict, reason: string, result: Result, now: number): string {
  return renderMarkdown({
    title: 'wait-for-dag',
    verdict,
    reason,
    sections: [about(result), ...detail(result), ...logs(result), tasks(result), chart(result, now), ...xcoms(result)],
  });
}

function about({ airflow, dagId, mode, run, stopped }: Result): Section {
  const version = airflow.apiVersion === 'v2' ? 'Airflow 3' : 'Airflow 2';
  const rows = [
    ['DAG', `${code(dagId)} on ${inline(airflow.url)} (${version}, ${airflow.apiVersion})`],
    ['run', run ? `${link(run.id, run.url)}, ${run.triggered ? 'triggered here' : 'was there before'}` : 'none'],
    ['mode', mode],
    ...(run ? [['state', inline(run.state)]] : []),
    ...(run?.durationSeconds ? [['duration', formatDuration(run.durationSeconds * 1000)]] : []),
    ...(stopped ? [['stopped', inline(stopped.detail)]] : []),
  ];
  return { kind: 'table', columns: ['', ''], rows: rows.map((cells) => ({ cells })) };
}

function detail({ detail: lines }: Result): Section[] {
  return lines.length > 0 ? [{ kind: 'block', markdown: fenced(lines.join('\n')) }] : [];
}

function logs({ failures }: Result): Section[] {
  return failures.slice(0, MOST_LOGS).map((failure) => ({
    kind: 'block',
    fold: `${taskName(failure)} failed (try ${triesOf(failure)}): the end of its log`,
    markdown: fenced(failure.log.join('\n')),
  }));
}

function tasks({ tasks: all }: Result): Section {
  return {
    kind: 'table',
    title: 'Tasks',
    columns: ['task', 'state', 'try', 'duration'],
    rows: [...all].sort(byStart).map((task) => ({
      cells: [
        code(taskName(task)),
        inline(task.state ?? 'not scheduled'),
        task.tryNumber > 0 ? triesOf(task) : '',
        task.durationSeconds === null ? '' : formatDuration(task.durationSeconds * 1000),
      ],
      verdict: verdictOf(task),
    })),
  };
}

function verdictOf({ state }: TaskResult): Verdict {
  if (state === 'failed') return 'fail';
  return state === 'success' || state === 'skipped' ? 'pass' : 'warn';
}

function byStart(a: TaskResult, b: TaskResult): number {
  return (a.startedAt ?? '9').localeCompare(b.startedAt ?? '9') || taskName(a).localeCompare(taskName(b));
}

function chart({ tasks: all, dagId }: Result, now: number): Section {
  const bars = [...all].sort(byStart).flatMap((task): GanttBar[] => {
    if (task.startedAt === null) return [];
    const start = Date.parse(task.startedAt);
    const end = task.endedAt === null ? now : Date.parse(task.endedAt);
    const state = task.state === 'failed' ? 'crit' : task.endedAt === null ? 'active' : 'done';
    return [{ label: taskName(task), start, end, state }];
  });
  return { kind: 'block', markdown: gantt(dagId, bars) };
}

function xcoms({ xcom, xcomMissing }: Result): Section[] {
  const rows = [
    ...Object.entries(xcom).map(([name, value]) => ({ cells: [code(name), code(short(value))] })),
    ...xcomMissing.map((missing) => ({ cells: [inline(missing), 'missing'], verdict: 'fail' as const })),
  ];
  return rows.length > 0 ? [{ kind: 'table', title: 'XComs', columns: ['name', 'value'], rows }] : [];
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
