import { Malformed } from '../malformed.ts';

/** The kinds of text a tool may leave where its report should be. */
type Shape = 'nothing' | 'HTML' | 'XML' | 'JSON' | 'text';

/** A report's text without its byte order mark, and what it looks like, judged by its content alone. */
export interface Report {
  readonly text: string;
  readonly shape: Shape;
  /** Names the file in messages. */
  readonly source: string;
}

export function open(content: string, source: string): Report {
  const text = content.replace(/^\uFEFF/, '');
  return { text, shape: shapeOf(text.trimStart()), source };
}

function shapeOf(text: string): Shape {
  if (text === '') return 'nothing';
  if (/^<(?:!doctype\s+html|html)\b/i.test(text)) return 'HTML';
  if (text.startsWith('<')) return 'XML';
  return /^[{[]/.test(text) ? 'JSON' : 'text';
}

/** `coverage.xml: expected Cobertura XML, found HTML` */
export function unexpected(report: Report, expected: string, found?: string, cause?: unknown): Malformed {
  const what = found ?? (report.shape === 'text' ? `text that begins ${excerpt(report.text)}` : report.shape);
  return new Malformed([`${report.source}: expected ${expected}, found ${what}`], cause === undefined ? {} : { cause });
}

function excerpt(text: string): string {
  const line = text.trim().split(/\r?\n/, 1)[0] ?? '';
  return JSON.stringify(line.length > 40 ? `${line.slice(0, 39)}…` : line);
}
