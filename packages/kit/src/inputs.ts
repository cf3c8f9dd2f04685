import { InputError, type InputProblem } from './errors.ts';
import { type InputOptions, type InputType, NotAllowed } from './input-types.ts';
import type { Secrets } from './secrets.ts';

export type Declarations = Record<string, InputType<unknown>>;

type Camel<S extends string> = S extends `${infer Head}-${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : S;
type Present<O extends InputOptions> = O extends { required: true } | { default: string } ? true : false;
type Value<I> = I extends InputType<infer T, infer O> ? (Present<O> extends true ? T : T | undefined) : never;

/** The values of a set of declared inputs, keyed in camelCase. */
export type InputsOf<D> = { readonly [K in keyof D & string as Camel<K>]: Value<D[K]> };

export interface InputSource {
  /** The text of an input, trimmed; empty when it was not given. */
  input(name: string): string;
  /** The text of an environment variable; empty when it is not set. */
  variable(name: string): string;
}

/**
 * Reads every declared input: masks the secrets first, then parses all. Throws one `InputError` that holds every problem.
 */
export async function parseInputs<D extends Declarations>(
  declared: D,
  source: InputSource,
  secrets: Secrets,
): Promise<InputsOf<D>> {
  const texts = new Map<string, string>();
  for (const [name, { options }] of Object.entries(declared)) {
    const given = [
      source.input(name),
      ...(options.env ?? []).map((variable) => source.variable(variable)),
      // An expression such as ${{ github.token }} is the runner's to fill in.
      options.default?.startsWith('${{') ? '' : (options.default ?? ''),
    ];
    const value = given.find((candidate) => candidate !== '') ?? '';
    if (options.secret && value) secrets.add(value);
    texts.set(name, value);
  }

  // Whatever stands before an @ in an address may be a password, also in an address that cannot be parsed.
  const quotable = (value: string) => secrets.redact(value).replace(/(:\/\/)[^\s]*@/g, '$1***@');
  const problems: InputProblem[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, { options, parse }] of Object.entries(declared)) {
    const value = texts.get(name) ?? '';
    if (value === '') {
      if (options.required) problems.push({ input: name, allowed: lowerFirst(options.description) });
      continue;
    }
    try {
      values[camelCase(name)] = await parse(value);
    } catch (error) {
      if (!(error instanceof NotAllowed)) throw error;
      problems.push({
        input: name,
        got: options.secret ? '***' : quotable(value),
        allowed: secrets.redact(error.allowed),
      });
    }
  }
  if (problems.length > 0) throw new InputError(problems);
  return Object.freeze(values) as InputsOf<D>;
}

/** `airflow-url` → `airflowUrl`. */
export function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');
}
