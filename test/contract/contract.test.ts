import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { contractOf, render } from '../../scripts/docs.ts';

/** The names in docs and workflows of users: one may be added, none renamed or dropped. */
const published: Record<string, { inputs: string[]; outputs: string[]; defaults: Record<string, string> }> = JSON.parse(
  readFileSync('test/contract/public-names.json', 'utf8'),
);
const actions = readdirSync('actions').filter((name) => existsSync(`actions/${name}/action.yml`));

describe('what repeats the declaration is generated from it and current', async () => {
  it.each((await render()).map(({ path, text }) => [path, text]))('%s (npm run docs)', (path, text) => {
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});

it('knows every action', () => {
  expect(Object.keys(published).sort()).toEqual(actions.sort());
});

describe.each(actions)('%s', (name) => {
  const action = parse(readFileSync(`actions/${name}/action.yml`, 'utf8'));
  const { inputs, outputs, defaults } = published[name] ?? { inputs: [], outputs: [], defaults: {} };

  it('has every public input and output', () => {
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(inputs));
    expect(Object.keys(action.outputs)).toEqual(expect.arrayContaining(outputs));
  });

  it.each(Object.entries(defaults))('input %s defaults to %s', (input, value) => {
    expect(String(action.inputs[input].default)).toBe(value);
  });

  it('is ready for the Marketplace: name, description, author, branding', () => {
    expect(action).toMatchObject({ name: expect.any(String), description: expect.any(String), author: 'ml-actions' });
    expect(action.description.length).toBeLessThan(125);
    expect(action.branding).toEqual({ icon: expect.any(String), color: expect.any(String) });
  });

  it('has the same files as every other action', () => {
    const composite = action.runs.using === 'composite';
    const wanted = composite
      ? ['scripts']
      : ['inputs.ts', 'result.ts', 'run.ts', 'summary.ts', 'main.ts', 'run.test.ts'];
    expect(readdirSync(`actions/${name}`)).toEqual(expect.arrayContaining(['action.yml', 'README.md', ...wanted]));
    if (!composite) expect(action.runs).toMatchObject({ using: 'node24', main: 'index.js' });
  });

  it('declares in code what action.yml says', async () => {
    const contract = await contractOf(`actions/${name}`);
    if (!contract) return expect(action.runs.using).toBe('composite');
    expect(Object.keys(action.inputs)).toEqual(Object.keys(contract.inputs));
    expect(Object.keys(action.outputs)).toEqual(Object.keys(contract.outputs));
  });

  it('ships a valid JSON schema of its result', () => {
    const schema = JSON.parse(readFileSync(`docs/schemas/${name}.result.json`, 'utf8'));
    expect(new Ajv2020({ strict: false }).validateSchema(schema)).toBe(true);
    for (const variant of schema.anyOf ?? [schema]) {
      expect(variant.required).toEqual(expect.arrayContaining(['schemaVersion', 'action', 'verdict', 'reason']));
    }
  });
});
