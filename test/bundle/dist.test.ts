import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const fresh = 'build/dist-check';
/** Paths of all files below a folder, sorted. */
const files = (root: string) =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();

beforeAll(() => {
  execFileSync(process.execPath, ['scripts/build.ts', fresh], { stdio: 'inherit' });
}, 120_000);
afterAll(() => rmSync(fresh, { recursive: true, force: true }));

describe('dist', () => {
  it('is what the sources build, byte for byte (npm run build)', () => {
    expect(files('dist')).toEqual(files(fresh));
    const stale = files(fresh).filter((path) => !readFileSync(`dist/${path}`).equals(readFileSync(`${fresh}/${path}`)));
    expect(stale).toEqual([]);
  });

  it('is committed whole', () => {
    const untracked = execFileSync('git', ['status', '--porcelain', '--ignored', '--', 'dist'], { encoding: 'utf8' });
    expect(untracked).toBe('');
  });

  it('weighs at most 1.5 MB as GitHub sends it', () => {
    const archive = execFileSync('git', ['archive', '--format=tar', 'HEAD:dist'], { maxBuffer: 2 ** 28 });
    expect(gzipSync(archive).length).toBeLessThan(1_500_000);
  });

  it('holds no source map, no path of the machine that built it', () => {
    for (const path of files('dist')) {
      expect(path).not.toMatch(/\.map$/);
      expect(readFileSync(`dist/${path}`, 'utf8').includes(process.cwd())).toBe(false);
    }
  });

  it('carries the licence of everything bundled', () => {
    const licences = readFileSync('dist/licenses.txt', 'utf8');
    for (const name of ['@actions/core', '@actions/github', 'axios', 'valibot', 'yaml', 'fast-xml-parser']) {
      expect(licences).toMatch(new RegExp(`^${name}@`, 'm'));
    }
  });
});
