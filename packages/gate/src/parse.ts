import type { Token } from './lexer.ts';
import { tokenize } from './lexer.ts';
import { Malformed } from './malformed.ts';
import { nearest } from './nearest.ts';
import type { ArithmeticOperator, Expression, Operator, Rule } from './rule.ts';
import { OPERATORS } from './rule.ts';
import { describe, RuleError } from './rule-error.ts';

/** Bounds the parser's recursion; the longest rule a person writes is far below. */
const LONGEST = 1000;

/**
 * One rule a line; blank lines and lines that begin with `#` are skipped.
 * Throws `Malformed` with a problem for each line that is no rule.
 */
export function parseRules(text: string): Rule[] {
  const rules: Rule[] = [];
  const problems: string[] = [];
  const lines = text.split(/\r\n|\n|\r/).filter((line) => !/^\s*(?:#|$)/.test(line));
  for (const [index, line] of lines.entries()) {
    try {
      rules.push(parseRule(line));
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      problems.push(describe(error, line, `rule ${index + 1}`));
    }
  }
  if (problems.length > 0) throw new Malformed(problems);
  return rules;
}

/** Parses `[warn:] metric operator threshold [# why]`. Throws `RuleError`. */
export function parseRule(line: string): Rule {
  if (line.length > LONGEST) {
    throw new RuleError(`a rule has at most ${LONGEST} characters, this one has ${line.length}`, LONGEST);
  }
  return new Parser(tokenize(line)).rule();
}

/**
 * Recursive descent, one method a production:
 *
 *     rule    = [ "warn:" ] name comparison sum [ why ]
 *     sum     = product { ( "+" | "-" ) product }
 *     product = factor { ( "*" | "/" ) factor }
 *     factor  = "-" factor | "(" sum ")" | number [ "%" ] | "baseline" [ "." name ]
 */
class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  rule(): Rule {
    const level = this.#take('level') === undefined ? 'fail' : 'warn';
    const name = this.#metric();
    const operator = this.#operator(name);
    const threshold = this.#sum();
    const why = this.#take('why')?.value ?? '';
    const rest = this.#peek();
    if (rest.kind === 'comparison') throw unexpected(rest, 'the end of the rule', 'write two rules, one a line');
    if (rest.kind === 'name') throw unexpected(rest, 'the end of the rule', afterwards(rest));
    if (rest.kind !== 'end') throw unexpected(rest, 'the end of the rule');
    const pattern = !name.text.startsWith('"') && name.value.includes('*');
    return { level, metric: name.value, pattern, operator, threshold, why };
  }

  #metric(): Token {
    const token = this.#take('name');
    if (token === undefined) throw unexpected(this.#peek(), 'a metric', 'a rule reads: metric > number');
    if (/^\.?\d/.test(token.text) && Number.isFinite(Number(token.text))) {
      throw unexpected(token, 'a metric', 'the metric comes first: accuracy > 0.85');
    }
    return token;
  }

  #operator(metric: Token): Operator {
    const token = this.#take('comparison');
    const operator = OPERATORS.find((known) => known === token?.text);
    if (operator !== undefined) return operator;
    const found = this.#peek();
    const calculates = found.kind === 'symbol' || found.text.startsWith('*');
    const hint = calculates ? 'the left side is a metric; calculate on the right' : spaced(metric, found);
    throw unexpected(found, `one of ${OPERATORS.join(' ')}`, hint);
  }

  #sum(): Expression {
    return this.#chain(['+', '-'], () => this.#product());
  }

  #product(): Expression {
    return this.#chain(['*', '/'], () => this.#factor());
  }

  #chain(operators: readonly ArithmeticOperator[], operand: () => Expression): Expression {
    let left = operand();
    for (;;) {
      const operator = operators.find((known) => this.#symbol(known));
      if (operator === undefined) return left;
      left = { kind: 'binary', operator, left, right: operand() };
    }
  }

  #factor(): Expression {
    if (this.#symbol('-')) return { kind: 'negative', operand: this.#factor() };
    if (this.#symbol('(')) {
      const inner = this.#sum();
      if (!this.#symbol(')')) throw unexpected(this.#peek(), '")"');
      return inner;
    }
    const baseline = this.#take('baseline');
    if (baseline !== undefined) return { kind: 'baseline', metric: baseline.value };
    const number = this.#take('number');
    if (number !== undefined) return this.#number(number);
    const token = this.#peek();
    if (token.kind === 'name' && token.text === 'baseline') {
      this.#next++;
      return { kind: 'baseline', metric: null };
    }
    throw unexpected(token, 'a number or baseline', instead(token));
  }

  #number(token: Token): Expression {
    const value = Number(token.text);
    if (!Number.isFinite(value)) throw new RuleError(`${token.text} is too large`, token.start, token.text.length);
    const unit = this.#peek();
    if (unit.kind === 'name' && unit.start === token.start + token.text.length) {
      throw unexpected(unit, 'a number without a unit', 'write the number in the unit that the metric has');
    }
    return { kind: 'number', value, percent: this.#symbol('%') };
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: 'end', text: '', start: 0, value: '' };
  }

  #take(kind: Token['kind']): Token | undefined {
    const token = this.#peek();
    if (token.kind !== kind) return undefined;
    this.#next++;
    return token;
  }

  #symbol(text: string): boolean {
    const token = this.#peek();
    if (token.kind !== 'symbol' || token.text !== text) return false;
    this.#next++;
    return true;
  }
}

function unexpected(token: Token, expected: string, hint = ''): RuleError {
  const found = token.kind === 'end' || token.kind === 'why' ? 'the end of the rule' : JSON.stringify(token.text);
  return new RuleError(`expected ${expected}, found ${found}`, token.start, token.text.length, hint);
}

/** For a name where a number should be. */
function instead({ kind, text, value }: Token): string {
  if (kind !== 'name') return '';
  if (/^(?:nan|inf|infinity)$/i.test(text)) return 'NaN and infinite values fail every rule already';
  if (/^(?:true|false|null|none)$/i.test(text)) return 'a rule compares numbers; log the metric as 1 or 0';
  if (nearest(text, ['baseline']) !== undefined) return 'did you mean "baseline"?';
  return `another metric can be read from the baseline only: baseline.${text.startsWith('"') ? text : value}`;
}

/** For a name after a complete rule. */
function afterwards({ text }: Token): string {
  return /^(?:and|or)$/i.test(text) ? 'write two rules, one a line: every rule must hold' : '';
}

/** For a second name where the comparison should be. */
function spaced(metric: Token, found: Token): string {
  if (found.kind !== 'name') return '';
  if (Number.isFinite(Number(found.text))) return `a comparison is missing, such as: ${metric.text} > ${found.text}`;
  return `a name with a space needs quotes: ${JSON.stringify(`${metric.value} ${found.value}`)}`;
}
