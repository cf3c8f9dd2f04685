import { RuleError } from './rule-error.ts';

/** What people write out of habit from elsewhere, and what to write here. Tried in order at each position. */
const MISTAKES: readonly (readonly [pattern: RegExp, hint: string])[] = [
  [/===|=(?![=<>])/y, 'write "==" to compare'],
  [/=>|≥/y, 'write ">="'],
  [/=<|≤/y, 'write "<="'],
  [/<>|!==|≠/y, 'write "!="'],
  [/&&|\|\||&|\|/y, 'write two rules, one a line: every rule must hold'],
  [/!(?!=)/y, 'write "!=" for "differs from"'],
  [/[−–—]/y, 'write a plain "-"'],
  [/[×]/y, 'write "*"'],
  [/[÷]/y, 'write "/"'],
  [/[“”„«»']/y, 'write plain double quotes: "'],
  [/"/y, 'the quote is never closed'],
  [/[,;]/y, 'write one rule a line, and numbers with a point'],
];

const QUOTED = /"(?:[^"\\]|\\.)*"/y;

/** Throws when a well-known mistake begins at this position of the line. */
export function diagnose(line: string, position: number): void {
  QUOTED.lastIndex = position;
  if (QUOTED.test(line)) return;
  for (const [pattern, hint] of MISTAKES) {
    pattern.lastIndex = position;
    const found = pattern.exec(line)?.[0];
    if (found !== undefined) throw new RuleError(`unexpected "${found}"`, position, found.length, hint);
  }
}
