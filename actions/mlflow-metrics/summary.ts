import type { Verdict } from '@ml-actions/kit/verdict';
import {
  code,
  formatNumber,
  inline,
  lineChart,
  link,
  renderMarkdown,
  type Section,
  type TableRow,
} from '@ml-actions/report';
import { describeRejected } from './choice.ts';
import type { RunDocument, SelectionDocument } from './result.ts';

export interface Chart {
  name: string;
  values: number[];
}

export interface SummaryInput {
  verdict: Verdict;
  reason: string;
  document: {
    store: string;
    aggregate: string;
    run: RunDocument | null;
    selection: SelectionDocument;
    metrics: Record<string, number>;
    baseline: { run: RunDocument | null; selection: SelectionDocument; metrics: Record<string, number> } | null;
    notes: string[];
  };
  charts: readonly Chart[];
}

/** The job summary: which run and why, its metrics beside the baseline's, and the charts. */
export function renderSummary({ verdict, reason, document, charts }: SummaryInput): string {
  const { run, baseline, selection, notes } = document;
  const sections: Section[] = [];
  const columns = ['', 'run', ...(baseline ? ['baseline'] : [])];
  const rows = facts(run, selection).map(([name, value], index): TableRow => {
    const other = baseline ? [facts(baseline.run, baseline.selection)[index]?.[1] ?? ''] : [];
    return { cells: [name, value, ...other] };
  });
  sections.push({ kind: 'table', title: 'Which run', columns, rows, foldAbove: 50 });
  if (notes.length > 0) {
    sections.push({
      kind: 'block',
      markdown: notes
        .slice(0, 50)
        .map((note) => `- ${inline(note)}`)
        .join('\n'),
    });
  }
  sections.push({
    kind: 'table',
    title: document.aggregate === 'last' ? 'Metrics' : `Metrics (${document.aggregate} over the history)`,
    columns: ['metric', 'value', ...(baseline ? ['baseline', 'difference'] : [])],
    rows: metricRows(document.metrics, baseline?.metrics),
    foldAbove: 200,
  });
  for (const chart of charts) sections.push(chartSection(chart));
  return renderMarkdown({ title: 'mlflow-metrics', verdict, reason, sections });
}

function facts(
  run: RunDocument | null,
  { selector, why, considered, rejected }: SelectionDocument,
): [string, string][] {
  const passedOver = describeRejected(new Map(Object.entries(rejected)));
  const id = run === null ? 'none' : run.url ? link(run.runId, run.url) : code(run.runId);
  return [
    ['run', id],
    ['name', run?.runName ? code(run.runName) : ''],
    ['selector', code(selector)],
    ['why', inline(why)],
    ['looked at', `${considered}${passedOver ? `; passed over: ${inline(passedOver)}` : ''}`],
    [
      'status',
      run === null ? '' : code(run.lifecycleStage === 'active' ? run.status : `${run.status}, ${run.lifecycleStage}`),
    ],
    ['commit', run?.commit ? code(run.commit) : ''],
    ['started', run?.startedAt ?? ''],
    ['user', run?.user ? code(run.user) : ''],
    ['experiment', run === null ? '' : code(run.experimentId)],
  ];
}

function metricRows(metrics: Record<string, number>, baseline: Record<string, number> | undefined): TableRow[] {
  const names = new Set([...Object.keys(metrics), ...Object.keys(baseline ?? {})]);
  return [...names].map((name) => {
    const value = own(metrics, name);
    const base = own(baseline ?? {}, name);
    const show = (number: number | undefined) => (number === undefined ? '–' : formatNumber(number));
    const compared = baseline
      ? [show(base), value === undefined || base === undefined ? '–' : difference(value - base)]
      : [];
    // What is no finite number is never folded away.
    return { cells: [code(name), show(value), ...compared], verdict: Number.isFinite(value ?? 0) ? 'pass' : 'warn' };
  });
}

/** A metric may be called `constructor`. */
function own(numbers: Record<string, number>, name: string): number | undefined {
  return Object.hasOwn(numbers, name) ? numbers[name] : undefined;
}

function difference(value: number): string {
  return value > 0 ? `+${formatNumber(value)}` : formatNumber(value);
}

/** Mermaid draws no more points well. */
const MOST_POINTS = 120;

function chartSection({ name, values }: Chart): Section {
  const finite = values.filter(Number.isFinite);
  const every = Math.ceil(finite.length / MOST_POINTS);
  // The last point always: it is the value that counts.
  const points = finite.filter((_, index) => index % every === 0 || index === finite.length - 1);
  const left = [
    ...(values.length > finite.length ? [`${values.length - finite.length} NaN or infinite not drawn`] : []),
    ...(every > 1 ? [`every ${every}th point drawn`] : []),
  ];
  const chart = lineChart(name, name, points);
  const caption = `${code(name)}: ${values.length} point${values.length === 1 ? '' : 's'}${left.length > 0 ? `, ${left.join(', ')}` : ''}`;
  return { kind: 'block', markdown: chart === '' ? caption : `${caption}\n\n${chart}` };
}
