import { isBare, isBareInExpression } from './names.ts';
import type { ArithmeticOperator, Expression, Rule } from './rule.ts';

const PRECEDENCE: Record<ArithmeticOperator, number> = { '+': 1, '-': 1, '*': 2, '/': 2 };

/** The rule as text: `parseRule(format(rule))` equals the rule. */
export function format(rule: Rule): string {
  const level = rule.level === 'warn' ? 'warn: ' : '';
  const why = rule.why === '' ? '' : ` # ${rule.why}`;
  return `${level}${formatComparison(rule)}${why}`;
}

/** `metric operator threshold`: what a rule asks, without its level and its reason. Two rules that ask the same read the same. */
export function formatComparison(rule: Pick<Rule, 'metric' | 'pattern' | 'operator' | 'threshold'>): string {
  return `${formatMetric(rule)} ${rule.operator} ${formatExpression(rule.threshold)}`;
}

function formatMetric({ metric, pattern }: Pick<Rule, 'metric' | 'pattern'>): string {
  return isBare(metric) && metric.includes('*') === pattern ? metric : JSON.stringify(metric);
}

/**
 * The expression as text with no more parentheses than it needs.
 * `leaf` may render the reads of the baseline otherwise, for instance with their values.
 */
export function formatExpression(expression: Expression, leaf: (read: BaselineRead) => string = formatRead): string {
  const write = (e: Expression, outer: number): string => {
    switch (e.kind) {
      case 'number':
        return e.percent ? `${e.value}%` : String(e.value);
      case 'baseline':
        return leaf(e);
      case 'negative':
        return `-${write(e.operand, 3)}`;
      case 'binary': {
        const own = PRECEDENCE[e.operator];
        const text = `${write(e.left, own)} ${e.operator} ${write(e.right, own + 1)}`;
        return own < outer ? `(${text})` : text;
      }
    }
  };
  return write(expression, 0);
}

export type BaselineRead = Extract<Expression, { kind: 'baseline' }>;

/** `baseline` or `baseline.<name>` as a rule spells it. */
export function formatRead({ metric }: BaselineRead): string {
  if (metric === null) return 'baseline';
  return `baseline.${isBareInExpression(metric) ? metric : JSON.stringify(metric)}`;
}
