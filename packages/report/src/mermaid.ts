/** One bar of a Gantt chart; times are milliseconds since the epoch. */
export interface GanttBar {
  label: string;
  start: number;
  end: number;
  state: 'done' | 'active' | 'crit';
}

/** Mermaid draws badly above this; the table has all. */
const MOST_BARS = 60;

/** A Gantt chart as a Mermaid block, with the time since the first start on the axis. Empty text when there is nothing to draw. */
export function gantt(title: string, bars: readonly GanttBar[]): string {
  const drawn = bars.filter((bar) => Number.isFinite(bar.start) && bar.end >= bar.start).slice(0, MOST_BARS);
  if (drawn.length === 0) return '';
  const origin = Math.min(...drawn.map((bar) => bar.start));
  const span = Math.max(...drawn.map((bar) => bar.end)) - origin;
  const axis = span > 3_600_000 ? '%H:%M' : '%M:%S';
  const lines = drawn.map(({ label: text, start, end, state }) => {
    const from = Math.round(start - origin);
    // A bar of no length is not drawn at all.
    const to = Math.max(from + Math.max(1, Math.round(span / 200)), Math.round(end - origin));
    return `    ${label(text)} :${state}, ${from}, ${to}`;
  });
  return [
    '```mermaid',
    'gantt',
    `    title ${label(title)}`,
    '    dateFormat x',
    `    axisFormat ${axis}`,
    ...lines,
    '```',
  ].join('\n');
}

/** A line chart of several series over their steps as a Mermaid block; series of one point are left out. */
export function lineChart(title: string, axis: string, values: readonly number[]): string {
  const points = values.filter(Number.isFinite);
  if (points.length < 2) return '';
  const numbers = points.map((value) => Number(value.toPrecision(6)));
  return [
    '```mermaid',
    'xychart-beta',
    `    title "${label(title)}"`,
    `    y-axis "${label(axis)}"`,
    `    line [${numbers.join(', ')}]`,
    '```',
  ].join('\n');
}

/** A label free of everything that is syntax to Mermaid or to the fence around it. */
function label(text: string): string {
  return (
    text
      .replace(/[^\p{L}\p{N} ._/-]+/gu, ' ')
      .trim()
      .slice(0, 60) || '-'
  );
}
