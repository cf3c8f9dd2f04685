import { Malformed } from '../malformed.ts';
import type { Metrics } from '../metric.ts';
import { coverageMetrics } from './share.ts';
import type { Report } from './text.ts';
import { unexpected } from './text.ts';

/** Hits by line, and by branch of a line, of one source file over all its records. */
interface SourceFile {
  readonly lines: Map<string, number>;
  readonly branches: Map<string, number>;
  /** What the record sums up (`LF`, `LH`, `BRF`, `BRH`), for writers that list no lines. */
  readonly sums: Map<string, number>;
}

const CUT_OFF = 'LCOV that is cut off: a record without its end_of_record';

/**
 * LCOV tracefiles, see geninfo(1). Lines and branches are counted one by one, so a file that several tests report
 * counts once; the sums are used only where a record lists nothing.
 */
export function readLcov(report: Report, expected: string): Metrics {
  const files = new Map<string, SourceFile>();
  let current: SourceFile | undefined;
  for (const [index, raw] of report.text.split('\n').entries()) {
    const line = raw.trim();
    const [, key = '', rest = ''] = /^([A-Z]+):(.*)$/.exec(line) ?? [];
    if (key === 'SF' && current !== undefined) throw unexpected(report, expected, CUT_OFF);
    if (key === 'SF') current = openFile(files, rest);
    else if (line === 'end_of_record') current = undefined;
    else if (current !== undefined && !record(current, key, rest)) {
      throw new Malformed([
        `${report.source}, line ${index + 1}: expected LCOV, found ${JSON.stringify(line.slice(0, 60))}`,
      ]);
    }
  }
  if (files.size === 0) throw unexpected(report, expected);
  if (current !== undefined) throw unexpected(report, expected, CUT_OFF);
  return coverageMetrics(total(files, 'lines', 'LF', 'LH'), total(files, 'branches', 'BRF', 'BRH'));
}

function openFile(files: Map<string, SourceFile>, name: string): SourceFile {
  const file = files.get(name) ?? { lines: new Map(), branches: new Map(), sums: new Map() };
  files.set(name, file);
  return file;
}

/** Takes one entry into the file; `false` when it is not what its key promises. */
function record(file: SourceFile, key: string, rest: string): boolean {
  switch (key) {
    case 'DA': {
      const [line = '', hits = ''] = rest.split(',');
      return add(file.lines, line, hits);
    }
    case 'BRDA': {
      // The branch's name may hold commas; `-` says that its line never ran.
      const comma = rest.lastIndexOf(',');
      const taken = rest.slice(comma + 1);
      return comma > 0 && add(file.branches, rest.slice(0, comma), taken === '-' ? '0' : taken);
    }
    case 'LF':
    case 'LH':
    case 'BRF':
    case 'BRH':
      return add(file.sums, key, rest);
    default:
      return true;
  }
}

function add(counts: Map<string, number>, key: string, text: string): boolean {
  const count = Number(text);
  if (key === '' || text.trim() === '' || !Number.isFinite(count) || count < 0) return false;
  counts.set(key, (counts.get(key) ?? 0) + count);
  return true;
}

function total(files: Map<string, SourceFile>, part: 'lines' | 'branches', found: string, hit: string) {
  let covered = 0;
  let all = 0;
  for (const file of files.values()) {
    const counts = file[part];
    covered += counts.size > 0 ? [...counts.values()].filter((hits) => hits > 0).length : (file.sums.get(hit) ?? 0);
    all += counts.size > 0 ? counts.size : (file.sums.get(found) ?? 0);
  }
  return { covered, all };
}
