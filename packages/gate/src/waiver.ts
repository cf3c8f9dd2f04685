import type { Check } from './expand.ts';
import { formatComparison } from './format.ts';
import { glob } from './glob.ts';
import type { RuleResult } from './result.ts';
import type { Rule } from './rule.ts';
import type { Slice } from './slice.ts';
import { covers } from './slice.ts';

/** A person's decision to deliver although a rule is broken, until a day. */
export interface Waiver {
  /** The waived rule; its level and its why do not matter. */
  readonly rule: Rule;
  readonly person: string;
  readonly reason: string;
  /** The last day it holds, `YYYY-MM-DD`, UTC. */
  readonly expires: string;
}

/** Finds the waivers of a check: those that read like it, or like the pattern that it comes from. */
export function waiversByRule(waivers: readonly Waiver[]): (check: Check) => Waiver[] {
  if (waivers.length === 0) return () => [];
  const byText = Map.groupBy(waivers, ({ rule }) => formatComparison(rule));
  return ({ rule, pattern }) => [
    ...(byText.get(formatComparison(rule)) ?? []),
    ...(pattern === undefined ? [] : (byText.get(formatComparison(pattern)) ?? [])),
  ];
}

/**
 * A broken or undecided rule with a valid waiver warns instead: it stays in sight, and it no longer stops the
 * delivery. A waiver that has expired changes nothing and is said to be void.
 */
export function waive(result: RuleResult, waivers: readonly Waiver[], today: string): RuleResult {
  const valid = waivers.find(({ expires }) => today <= expires);
  const waiver = valid ?? waivers[0];
  if (waiver === undefined) return result;
  const by = `${waiver.person} (${waiver.reason})`;
  const note = (text: string): RuleResult => ({ ...result, notes: [...result.notes, text] });
  if (result.verdict === 'pass') return note(`the waiver by ${by} is not needed`);
  if (valid === undefined) return note(`the waiver by ${by} expired on ${waiver.expires} and is void`);
  return { ...note(`waived by ${by} until ${waiver.expires}`), verdict: 'warn' };
}

/** The waivers that no rule could ever meet, whatever the metrics: a typing error, or the rule has changed. */
export function strayWaivers(waivers: readonly Waiver[], rules: readonly Rule[], slices: readonly Slice[]): Waiver[] {
  return waivers.filter(({ rule: waived }) => {
    const asksTheSame = (rule: Rule): boolean =>
      formatComparison({ ...rule, metric: waived.metric, pattern: waived.pattern }) === formatComparison(waived);
    const named = (rule: Rule): boolean =>
      (rule.metric === waived.metric && rule.pattern === waived.pattern) ||
      (rule.pattern && !waived.pattern && glob(rule.metric)(waived.metric));
    return !(
      rules.some((rule) => named(rule) && asksTheSame(rule)) ||
      slices.some((slice) => slice.rules.some((rule) => covers(slice, rule, waived.metric) && asksTheSame(rule)))
    );
  });
}
