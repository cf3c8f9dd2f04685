import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import type { Row } from './row.ts';

/** The committed release tree as GitHub sends it. */
export function releaseSize(): Row[] {
  const archive = execFileSync('git', ['archive', '--format=tar', 'HEAD:dist'], { maxBuffer: 2 ** 28 });
  return [
    { what: 'release tree, git archive, gzip', measured: gzipSync(archive).length / 1e6, limit: 1.5, unit: 'MB' },
  ];
}
