import type { Verdict } from '@ml-actions/kit/verdict';
import { compute, explain, isShare } from './compute.ts';
import { formatComparison, formatExpression } from './format.ts';
import type { Metrics } from './metric.ts';
import { unusable } from './metric.ts';
import { compare, show } from './numbers.ts';
import type { RuleResult } from './result.ts';
import type { Level, Operator, Rule } from './rule.ts';

/** What a rule is over a metric that was not given. */
export type OnMissing = 'fail' | 'warn' | 'ignore';

/** Metrics that the evidence readers make, all between 0 and 1. */
const RATIOS: ReadonlySet<string> = new Set(['coverage', 'coverage.branches', 'tests.pass_rate']);

const HOLDS: Record<Operator, (difference: number) => boolean> = {
  '>': (d) => d > 0,
  '>=': (d) => d >= 0,
  '<': (d) => d < 0,
  '<=': (d) => d <= 0,
  '==': (d) => d === 0,
  '!=': (d) => d !== 0,
};

/** Distance to the threshold, negative on the failing side. */
const MARGIN: Record<Operator, (difference: number) => number> = {
  '>': (d) => d,
  '>=': (d) => d,
  '<': (d) => 0 - d,
  '<=': (d) => 0 - d,
  '==': (d) => 0 - Math.abs(d),
  '!=': (d) => Math.abs(d),
};

const SHORTFALL: Record<Operator, string> = {
  '>': 'short by',
  '>=': 'short by',
  '<': 'over by',
  '<=': 'over by',
  '==': 'off by',
  '!=': '',
};

export interface Evidence {
  readonly metrics: Metrics;
  /** `null` when there is nothing to compare with. */
  readonly baseline: Metrics | null;
  readonly onMissing: OnMissing;
  /** A name that was given and may have been meant. */
  readonly similar: (metric: string) => string | undefined;
}

/**
 * Holds the rule against its metric. Only a finite number can pass, and only against a finite threshold; a rule
 * that cannot be judged never passes, and a `warn:` rule never gives more than `warn`.
 */
export function judge(rule: Rule, slice: string, evidence: Evidence): RuleResult {
  const { metrics, baseline, onMissing } = evidence;
  const { metric, level, operator, threshold: expression, why } = rule;
  const observed = metrics.get(metric);
  const threshold = compute(expression, metric, baseline);
  const value = threshold.state === 'value' ? threshold.value : undefined;
  const base = {
    rule: formatComparison(rule),
    level,
    metric,
    slice,
    observed,
    operator,
    threshold: value,
    computation: value === undefined ? formatExpression(expression) : explain(expression, metric, baseline, value),
    margin: undefined,
    why,
    notes: [],
  };
  const says = (verdict: Verdict, reason: string): RuleResult => ({ ...base, verdict: capped(level, verdict), reason });

  if (observed === undefined) return says(onMissing === 'ignore' ? 'pass' : onMissing, missing(rule, evidence));
  const defect = unusable(observed);
  if (defect !== undefined || typeof observed !== 'number') return says('fail', `${metric} ${defect}`);
  if (threshold.state === 'unusable') return says('fail', `${metric} is ${show(observed)[0]}, but ${threshold.reason}`);
  if (threshold.state === 'absent') {
    return says('inconclusive', `${metric} is ${show(observed)[0]}, but ${threshold.reason}`);
  }

  const difference = compare(observed, threshold.value, threshold.scale);
  const holds = HOLDS[operator](difference);
  const notes = unitNotes(rule, observed, threshold.value);
  const reason = sentence(rule, base.computation, observed, threshold.value, difference);
  const verdict = !holds ? 'fail' : notes.length > 0 ? 'warn' : 'pass';
  return { ...says(verdict, reason), margin: MARGIN[operator](difference), notes };
}

/** An advisory rule that cannot be judged must not weigh more than one that is broken. */
function capped(level: Level, verdict: Verdict): Verdict {
  return level === 'warn' && verdict !== 'pass' ? 'warn' : verdict;
}

/** `accuracy is 0.84, must be >= 0.9 (baseline 0.91 - 0.01; short by 0.06)` */
function sentence(rule: Rule, computation: string, observed: number, threshold: number, difference: number): string {
  const { metric, operator } = rule;
  const [is = '', bound = ''] = show(observed, threshold);
  const parts: string[] = [];
  if (rule.threshold.kind !== 'number' || rule.threshold.percent) parts.push(computation.split(' = ')[0] ?? '');
  const distance = show(Math.abs(difference))[0];
  if (!HOLDS[operator](difference)) {
    parts.push(
      difference === 0 ? (operator === '!=' ? '' : 'equal is not enough') : `${SHORTFALL[operator]} ${distance}`,
    );
  } else if (difference !== 0 && operator !== '!=') parts.push(`clear by ${distance}`);
  const detail = parts.filter((part) => part !== '').join('; ');
  return `${metric} is ${is}, must be ${operator} ${bound}${detail === '' ? '' : ` (${detail})`}`;
}

function missing(rule: Rule, { baseline, onMissing, similar }: Evidence): string {
  const lost = baseline?.has(rule.metric) ? ', although the baseline has it' : '';
  const what = rule.pattern ? `no metric matches ${rule.metric}` : `${rule.metric} is missing${lost}`;
  if (onMissing === 'ignore') return `${what}; missing metrics are ignored`;
  const name = rule.pattern ? undefined : similar(rule.metric);
  return name === undefined ? what : `${what}; did you mean ${name}?`;
}

/** Is one side of the comparison probably in percent and the other a ratio? */
function unitNotes(rule: Rule, observed: number, threshold: number): string[] {
  if (isShare(rule.threshold) && Math.abs(observed) > 1 && Math.abs(threshold) <= 1) {
    const [is, bound] = show(observed, threshold);
    return [
      `probable unit mistake: ${rule.metric} is ${is}, but the threshold is a percentage (${bound}); ` +
        `if the metric is in percent, write it without %, otherwise write ${bound}`,
    ];
  }
  if (RATIOS.has(rule.metric) && threshold > 1) {
    const [bound] = show(threshold);
    return [`probable unit mistake: ${rule.metric} is a ratio between 0 and 1; for ${bound} percent write ${bound}%`];
  }
  return [];
}
