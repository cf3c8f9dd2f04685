/**
 * Metric names. MLflow allows letters, digits and `_ - . / :` and spaces; other tools add `@` and more.
 * A bare name starts with a letter, a digit or `_` and ends with one; any other name is written in double
 * quotes, with JSON's escapes. An asterisk makes a bare name a pattern; in quotes it is an asterisk.
 */
const BARE = /^[\p{L}\p{N}_*](?:[\p{L}\p{N}_*.:@/-]*[\p{L}\p{N}_*])?$/u;

/** Reads a run of letters that may be a bare name (sticky: set `lastIndex`). */
export const BARE_RUN = /[\p{L}\p{N}_*][\p{L}\p{N}_*.:@/-]*/uy;

/** The same after `baseline.`, where an asterisk multiplies. */
export const BARE_RUN_IN_EXPRESSION = /[\p{L}\p{N}_][\p{L}\p{N}_.:@/-]*/uy;

const NUMBER_LIKE = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** In `baseline.a-0.1` nobody can tell a name from a subtraction, so such a name needs its quotes. */
export const AMBIGUOUS = /[-/](?=\d|baseline\b)/;

/** A word and a colon at the start of a rule is taken as its level. */
export const LEVEL_LIKE = /^(?:warn|warning|fail|error|info|critical):/i;

/** Can the name be written without quotes on the left of a rule? */
export function isBare(name: string): boolean {
  return BARE.test(name) && !NUMBER_LIKE.test(name) && !LEVEL_LIKE.test(name);
}

/** Can the name be written without quotes after `baseline.`? */
export function isBareInExpression(name: string): boolean {
  return BARE.test(name) && !name.includes('*') && !AMBIGUOUS.test(name);
}
