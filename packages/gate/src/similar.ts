import { nearest } from './nearest.ts';

/** Looking for what was meant must not cost more than the evaluation itself. */
const MOST_NAMES = 2000;
const MOST_ANSWERS = 20;

/**
 * Finds the given name that a missing metric probably meant: one that ends in it after a separator
 * (`val_accuracy` for `accuracy`), else the nearest by spelling. Gives up on large documents.
 */
export function similarTo(names: readonly string[]): (metric: string) => string | undefined {
  let answers = 0;
  return (metric) => {
    if (names.length > MOST_NAMES || ++answers > MOST_ANSWERS) return undefined;
    const longer = names.find((name) => name.endsWith(metric) && /[._/:-]$/.test(name.slice(0, -metric.length)));
    return longer ?? nearest(metric, names);
  };
}
