/** One promise and what was measured for it. */
export interface Row {
  what: string;
  measured: number;
  /** The most that is allowed, or with `atLeast` the least. */
  limit: number;
  atLeast?: boolean;
  unit: string;
}

export function isMet({ measured, limit, atLeast }: Row): boolean {
  // A NaN meets nothing.
  return atLeast ? measured >= limit : measured <= limit;
}
