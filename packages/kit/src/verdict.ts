/** What an action says. `error` means "could not evaluate"; the other four are results. */
export const VERDICTS = ['pass', 'warn', 'inconclusive', 'fail', 'error'] as const;
export type Verdict = (typeof VERDICTS)[number];

export function isVerdict(value: unknown): value is Verdict {
  return (VERDICTS as readonly unknown[]).includes(value);
}

/** The worst of several verdicts (`error` > `fail` > `inconclusive` > `warn` > `pass`); `pass` for none. */
export function worst(verdicts: Iterable<Verdict>): Verdict {
  let rank = 0;
  for (const verdict of verdicts) rank = Math.max(rank, VERDICTS.indexOf(verdict));
  return VERDICTS[rank] ?? 'error';
}
