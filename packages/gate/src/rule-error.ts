/** Where in a rule's line the author went wrong, and how to put it right. */
export class RuleError extends Error {
  /** Offset of the offending text in the line, and its length. */
  readonly start: number;
  readonly length: number;
  /** What to write instead, `''` when there is no guess. */
  readonly hint: string;

  constructor(message: string, start: number, length = 1, hint = '', options?: ErrorOptions) {
    super(message, options);
    this.name = 'RuleError';
    this.start = start;
    this.length = length;
    this.hint = hint;
  }
}

/**
 * The error as a compiler shows it: where, what, the line, a caret under the offending text, the hint.
 * `where` names the rule, such as `rule 3` or `gate.yml line 12`.
 */
export function describe(error: RuleError, line: string, where: string): string {
  const margin = line.slice(0, error.start).replace(/[^\t]/g, ' ');
  const caret = '^'.repeat(Math.max(1, Math.min(error.length, line.length - error.start)));
  const hint = error.hint === '' ? '' : `\n  ${error.hint}`;
  return `${where}, column ${error.start + 1}: ${error.message}\n  ${line}\n  ${margin}${caret}${hint}`;
}
