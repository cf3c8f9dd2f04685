import type { Verdict } from '@ml-actions/kit/verdict';
import { worst } from '@ml-actions/kit/verdict';
import { expand } from './expand.ts';
import { formatComparison } from './format.ts';
import type { OnMissing } from './judge.ts';
import { judge } from './judge.ts';
import type { Metrics } from './metric.ts';
import type { GateResult, RuleResult } from './result.ts';
import type { Rule } from './rule.ts';
import { similarTo } from './similar.ts';
import type { Slice } from './slice.ts';
import type { Waiver } from './waiver.ts';
import { strayWaivers, waive, waiversByRule } from './waiver.ts';

export interface GateInput {
  readonly metrics: Metrics;
  /** `null` when there is nothing to compare with: rules that read it are inconclusive. */
  readonly baseline: Metrics | null;
  /** `YYYY-MM-DD`, UTC: decides which waivers hold. */
  readonly today: string;
  readonly onMissing: OnMissing;
  readonly slices?: readonly Slice[];
  readonly waivers?: readonly Waiver[];
}

/**
 * Judges every rule and gives the worst verdict: `error` > `fail` > `inconclusive` > `warn` > `pass`.
 * No rules, or a waiver of a rule that does not exist, is an `error`.
 */
export function evaluate(rules: readonly Rule[], input: GateInput): GateResult {
  const { metrics, baseline, today, onMissing, slices = [], waivers = [] } = input;
  const evidence = { metrics, baseline, onMissing, similar: similarTo([...metrics.keys()]) };
  const waiversOf = waiversByRule(waivers);
  const results = expand(rules, slices, metrics, baseline).map((check) =>
    waive(judge(check.rule, check.slice, evidence), waiversOf(check), today),
  );
  const problems = strayWaivers(waivers, rules, slices).map(
    (waiver) => `the waiver by ${waiver.person} names no rule of this gate: ${formatComparison(waiver.rule)}`,
  );
  if (results.length === 0) problems.push('there are no rules, so nothing can be decided');
  const verdict = problems.length > 0 ? 'error' : worst(results.map((result) => result.verdict));
  return { verdict, reason: problems[0] ?? summarise(verdict, results), results, problems };
}

const WORDS: Record<Exclude<Verdict, 'pass' | 'error'>, readonly [one: string, many: string]> = {
  fail: ['fails', 'fail'],
  inconclusive: ['is inconclusive', 'are inconclusive'],
  warn: ['gives a warning', 'give a warning'],
};

/** `2 of 7 checks fail: accuracy is 0.84, must be > 0.85 (short by 0.01), and 1 more` */
function summarise(verdict: Verdict, results: readonly RuleResult[]): string {
  const ignored = results.filter((result) => result.observed === undefined && result.verdict === 'pass').length;
  if (ignored === results.length) return `nothing was checked: all ${ignored} metrics are missing and ignored`;
  if (verdict === 'pass' || verdict === 'error') {
    const checked = results.length - ignored;
    return `${checked} of ${results.length} checks pass${ignored > 0 ? `, ${ignored} ignored as missing` : ''}`;
  }
  const worstOnes = results.filter((result) => result.verdict === verdict);
  const [one, many] = WORDS[verdict];
  const more = worstOnes.length > 1 ? `, and ${worstOnes.length - 1} more` : '';
  const count = `${worstOnes.length} of ${results.length} checks ${worstOnes.length === 1 ? one : many}`;
  return `${count}: ${worstOnes[0]?.reason ?? ''}${more}`;
}
