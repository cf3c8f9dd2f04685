import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { tool } from '../lab/tools.ts';

const workflows = globSync('{.github/workflows,examples/*/.github/workflows}/*.yml');
const composites = globSync('actions/*/action.yml').filter(
  (path) => parse(readFileSync(path, 'utf8')).runs.using === 'composite',
);
const pins: { action: string; version: string; sha: string; evidence: string[] }[] = JSON.parse(
  readFileSync('.github/pins.json', 'utf8'),
).pins;

function run(command: string, args: string[]): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${command} ${args.join(' ')}\n${stdout}\n${stderr}`, { cause: error });
  }
}

describe('linters of the field', () => {
  it('actionlint', async () => {
    run(await tool('actionlint'), ['-color', ...workflows]);
  }, 300_000);

  it('zizmor, pedantic', async () => {
    run(await tool('zizmor'), ['--offline', '--persona=pedantic', '--no-progress', ...workflows, ...composites]);
  }, 300_000);

  it('check-jsonschema: workflows and actions against the official schemas', async () => {
    const check = await tool('check-jsonschema');
    run(check, ['--builtin-schema', 'vendor.github-workflows', ...workflows]);
    run(check, ['--builtin-schema', 'vendor.github-actions', ...globSync('actions/*/action.yml')]);
  }, 300_000);

  it('shellcheck', async () => {
    run(await tool('shellcheck'), [...globSync('actions/*/scripts/*.sh'), '.ci/run']);
  }, 300_000);
});

describe('our own rules', () => {
  const files = [...workflows, ...globSync('actions/*/action.yml')];

  it.each(files)('%s: third-party actions are pinned to a commit whose origin is written down', (path) => {
    for (const [, action, ref, comment] of readFileSync(path, 'utf8').matchAll(
      /uses:\s*([\w./-]+)@(\S+)(?:\s+#\s*(\S+))?/g,
    )) {
      if (action?.startsWith('org/ml-actions/')) expect(ref).toBe('v1');
      else expect(pins.map((pin) => [pin.action, pin.sha, pin.version])).toContainEqual([action, ref, comment]);
    }
  });

  it.each(pins.map((pin) => [pin.action, pin]))('pin of %s has two independent witnesses', (_, { sha, evidence }) => {
    expect(sha).toMatch(/^[0-9a-f]{40}$/);
    expect(new Set(evidence.map((place) => place.split(':')[0])).size).toBeGreaterThanOrEqual(2);
  });

  it.each(files)('%s: no expression inside a shell script', (path) => {
    const { jobs = {}, runs = {} } = parse(readFileSync(path, 'utf8'));
    const steps: { run?: string }[] = [...Object.values<{ steps?: object[] }>(jobs), runs].flatMap(
      (job) => job.steps ?? [],
    );
    for (const { run: script = '' } of steps) expect(script).not.toContain('${{');
  });

  it.each(workflows)('%s: no rights at the top, reasons beside each right', (path) => {
    expect(parse(readFileSync(path, 'utf8')).permissions).toEqual({});
  });
});
