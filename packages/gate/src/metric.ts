/** A metric as JSON can hold it. Only finite numbers can pass a rule; the rest is kept to say what was found. */
export type MetricValue = number | string | boolean | null;

/** Metrics by their flat, dotted names. A `Map`, so that a metric called `__proto__` is a metric. */
export type Metrics = ReadonlyMap<string, MetricValue>;

/** Why a value cannot be compared: ` is NaN`, ` is the text "high"`; `undefined` for a finite number. */
export function unusable(value: MetricValue): string | undefined {
  if (typeof value === 'string') return `is the text ${JSON.stringify(shorten(value))}, not a number`;
  if (typeof value !== 'number') return `is ${value}, not a number`;
  if (Number.isNaN(value)) return 'is NaN, which fails every rule';
  return Number.isFinite(value) ? undefined : `is ${value}, and a value without end fails every rule`;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
