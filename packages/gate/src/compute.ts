import type { BaselineRead } from './format.ts';
import { formatExpression, formatRead } from './format.ts';
import type { Metrics } from './metric.ts';
import { unusable } from './metric.ts';
import { compare, show } from './numbers.ts';
import type { ArithmeticOperator, Expression } from './rule.ts';

/** What a threshold is worth. */
export type Computed =
  /** A finite number. `scale` is the largest magnitude whose rounding error it carries, see `numbers.ts`. */
  | { readonly state: 'value'; readonly value: number; readonly scale: number }
  /** The baseline lacks a metric that is read. */
  | { readonly state: 'absent'; readonly reason: string }
  /** It is no finite number: NaN or text in the baseline, a division by zero, an overflow. */
  | { readonly state: 'unusable'; readonly reason: string };

/** Evaluates a threshold. `metric` is what `baseline` alone refers to. */
export function compute(expression: Expression, metric: string, baseline: Metrics | null): Computed {
  switch (expression.kind) {
    case 'number':
      return finite(expression.percent ? expression.value / 100 : expression.value);
    case 'baseline':
      return read(expression.metric ?? metric, baseline);
    case 'negative': {
      const operand = compute(expression.operand, metric, baseline);
      return operand.state === 'value' ? { ...operand, value: -operand.value } : operand;
    }
    case 'binary': {
      const left = compute(expression.left, metric, baseline);
      const right = compute(expression.right, metric, baseline);
      // What is known to be wrong outweighs what is unknown.
      for (const state of ['unusable', 'absent']) {
        if (left.state === state) return left;
        if (right.state === state) return right;
      }
      if (left.state !== 'value' || right.state !== 'value') return left;
      return apply(expression.operator, left, right);
    }
  }
}

type Value = Extract<Computed, { state: 'value' }>;

function read(metric: string, baseline: Metrics | null): Computed {
  const value = baseline?.get(metric);
  if (baseline === null) return { state: 'absent', reason: 'there is no baseline to compare with' };
  if (value === undefined) return { state: 'absent', reason: `the baseline has no ${metric}` };
  if (typeof value === 'number' && Number.isFinite(value)) return finite(value);
  return { state: 'unusable', reason: `${metric} of the baseline ${unusable(value)}` };
}

/** One operation; the scale follows the first-order error bound of the operation (Higham, Accuracy and Stability, ch. 3). */
function apply(operator: ArithmeticOperator, a: Value, b: Value): Computed {
  switch (operator) {
    case '+':
      return finite(a.value + b.value, Math.max(a.scale, b.scale));
    case '-':
      return finite(a.value - b.value, Math.max(a.scale, b.scale));
    case '*':
      return finite(a.value * b.value, Math.max(a.scale * Math.abs(b.value), b.scale * Math.abs(a.value)));
    case '/': {
      // `0.3 - 0.1 - 0.2` is zero too, whatever the rounding left over.
      if (compare(b.value, 0, b.scale) === 0) return { state: 'unusable', reason: 'the threshold divides by zero' };
      const quotient = a.value / b.value;
      const scale = Math.max(a.scale, b.scale * Math.abs(quotient)) / Math.abs(b.value);
      return finite(quotient, scale);
    }
  }
}

function finite(value: number, scale = 0): Computed {
  const largest = Math.max(Math.abs(value), scale);
  if (!Number.isFinite(largest)) return { state: 'unusable', reason: 'the threshold is too large for a number' };
  return { state: 'value', value, scale: largest };
}

/** How a threshold came about: `baseline 0.91 - 0.01 = 0.9`; a plain number is just itself. */
export function explain(expression: Expression, metric: string, baseline: Metrics | null, value: number): string {
  const leaf = (readOf: BaselineRead): string => {
    const found = baseline?.get(readOf.metric ?? metric);
    return typeof found === 'number' ? `${formatRead(readOf)} ${show(found)[0]}` : formatRead(readOf);
  };
  const text = formatExpression(expression, leaf);
  const [shown = ''] = show(value);
  if (expression.kind === 'baseline' || text === shown) return text;
  return `${text} = ${shown}`;
}

/**
 * Is the threshold a share of one, as in `coverage > 80%`? Not in `baseline * 110%`, where the percentage scales
 * something that has its own unit.
 */
export function isShare(expression: Expression): boolean {
  switch (expression.kind) {
    case 'number':
      return expression.percent;
    case 'baseline':
      return false;
    case 'negative':
      return isShare(expression.operand);
    case 'binary': {
      const { operator, left, right } = expression;
      const scales = (operator === '*' || operator === '/') && !(constant(left) && constant(right));
      return !scales && (isShare(left) || isShare(right));
    }
  }
}

function constant(expression: Expression): boolean {
  if (expression.kind === 'negative') return constant(expression.operand);
  if (expression.kind === 'binary') return constant(expression.left) && constant(expression.right);
  return expression.kind === 'number';
}
