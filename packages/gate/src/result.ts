import type { Verdict } from '@ml-actions/kit/verdict';
import type { MetricValue } from './metric.ts';
import type { Level, Operator } from './rule.ts';

/** What one rule says about one metric, with everything needed to explain it. */
export interface RuleResult {
  /** The comparison as it reads for this metric, `accuracy >= baseline - 0.01`; a waiver names it so. */
  readonly rule: string;
  readonly level: Level;
  readonly metric: string;
  /** `region=eu` for a rule of a slice, `''` otherwise. */
  readonly slice: string;
  /** `undefined` when the metric was not given. */
  readonly observed: MetricValue | undefined;
  readonly operator: Operator;
  /** `undefined` when it could not be computed. */
  readonly threshold: number | undefined;
  /** How the threshold came about: `baseline 0.91 - 0.01 = 0.9`. */
  readonly computation: string;
  /** Distance to the threshold in the metric's unit, negative on the failing side. */
  readonly margin: number | undefined;
  readonly verdict: Verdict;
  /** One sentence a person can act on. */
  readonly reason: string;
  /** The author's reason for the rule, `''` when none was given. */
  readonly why: string;
  /** What else should be known: probable unit mistakes, waivers. */
  readonly notes: readonly string[];
}

/** What the gate says: the worst of its rules, `error` when it could not be asked. */
export interface GateResult {
  readonly verdict: Verdict;
  /** One sentence a person can act on. */
  readonly reason: string;
  /** In the order of the rules; a pattern or slice has one for each metric. */
  readonly results: readonly RuleResult[];
  /** Why the gate could not be asked; empty unless the verdict is `error`. */
  readonly problems: readonly string[];
}
