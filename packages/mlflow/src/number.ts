/** Python's `sys.float_info.max`, in whose place MLflow's SQL stores keep infinity. */
const LARGEST = Number.MAX_VALUE;

/** A stored number as it was logged: ±1.7976931348623157e308 stands for the infinities (mlflow `sanitize_metric_value`). */
export function unbounded(value: number): number {
  if (value >= LARGEST) return Infinity;
  return value <= -LARGEST ? -Infinity : value;
}

const WORDS: Record<string, number> = {
  nan: Number.NaN,
  inf: Infinity,
  infinity: Infinity,
  '+inf': Infinity,
  '-inf': -Infinity,
  '-infinity': -Infinity,
};

/**
 * A metric value as protobuf's JSON, an older server or Python's `float()` writes it: a number, a number in a string, or a word.
 * Whatever is no number is NaN; nothing becomes 0.
 */
export function metricValue(raw: unknown): number {
  if (typeof raw === 'number') return unbounded(raw);
  if (typeof raw !== 'string') return Number.NaN;
  const text = raw.trim().toLowerCase();
  const word = WORDS[text];
  if (word !== undefined) return word;
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/.test(text) ? unbounded(Number(text)) : Number.NaN;
}
