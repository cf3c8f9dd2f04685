import type { HttpResponse } from '@ml-actions/http';
import { isRecord } from './errors.ts';

/** More of a log than this is not read at once; Airflow hands out the beginning first. */
export const LOG_BYTES = 16 * 1024 * 1024;
const LONGEST_LINE = 2000;

/** The last lines of a log, each cut to a length that a person reads. Group markers and the list of sources are left out. */
export function tail(lines: readonly string[], count: number): string[] {
  const shown = withoutSources(lines)
    .filter((line) => line.trim() !== '' && !/::(group|endgroup)::/.test(line) && !line.startsWith('***'))
    .map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line));
  return count === 0 ? [] : shown.slice(-count);
}

/** Airflow begins a log with a group that says from where it read the log. */
function withoutSources(lines: readonly string[]): readonly string[] {
  const end = lines.findIndex((line) => line.includes('::endgroup::'));
  return lines.slice(0, 3).some((line) => line.includes('::group::Log message source details')) && end >= 0
    ? lines.slice(end + 1)
    : lines;
}

/** Airflow 2, `text/plain`: the host's name on a line of its own, then the log as it is. */
export function readPlainLog(response: HttpResponse): string[] {
  const lines = response.text.split(/\r?\n/);
  return /^\S+$/.test(lines[0] ?? '') ? lines.slice(1) : lines;
}

/** Airflow 3: `{"content": [event, …]}`, or an event a line (NDJSON); what is neither is taken as plain text. */
export function readEventLog(response: HttpResponse): string[] {
  const whole = parse(response.text);
  if (isRecord(whole) && Array.isArray(whole.content)) return whole.content.flatMap(describeEvent);
  return response.text.split(/\r?\n/).flatMap((line) => (line.trim() === '' ? [] : describeEvent(parse(line) ?? line)));
}

function describeEvent(event: unknown): string[] {
  if (!isRecord(event)) return String(event).split('\n');
  const { timestamp, level, event: message, error_detail: errors } = event;
  const head = [
    typeof timestamp === 'string' ? timestamp.slice(11, 19) : '',
    typeof level === 'string' ? level.toUpperCase() : '',
    typeof message === 'string' ? message : JSON.stringify(event),
  ]
    .filter((part) => part !== '')
    .join(' ');
  // The chain goes from the last error to its first cause; read upwards, as Python prints it.
  const chain = Array.isArray(errors) ? [...errors].reverse().flatMap(describeException) : [];
  return [...head.split('\n'), ...chain];
}

function describeException(error: unknown): string[] {
  if (!isRecord(error)) return [];
  const frames = (Array.isArray(error.frames) ? error.frames : []).filter(isRecord);
  const own = frames.filter((frame) => !/site-packages|dist-packages|<frozen/.test(String(frame.filename)));
  const place = (own.length > 0 ? own : frames).map(
    (frame) => `  File "${frame.filename}", line ${frame.lineno}, in ${frame.name}`,
  );
  return [...place, ...`${error.exc_type}: ${error.exc_value}`.split('\n')];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
