/** One bar of a Gantt chart; times are milliseconds since the epoch. */
export interface GanttBar {
  label: string;
  start: number;
  end: number;
  state: 'done' | 'active' | 'crit';
}

/** Mermaid draws badly above this; the table has all. */
const MOST_BARS = 60;

/** Up to this the axis counts seconds from the first start. Mermaid writes clock times in the reader's zone, so the start of the epoch is no zero. */
const SECONDS_UP_TO_MS = 10 * 60_000;

/**
 * A Gantt chart as a Mermaid block. The axis has seconds since the first start, and above ten minutes the reader's clock. Empty text when
 * there is nothing to draw.
 */
export function gantt(title: string, bars: readonly GanttBar[]): string {
  const drawn = bars
    .filter(({ start, end }) => Number.isFinite(start) && Number.isFinite(end) && end >= start)
    .slice(0, MOST_BARS);
  if (drawn.length === 0) return '';
  const origin = Math.min(...drawn.map((bar) => bar.start));
  const span = Math.max(...drawn.map((bar) => bar.end)) - origin;
  const short = span <= SECONDS_UP_TO_MS;
  const zero = short ? origin : 0;
  const lines = drawn.map(({ label: text, start, end, state }) => {
    const from = Math.round(start - zero);
    // A bar of no length is not drawn at all.
    const to = Math.max(from + Math.max(1, Math.round(span / 200)), Math.round(end - zero));
    return `    ${label(text)} :${state}, ${from}, ${to}`;
  });
  return [
    '```mermaid',
    'gantt',
    `    title ${label(title)}`,
    '    dateFormat x',
    `    axisFormat ${short ? '%s s' : '%H:%M'}`,
    ...lines,
    '```',
  ].join('\n');
}

/** More points than a chart has room for are thinned out, the last one kept. */
const MOST_POINTS = 200;

/** A line chart of one series as a Mermaid block; empty text for fewer than two finite values. */
export function lineChart(title: string, axis: string, values: readonly number[]): string {
  const points = values.filter(Number.isFinite);
  if (points.length < 2) return '';
  const step = Math.ceil(points.length / MOST_POINTS);
  const numbers = points.filter((_, index) => (points.length - 1 - index) % step === 0).map(plain);
  return [
    '```mermaid',
    'xychart-beta',
    `    title "${label(title)}"`,
    `    y-axis "${label(axis)}"`,
    `    line [${numbers.join(', ')}]`,
    '```',
  ].join('\n');
}

/** Six significant digits without an exponent, which Mermaid cannot read. */
function plain(value: number): string {
  return value.toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: 6 });
}

/** Words that begin a statement of a Gantt chart when they begin a line. */
const KEYWORDS =
  /^(?=(?:gantt|title|section|dateformat|axisformat|tickinterval|inclusiveenddates|topaxis|excludes|includes|todaymarker|weekday|weekend|acctitle|accdescr|click|call|href|vert)\b)/i;

/** A label free of everything that is syntax to Mermaid or to the fence around it. */
function label(text: string): string {
  const plainText = text
    .slice(0, 600)
    .replace(/[^\p{L}\p{M}\p{N}._/-]+/gu, ' ')
    .trim();
  return [...plainText].slice(0, 60).join('').trim().replace(KEYWORDS, '\u200b') || '-';
}
