import type { MetricValue, RuleResult } from '@ml-actions/gate';
import type { Verdict } from '@ml-actions/kit/verdict';
import type { Section, TableRow } from '@ml-actions/report';
import { code, fenced, formatNumber, inline, renderMarkdown, verdictLabel } from '@ml-actions/report';
import type { Question } from './read.ts';
import type { SourceDocument } from './result.ts';

export interface ReportInput {
  readonly verdict: Verdict;
  readonly reason: string;
  /** Worst first. */
  readonly checks: readonly RuleResult[];
  readonly question: Pick<Question, 'sources'>;
  readonly problems: readonly string[];
}

/** The report as Markdown of at most `budget` bytes: what broke first, what holds folded, and what was read. */
export function renderReport({ verdict, reason, checks, question, problems }: ReportInput, budget?: number): string {
  const sections: Section[] = [];
  if (problems.length > 0) sections.push({ kind: 'block', markdown: fenced(problems.join('\n\n')) });
  const loud = checks.some((check) => check.verdict !== 'pass');
  sections.push({
    kind: 'table',
    columns: ['', 'rule', 'observed', 'required', 'margin', 'explanation'],
    rows: checks.map(row),
    foldAbove: loud ? 0 : 20,
  });
  sections.push({
    kind: 'table',
    title: 'What was read',
    columns: ['input', 'from', 'metrics', 'run'],
    rows: question.sources.map(sourceRow),
    foldAbove: 50,
  });
  return renderMarkdown({ title: 'quality-gate', verdict, reason, sections }, budget);
}

function row(check: RuleResult): TableRow {
  const { rule, slice, observed, margin, why, notes, reason, verdict } = check;
  const explanation = [margin === undefined ? reason : '', why, ...notes].filter((text) => text !== '');
  return {
    verdict,
    cells: [
      verdictLabel(verdict),
      slice === '' ? code(rule) : `${code(rule)} (${inline(slice)})`,
      inline(show(observed)),
      required(check),
      margin === undefined ? '' : formatNumber(margin),
      explanation.map(inline).join('<br>'),
    ],
  };
}

/** `>= 0.9`, and how the threshold came about when it was calculated. */
function required({ operator, threshold, computation }: RuleResult): string {
  if (threshold === undefined) return code(`${operator} ${computation}`);
  const bound = formatNumber(threshold);
  const how = computation === bound ? '' : ` (${inline(computation)})`;
  return `${code(`${operator} ${bound}`)}${how}`;
}

function show(observed: MetricValue | undefined): string {
  if (observed === undefined) return 'missing';
  return typeof observed === 'number' ? formatNumber(observed) : JSON.stringify(observed).slice(0, 60);
}

function sourceRow({ input, from, metrics, run }: SourceDocument): TableRow {
  return { cells: [code(input), code(from), String(metrics), run === '' ? '' : code(run)] };
}
