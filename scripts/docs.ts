import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Contract } from '@ml-actions/kit';
import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { isMap, parseDocument } from 'yaml';

/**
 * Makes everything that repeats the one declaration (`inputs.ts`, `result.ts`): the inputs and outputs of action.yml, the tables of the
 * READMEs, and docs/schemas. Usage: node scripts/docs.ts; the contract test runs `render` and compares.
 */
export interface Rendered {
  path: string;
  text: string;
}

/** Every generated file as it should be. */
export async function render(): Promise<Rendered[]> {
  const files: Rendered[] = [];
  const rows: string[] = [];
  for (const name of readdirSync('actions').sort()) {
    const folder = `actions/${name}`;
    if (!existsSync(`${folder}/action.yml`)) continue;
    const contract = await contractOf(folder);
    const actionYml = contract
      ? renderActionYml(`${folder}/action.yml`, contract)
      : readFileSync(`${folder}/action.yml`, 'utf8');
    files.push({ path: `${folder}/action.yml`, text: actionYml });
    const action = parseDocument(actionYml).toJS();
    files.push({ path: `${folder}/README.md`, text: renderReadme(`${folder}/README.md`, action) });
    rows.push(`| [\`${name}\`](actions/${name}/README.md) | ${action.description} |`);
    if (contract) files.push(await renderSchema(folder, name));
  }
  const { rulesFileSchema } = await import('../packages/gate/src/rules-file.ts');
  files.push(schemaFile('quality-gate.rules', rulesFileSchema));
  const table = ['| action | what it does |', '| --- | --- |', ...rows].join('\n');
  files.push({ path: 'README.md', text: between('README.md', readFileSync('README.md', 'utf8'), 'actions', table) });
  return files;
}

/** The declaration of a JavaScript action; undefined for a composite, whose action.yml is the declaration. */
export async function contractOf(folder: string): Promise<Contract | undefined> {
  if (!existsSync(`${folder}/inputs.ts`)) return undefined;
  const { contract } = await import(pathToFileURL(`${folder}/inputs.ts`).href);
  return contract;
}

function renderActionYml(path: string, { inputs, outputs }: Contract): string {
  const document = parseDocument(readFileSync(path, 'utf8'));
  const declared = Object.entries(inputs).map(([name, { options }]) => {
    const { description, required, default: fallback } = options;
    return [
      name,
      {
        description,
        ...(required ? { required: true } : {}),
        ...(fallback === undefined ? {} : { default: fallback }),
      },
    ];
  });
  document.set('inputs', document.createNode(Object.fromEntries(declared)));
  const said = Object.entries(outputs).map(([name, description]) => [name, { description }]);
  document.set('outputs', document.createNode(Object.fromEntries(said)));
  if (!isMap(document.contents)) throw new Error(`${path} is no YAML map`);
  // `runs` closes the file, whatever was there before.
  const runs = document.get('runs');
  document.delete('runs');
  document.set('runs', runs);
  return document.toString({ lineWidth: 0 });
}

interface ActionYml {
  inputs?: Record<string, { description: string; required?: boolean; default?: string }>;
  outputs?: Record<string, { description: string }>;
}

function renderReadme(path: string, action: ActionYml): string {
  const inputs = Object.entries(action.inputs ?? {}).map(([name, { description, required, default: fallback }]) => {
    const standard = required
      ? '**required**'
      : fallback === undefined || fallback === ''
        ? ''
        : `\`${cell(String(fallback))}\``;
    return `| \`${name}\` | ${standard} | ${cell(description)} |`;
  });
  const outputs = Object.entries(action.outputs ?? {}).map(
    ([name, { description }]) => `| \`${name}\` | ${cell(description)} |`,
  );
  const text = readFileSync(path, 'utf8');
  const withInputs = between(
    path,
    text,
    'inputs',
    ['| input | default | meaning |', '| --- | --- | --- |', ...inputs].join('\n'),
  );
  return between(path, withInputs, 'outputs', ['| output | meaning |', '| --- | --- |', ...outputs].join('\n'));
}

function cell(text: string): string {
  return text
    .replaceAll('|', '\\|')
    .replace(/\s*\n\s*/g, ' ')
    .trim();
}

/** Puts a text between `<!-- name -->` and `<!-- /name -->`; throws when the markers are not there. */
function between(path: string, text: string, name: string, content: string): string {
  const marked = new RegExp(`<!-- ${name} -->[\\s\\S]*?<!-- /${name} -->`);
  if (!marked.test(text)) throw new Error(`${path} has no <!-- ${name} --> … <!-- /${name} -->`);
  return text.replace(marked, () => `<!-- ${name} -->\n${content}\n<!-- /${name} -->`);
}

async function renderSchema(folder: string, name: string): Promise<Rendered> {
  const { resultSchema } = await import(pathToFileURL(`${folder}/result.ts`).href);
  return schemaFile(`${name}.result`, resultSchema);
}

function schemaFile(name: string, schema: GenericSchema): Rendered {
  const document = toJsonSchema(schema, { target: 'draft-2020-12', errorMode: 'throw' });
  return { path: `docs/schemas/${name}.json`, text: `${JSON.stringify({ title: name, ...document }, null, 2)}\n` };
}

if (import.meta.main) {
  mkdirSync('docs/schemas', { recursive: true });
  for (const { path, text } of await render()) {
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    writeFileSync(path, text);
    console.log(`wrote ${path}`);
  }
}
