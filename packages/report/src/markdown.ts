import type { Verdict } from '@ml-actions/kit/verdict';
import { html, inline } from './escape.ts';

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

/** A longer reason is cut: it is one sentence, and the report must have room. */
const LONGEST_REASON = 2000;

/** A report as Markdown of at most `budget` UTF-8 bytes: failing rows first, passing rows folded, what does not fit is counted. */
export function renderMarkdown(report: Report, budget: number = SUMMARY_BYTES): string {
  const reason = shorten(report.reason, Math.min(LONGEST_REASON, Math.floor(budget / 16)));
  const parts = [header(report.title, report.verdict, reason)];
  // Keeps room for the closing note.
  let left = budget - size(parts[0] ?? '') - 200;
  let omitted = 0;
  for (const section of report.sections) {
    const text = section.kind === 'table' ? renderTable(section, left - 2) : renderBlock(section);
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
  const text = parts.join('\n\n');
  return size(text) <= budget ? text : firstBytes(text, budget);
}

function renderBlock({ markdown, fold }: Block): string {
  return fold === undefined ? markdown : details(fold, markdown);
}

/** The folded rows get what the loud ones leave; without room for a single one they are counted. */
function renderTable(table: Table, budget: number): string {
  if (table.rows.length === 0) return '';
  const loud = table.rows.filter(({ verdict }) => verdict !== undefined && verdict !== 'pass');
  const quiet = table.rows.filter(({ verdict }) => verdict === undefined || verdict === 'pass');
  const folds = loud.length + quiet.length > (table.foldAbove ?? 20) && quiet.length > 0;
  const title = table.title === undefined ? '' : `### ${inline(table.title)}\n\n`;
  const room = budget - size(title);
  if (!folds) return title + fit(table.columns, [...loud, ...quiet], room);

  const counted = `_${quiet.length} passing, see \`result-json\`._`;
  const shown = loud.length > 0 ? `${fit(table.columns, loud, room - size(counted) - 2)}\n\n` : '';
  const label = `${quiet.length} passing`;
  const folded = details(label, fit(table.columns, quiet, room - size(shown) - size(details(label, ''))));
  return title + shown + (size(folded) <= room - size(shown) ? folded : counted);
}

/** As many rows as fit into `budget` bytes, and a line that counts the others. */
function fit(columns: string[], rows: TableRow[], budget: number): string {
  const lines = [`| ${columns.map(inline).join(' | ')} |`, `|${' --- |'.repeat(columns.length)}`];
  const more = (count: number) => `\n_… and ${count} more row(s), see \`result-json\`._`;
  const most = size(more(rows.length)) + 1;
  let left = budget - size(lines.join('\n'));
  for (const [index, { cells }] of rows.entries()) {
    // A cell is one line by its makers' promise; a line end would end the table.
    const line = `| ${cells.map((cell) => cell.replace(/\s*[\r\n]\s*/g, ' ')).join(' | ')} |`;
    const cost = size(line) + 1;
    // Every row but the last leaves room for the line that counts.
    if (left - cost < (index === rows.length - 1 ? 0 : most)) {
      lines.push(more(rows.length - index));
      break;
    }
    left -= cost;
    lines.push(line);
  }
  return lines.join('\n');
}

/** A folded part. The blank lines are what makes GitHub render the Markdown inside; the title stands in HTML. */
export function details(title: string, markdown: string): string {
  return `<details><summary>${html(title)}</summary>\n\n${markdown}\n\n</details>`;
}

function size(text: string): number {
  return Buffer.byteLength(text);
}

function shorten(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit).replace(/[\ud800-\udbff]$/, '')}…` : text;
}

/** The last resort for a budget in which not even the header fits. */
function firstBytes(text: string, limit: number): string {
  const bytes = Buffer.from(text);
  let end = Math.max(0, limit);
  // 10xxxxxx continues a character.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}
