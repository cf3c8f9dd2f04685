/**
 * Metric names. MLflow allows letters, digits and `_ - . / :` and spaces; other tools add `@` and more.
 * A bare name starts with a letter, a digit or `_` and ends with one; any other name is written in double
 * quotes, with JSON's escapes. An asterisk makes a bare name a pattern; in quotes it is an asterisk.
 */
export const bareRun = runOf('[\\p{L}\\p{N}_*][\\p{L}\\p{N}_*.:@/-]*');

/** The same after `baseline.`, where an asterisk multiplies. */
export const bareRunInExpression = runOf('[\\p{L}\\p{N}_][\\p{L}\\p{N}_.:@/-]*');

/** A word of an expression. */
export const word = runOf('[\\p{L}_][\\p{L}\\p{N}_]*');

/**
 * Finds what a pattern matches at a place of a text. V8 needs half a millisecond to compile a Unicode class, as long as
 * a gate takes to decide, and nearly every name is ASCII: the full pattern is made when a text needs it.
 */
function runOf(source: string): (text: string, start?: number) => string | undefined {
  const ascii = new RegExp(source.replaceAll('\\p{L}', 'A-Za-z').replaceAll('\\p{N}', '0-9'), 'y');
  let full = ascii;
  return (text, start = 0) => {
    const isAscii = /^[\t -~]*$/.test(text);
    if (!isAscii && full === ascii) full = new RegExp(source, 'uy');
    const pattern = isAscii ? ascii : full;
    pattern.lastIndex = start;
    return pattern.exec(text)?.[0];
  };
}

const NUMBER_LIKE = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** What a bare name cannot end with. */
export const DANGLING = /[.:@/-]$/;

/** In `baseline.a-0.1` nobody can tell a name from a subtraction, so such a name needs its quotes. */
export const AMBIGUOUS = /[-/](?=\d|baseline\b)/;

/** A word and a colon at the start of a rule is taken as its level. */
export const LEVEL_LIKE = /^(?:warn|warning|fail|error|info|critical):/i;

/** Can the name be written without quotes on the left of a rule? */
export function isBare(name: string): boolean {
  return bareRun(name) === name && !DANGLING.test(name) && !NUMBER_LIKE.test(name) && !LEVEL_LIKE.test(name);
}

/** Can the name be written without quotes after `baseline.`? */
export function isBareInExpression(name: string): boolean {
  return bareRunInExpression(name) === name && !DANGLING.test(name) && !AMBIGUOUS.test(name);
}
