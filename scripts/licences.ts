import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** The licence texts of every package that went into a bundle, sorted by name. Throws when a package has none. */
export function licences(metafile: Metafile): string {
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([path]) => packageFolder(path)),
  );
  return [...new Set(used.filter((folder) => folder !== undefined))]
    .sort()
    .map(licence)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** The innermost package a file belongs to. */
function packageFolder(path: string): string | undefined {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

function licence(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = globSync(join(folder, '{LICENSE,LICENCE,License,license}*')).sort()[0];
  const text = file && existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (!text && !license) throw new Error(`${folder} has no licence`);
  return `${name}@${version} (${license})\n\n${text}\n`;
}
