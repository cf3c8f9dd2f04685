import { describe, expect, it } from 'vitest';
import { InputError } from './errors.ts';
import * as input from './input-types.ts';
import { camelCase, type Declarations, parseInputs } from './inputs.ts';
import { createSecrets } from './secrets.ts';

const masked: string[] = [];

function read(declared: Declarations, given: Record<string, string> = {}, variables: Record<string, string> = {}) {
  masked.length = 0;
  const source = { input: (name: string) => given[name] ?? '', variable: (name: string) => variables[name] ?? '' };
  return parseInputs(
    declared,
    source,
    createSecrets((value) => masked.push(value)),
  );
}

async function problems(...args: Parameters<typeof read>): Promise<string> {
  const error = await read(...args).catch((caught: unknown) => caught);
  if (!(error instanceof InputError)) throw new Error(`not an InputError: ${String(error)}`);
  return error.message;
}

const declared = {
  'service-url': input.httpUrl({ required: true, description: 'Base URL of the service.' }),
  token: input.text({ secret: true, env: ['FIRST_TOKEN', 'SECOND_TOKEN'], description: 'Token.' }),
  timeout: input.duration({ default: '1h', description: 'Deadline.' }),
  retries: input.integer({ min: 0, max: 5, description: 'Retries.' }),
};

describe('parseInputs', () => {
  it('reads values, defaults and nothing for what was not given', async () => {
    const values = await read(declared, { 'service-url': 'https://a.example/' });
    expect(values).toEqual({ serviceUrl: 'https://a.example', timeout: 3_600_000 });
    expect(Object.isFrozen(values)).toBe(true);
  });

  it.each([
    [{ token: 'given' }, { FIRST_TOKEN: 'first' }, 'given'],
    [{}, { FIRST_TOKEN: 'first', SECOND_TOKEN: 'second' }, 'first'],
    [{ token: '' }, { SECOND_TOKEN: 'second' }, 'second'],
    [{}, {}, undefined],
  ])('prefers the input, then the environment in order: %j %j', async (given, variables, value) => {
    const values = await read({ token: declared.token }, given, variables);
    expect(values).toEqual(value === undefined ? {} : { token: value });
    if (value !== undefined) expect(masked).toContain(value);
  });

  it('prefers the environment to the default, and an empty input takes the default', async () => {
    const mode = { mode: input.text({ default: 'd', env: ['MODE'], description: 'x' }) };
    expect(await read(mode, { mode: '' })).toEqual({ mode: 'd' });
    expect(await read(mode, {}, { MODE: 'e' })).toEqual({ mode: 'e' });
  });

  it('names every bad input at once: its name, what came, what is allowed', async () => {
    const message = await problems(declared, { timeout: 'soon', retries: '6' });
    expect(message.split('\n')).toEqual([
      'input "service-url": missing, allowed: base URL of the service',
      'input "timeout": got "soon", allowed: a duration such as 90, 90s, 10m or 1h30m',
      'input "retries": got "6", allowed: a whole number from 0 to 5',
    ]);
  });

  it('masks every secret before it parses anything', async () => {
    const order: string[] = [];
    const secrets = createSecrets(() => order.push('mask'));
    const source = { input: (name: string) => (name === 'late' ? 'hunter22' : 'x'), variable: () => '' };
    const early = input.custom(() => order.push('parse'), { description: 'x' });
    await parseInputs({ early, late: input.text({ secret: true, description: 'x' }) }, source, secrets);
    expect(order.at(-1)).toBe('parse');
    expect(order).toContain('mask');
  });

  it.each([
    [
      'of a secret input',
      { key: input.integer({ min: 0, max: 1, secret: true, description: 'x' }) },
      { key: 'hunter22' },
    ],
    [
      'that stands in another input too',
      { key: input.text({ secret: true, description: 'x' }), timeout: input.duration({ description: 'x' }) },
      { key: 'hunter22', timeout: 'is hunter22' },
    ],
    [
      'that the words about the error quote',
      { key: input.text({ secret: true, description: 'x' }), conf: input.object({ description: 'x' }) },
      { key: 'hunter22', conf: 'a: *hunter22' },
    ],
    ['in an address', { url: input.httpUrl({ description: 'x' }) }, { url: 'https://me:hunter22@example.com' }],
    [
      'with a slash in an address',
      { url: input.httpUrl({ description: 'x' }) },
      { url: 'https://me:hunter22/x@example.com' },
    ],
    ['that is a user alone', { url: input.httpUrl({ description: 'x' }) }, { url: 'https://hunter22@example.com' }],
  ])('never quotes a secret %s', async (_, types, given) => {
    expect(await problems(types as Declarations, given as Record<string, string>)).not.toContain('hunter22');
  });

  it('shortens what came and shows line ends as such', async () => {
    const message = await problems({ timeout: declared.timeout }, { timeout: `a\n::error::b${'x'.repeat(500)}` });
    expect(message.split('\n')).toHaveLength(1);
    expect(message.length).toBeLessThan(200);
  });

  it('lets a bug in a parser through as the bug it is', async () => {
    const broken = input.custom(() => Object(undefined).a.b, { description: 'x' });
    await expect(read({ broken }, { broken: 'x' })).rejects.toThrow(TypeError);
  });
});

it('makes camelCase', () => expect(camelCase('airflow-url-2x')).toBe('airflowUrl2x'));
