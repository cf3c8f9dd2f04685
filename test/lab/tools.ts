/** Real command-line tools: the one on PATH, else installed into the cache. */
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheDir, makeOnce } from './cache.ts';
import { pythonScript } from './python.ts';
import { run } from './run.ts';

export const TOOL_NAMES = ['act', 'actionlint', 'zizmor', 'check-jsonschema', 'shellcheck'] as const;
export type ToolName = (typeof TOOL_NAMES)[number];

const ACTIONLINT = 'v1.7.12';

/** Path of a tool. Throws CommandError, which names the command that failed and the end of its output. */
export async function tool(name: ToolName): Promise<string> {
  return onPath(name) ?? (name === 'actionlint' ? installActionlint() : pythonScript('tools', name));
}

async function installActionlint(): Promise<string> {
  const dir = await makeOnce(join(cacheDir(), 'tools', `actionlint-${ACTIONLINT}`), async (work) => {
    await run('go', ['install', `github.com/rhysd/actionlint/cmd/actionlint@${ACTIONLINT}`], {
      env: { GOBIN: work, GOFLAGS: '-modcacherw' },
    });
  });
  return join(dir, 'actionlint');
}

/** The first native or script file of that name on PATH that can be executed; pyenv's shims are no tools. */
export function onPath(name: string, path = process.env.PATH ?? ''): string | undefined {
  for (const dir of path.split(delimiter).filter((one) => one !== '')) {
    const file = join(dir, name);
    try {
      accessSync(file, constants.X_OK);
      if (!readFileSync(file).subarray(0, 2_000).includes('pyenv exec')) return file;
    } catch {
      // not here
    }
  }
  return undefined;
}
