export const OPERATORS = ['>=', '<=', '==', '!=', '>', '<'] as const;
export type Operator = (typeof OPERATORS)[number];

export type ArithmeticOperator = '+' | '-' | '*' | '/';

/** `fail` stops a delivery; `warn` only says so. */
export type Level = 'fail' | 'warn';

export type Expression =
  /** As written: `80%` is `{ value: 80, percent: true }` and worth 0.8. */
  | { readonly kind: 'number'; readonly value: number; readonly percent: boolean }
  /** `baseline` (`metric: null`, the rule's own metric) or `baseline.<metric>`. */
  | { readonly kind: 'baseline'; readonly metric: string | null }
  | { readonly kind: 'negative'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: ArithmeticOperator;
      readonly left: Expression;
      readonly right: Expression;
    };

/** `[warn:] metric operator threshold [# why]` */
export interface Rule {
  readonly level: Level;
  readonly metric: string;
  /** The metric holds `*` and stands for every metric it matches. */
  readonly pattern: boolean;
  readonly operator: Operator;
  readonly threshold: Expression;
  /** The author's reason, `''` when none was given. */
  readonly why: string;
}

/** Does the threshold read the baseline's value of the rule's own metric? */
export function readsOwnBaseline(expression: Expression): boolean {
  switch (expression.kind) {
    case 'number':
      return false;
    case 'baseline':
      return expression.metric === null;
    case 'negative':
      return readsOwnBaseline(expression.operand);
    case 'binary':
      return readsOwnBaseline(expression.left) || readsOwnBaseline(expression.right);
  }
}

/** Does the threshold read the baseline at all? */
export function readsBaseline(expression: Expression): boolean {
  switch (expression.kind) {
    case 'number':
      return false;
    case 'baseline':
      return true;
    case 'negative':
      return readsBaseline(expression.operand);
    case 'binary':
      return readsBaseline(expression.left) || readsBaseline(expression.right);
  }
}
