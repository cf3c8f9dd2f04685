import type { Verdict } from '@ml-actions/kit/verdict';
import { inline } from './escape.ts';

const SIGNS: Record<Verdict, string> = { pass: '✅', warn: '⚠️', inconclusive: '❔', fail: '❌', error: '🛑' };

/** A verdict as a sign and a word; the word is there for those who do not see the sign. */
export function verdictLabel(verdict: Verdict): string {
  return `${SIGNS[verdict]} ${verdict}`;
}

/** Heading and reason: the first two lines of every summary. The title is ours, the reason may quote the world. */
export function header(title: string, verdict: Verdict, reason: string): string {
  return `## ${SIGNS[verdict]} ${inline(title)}: ${verdict}\n\n${inline(reason)}`;
}

export interface TableRow {
  /** Finished Markdown, made with `inline`, `code` or `link`. */
  cells: string[];
  /** Rows that are not `pass` come first and are never folded. */
  verdict?: Verdict;
}

export interface Table {
  kind: 'table';
  title?: string;
  columns: string[];
  rows: TableRow[];
  /** Passing rows above this number are folded; default 20. */
  foldAbove?: number;
}

export interface Block {
  kind: 'block';
  /** Finished Markdown. */
  markdown: string;
  /** Folded under this title. */
  fold?: string;
}

export type Section = Table | Block;

export interface Report {
  title: string;
  verdict: Verdict;
  reason: string;
  /** Most important first: the last ones are left out when the space is used up. */
  sections: Section[];
}

/** GitHub's limits: a summary of more than 1 MiB is dropped whole, a comment of more than 65,536 characters is a 422. */
export const SUMMARY_BYTES = 1_000_000;
export const COMMENT_BYTES = 65_000;

/** A report as Markdown of at most `budget` UTF-8 bytes: failing rows first, passing rows folded, what does not fit is counted. */
export function renderMarkdown(report: Report, budget: number = SUMMARY_BYTES): string {
  const parts = [header(report.title, report.verdict, report.reason)];
  // Keeps room for the closing note.
  let left = budget - size(parts[0] ?? '') - 200;
  let omitted = 0;
  for (const section of report.sections) {
    const text = section.kind === 'table' ? renderTable(section, left) : renderBlock(section);
    if (text === '') continue;
    if (size(text) + 2 > left) {
      omitted += 1;
      continue;
    }
    parts.push(text);
    left -= size(text) + 2;
  }
  if (omitted > 0)
    parts.push(`_${omitted} more section(s) did not fit; they are in the result document (\`result-json\`)._`);
  return parts.join('\n\n');
}

function renderBlock({ markdown, fold }: Block): string {
  return fold === undefined ? markdown : details(fold, markdown);
}

function renderTable(table: Table, budget: number): string {
  if (table.rows.length === 0) return '';
  const loud = table.rows.filter(({ verdict }) => verdict !== undefined && verdict !== 'pass');
  const quiet = table.rows.filter(({ verdict }) => verdict === undefined || verdict === 'pass');
  const folds = loud.length + quiet.length > (table.foldAbove ?? 20) && quiet.length > 0;
  const title = table.title === undefined ? '' : `### ${inline(table.title)}\n\n`;
  const shown = fit(table.columns, folds ? loud : [...loud, ...quiet], budget - size(title));
  if (!folds) return title + shown;
  const rest = fit(table.columns, quiet, budget - size(title) - size(shown) - 200);
  return `${title}${loud.length > 0 ? `${shown}\n\n` : ''}${details(`${quiet.length} passing`, rest)}`;
}

/** As many rows as fit, and a line that counts the others. */
function fit(columns: string[], rows: TableRow[], budget: number): string {
  const head = `| ${columns.map(inline).join(' | ')} |\n|${' --- |'.repeat(columns.length)}`;
  const lines = [head];
  let left = budget - size(head) - 100;
  for (const [index, { cells }] of rows.entries()) {
    const line = `| ${cells.join(' | ')} |`;
    left -= size(line) + 1;
    if (left < 0) {
      lines.push('', `_… and ${rows.length - index} more row(s), see \`result-json\`._`);
      break;
    }
    lines.push(line);
  }
  return lines.join('\n');
}

/** A folded part. The blank lines are what makes GitHub render the Markdown inside. */
export function details(title: string, markdown: string): string {
  return `<details><summary>${inline(title)}</summary>\n\n${markdown}\n\n</details>`;
}

function size(text: string): number {
  return Buffer.byteLength(text);
}
