import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { lazyBuiltins, standIns, trimAxios, trimCore } from './bundle-plugins.ts';
import { licences } from './licences.ts';

/**
 * Builds the release tree: what a tag contains and nothing else. One set of chunks is shared by all actions; each action's `index.js` is a
 * stub. Usage: node scripts/build.ts [out], by default into dist/.
 */
const out = process.argv[2] ?? 'dist';
const work = 'build/bundle';
const actions = readdirSync('actions').filter((name) => existsSync(`actions/${name}/action.yml`));
const javascript = actions.filter((name) => existsSync(`actions/${name}/main.ts`));

rmSync(work, { recursive: true, force: true });
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

// First pass: types away, tree-shaken, built-ins lazy, code shared in chunks.
const { metafile } = await build({
  entryPoints: Object.fromEntries(javascript.map((name) => [name, `actions/${name}/main.ts`])),
  outdir: work,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minify: true,
  legalComments: 'none',
  chunkNames: 'chunk-[hash]',
  metafile: true,
  logLevel: 'warning',
  plugins: [standIns, trimCore, trimAxios, lazyBuiltins],
});

// A CommonJS package that is imported by `import()` loses its names between the two passes: import it statically from a file that is imported lazily.
const lost = Object.entries(metafile.inputs).flatMap(([file, { imports }]) =>
  imports
    .filter(({ kind, path }) => kind === 'dynamic-import' && path.includes('node_modules'))
    .map(({ path }) => `${file}: ${path}`),
);
if (lost.length > 0) throw new Error(`import() of a package: ${lost.join(', ')}`);

// Second pass: ncc makes CommonJS of it, which Node starts faster than ES modules; each `import()` stays a chunk of its own.
const entries = javascript.map((name) => `  '${name}': () => import('./${name}.js'),`).join('\n');
writeFileSync(join(work, 'package.json'), '{"type":"module"}\n');
writeFileSync(
  join(work, 'entry.cjs'),
  `const actions = {\n${entries}\n};\nexports.start = (name) => actions[name]();\n`,
);
execFileSync(
  'node_modules/.bin/ncc',
  ['build', join(work, 'entry.cjs'), '-o', join(work, 'ncc'), '-m', '--no-cache', '--target', 'es2022', '-q'],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);
mkdirSync(join(out, 'lib'));
for (const file of globSync(join(work, 'ncc/*.{js,cjs}'))) cpSync(file, join(out, 'lib', basename(file)));
// The nearest package.json decides how Node reads a .js file, wherever the release tree is unpacked.
writeFileSync(join(out, 'package.json'), '{"type":"commonjs"}\n');

for (const name of actions) {
  for (const part of ['action.yml', 'README.md', 'scripts']) {
    const filter = (path: string) => !path.includes('__pycache__');
    if (existsSync(`actions/${name}/${part}`))
      cpSync(`actions/${name}/${part}`, join(out, name, part), { recursive: true, filter });
  }
  if (javascript.includes(name))
    writeFileSync(join(out, name, 'index.js'), `require('../lib/index.cjs').start('${name}');\n`);
}
// The Marketplace wants one action at the root: a working quality-gate.
if (javascript.includes('quality-gate')) {
  const root = readFileSync('actions/quality-gate/action.yml', 'utf8').replace(
    /main: index\.js/,
    'main: quality-gate/index.js',
  );
  writeFileSync(join(out, 'action.yml'), root);
}
for (const file of globSync('.github/workflows/ml-*-pipeline.yml')) {
  mkdirSync(join(out, '.github/workflows'), { recursive: true });
  cpSync(file, join(out, file));
}
cpSync('LICENSE', join(out, 'LICENSE'));
cpSync('docs/release.md', join(out, 'README.md'));
writeFileSync(join(out, 'licenses.txt'), licences(metafile));
