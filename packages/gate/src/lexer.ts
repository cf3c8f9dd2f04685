import { diagnose } from './mistakes.ts';
import { AMBIGUOUS, bareRun, bareRunInExpression, DANGLING, LEVEL_LIKE, word } from './names.ts';
import { RuleError } from './rule-error.ts';

export type TokenKind = 'level' | 'name' | 'comparison' | 'number' | 'baseline' | 'symbol' | 'why' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** As written. */
  readonly text: string;
  /** Offset in the line. */
  readonly start: number;
  /** A name without its quotes; after `baseline.` the metric; for `why` the sentence. */
  readonly value: string;
}

const SPACE = /\s+/y;
const COMPARISON = />=|<=|==|!=|>(?!=)|<(?![=>])/y;
const QUOTED = /"(?:[^"\\]|\\.)*"/y;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const SYMBOL = /[-+*/()%]/y;

/**
 * One rule, cut into tokens. Left of the first comparison a `-` or `/` belongs to a name, right of it it
 * calculates: the lexer knows on which side it is, so the parser need not.
 */
export function tokenize(line: string): Token[] {
  const tokens: Token[] = [];
  let position = skipSpace(line, 0);
  let side: Side = 'metric';
  const level = readLevel(line, position);
  if (level !== undefined) {
    tokens.push(level);
    position += level.text.length;
  }
  for (;;) {
    position = skipSpace(line, position);
    const token = scan(line, position, side);
    tokens.push(token);
    if (token.kind === 'end') return tokens;
    if (token.kind === 'comparison') side = 'threshold';
    position += token.text.length;
  }
}

type Side = 'metric' | 'threshold';

function scan(line: string, start: number, side: Side): Token {
  const token = (kind: TokenKind, text: string, value = text): Token => ({ kind, text, start, value });
  if (start === line.length) return token('end', '');
  if (line[start] === '#') return token('why', line.slice(start), line.slice(start + 1).trim());
  diagnose(line, start);
  const comparison = match(COMPARISON, line, start);
  if (comparison !== undefined) return token('comparison', comparison);
  const quoted = match(QUOTED, line, start);
  if (quoted !== undefined) return token('name', quoted, unquote(quoted, start));
  const name = side === 'metric' ? bareRun(line, start) : word(line, start);
  if (name !== undefined && side === 'metric') return token('name', checkEnding(name, start));
  if (name === 'baseline' && line[start + name.length] === '.') {
    const { text, metric } = readBaselineMetric(line, start);
    return token('baseline', text, metric);
  }
  if (name !== undefined) return token('name', name);
  const number = side === 'threshold' ? match(NUMBER, line, start) : undefined;
  if (number !== undefined) return token('number', number);
  const symbol = match(SYMBOL, line, start);
  if (symbol !== undefined) return token('symbol', symbol);
  throw new RuleError(`unexpected "${String.fromCodePoint(line.codePointAt(start) ?? 0)}"`, start);
}

function match(pattern: RegExp, line: string, start: number): string | undefined {
  pattern.lastIndex = start;
  return pattern.exec(line)?.[0];
}

const skipSpace = (line: string, start: number): number => start + (match(SPACE, line, start)?.length ?? 0);

function readLevel(line: string, start: number): Token | undefined {
  const text = LEVEL_LIKE.exec(line.slice(start))?.[0];
  if (text === undefined) return undefined;
  if (text === 'warn:') return { kind: 'level', text, start, value: 'warn' };
  // `error:rate` is a name; `error: rate` is a level that does not exist.
  if (/\S/.test(line[start + text.length] ?? ' ')) return undefined;
  const hint = /^warn/i.test(text) ? 'did you mean "warn:"?' : 'a rule fails the gate unless "warn:" stands before it';
  throw new RuleError(`expected a metric, found "${text}"`, start, text.length, hint);
}

function checkEnding(name: string, start: number): string {
  if (!DANGLING.test(name)) return name;
  const hint = `a name that ends so needs quotes: ${JSON.stringify(name)}`;
  throw new RuleError(`the name "${name}" ends in "${name.at(-1)}"`, start, name.length, hint);
}

/** The text `baseline.<name>` at `position` and the name in it. */
function readBaselineMetric(line: string, position: number): { text: string; metric: string } {
  const start = position + 'baseline.'.length;
  const quoted = match(QUOTED, line, start);
  if (quoted !== undefined) return { text: `baseline.${quoted}`, metric: unquote(quoted, start) };
  const metric = bareRunInExpression(line, start);
  if (metric === undefined) throw new RuleError('expected a metric after "baseline."', start);
  const doubt = AMBIGUOUS.exec(metric) ?? DANGLING.exec(metric);
  if (doubt !== null) {
    throw new RuleError(
      `"${metric}" may be a name or a calculation`,
      start,
      metric.length,
      `to calculate, put spaces around the "${doubt[0]}"; for a name, write baseline.${JSON.stringify(metric)}`,
    );
  }
  return { text: `baseline.${metric}`, metric };
}

function unquote(quoted: string, position: number): string {
  let name: string;
  try {
    name = JSON.parse(quoted);
  } catch (cause) {
    throw new RuleError(`${quoted} is no valid name`, position, quoted.length, 'escapes are those of JSON', { cause });
  }
  if (name === '') throw new RuleError('a metric name cannot be empty', position, 2);
  return name;
}
