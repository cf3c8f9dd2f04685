import { suggest } from './text.ts';

/** Thrown by a parser; `parseInputs` turns it into an `InputProblem` with the input's name. */
export class NotAllowed extends Error {
  readonly allowed: string;
  constructor(allowed: string, options?: ErrorOptions) {
    super(allowed, options);
    this.allowed = allowed;
  }
}

export interface InputOptions {
  /** Shown in action.yml and in the README. */
  description: string;
  required?: true;
  /** As it stands in action.yml. */
  default?: string;
  /** Masked before anything is logged, and never quoted in an error. */
  secret?: true;
  /** Environment variables that stand in when the input is empty, first one wins. */
  env?: readonly string[];
}

/** One input: its text, and how its text becomes a value. */
export interface InputType<T, Options extends InputOptions = InputOptions> {
  options: Options;
  /** Throws `NotAllowed`. */
  parse(text: string): T | Promise<T>;
}

function type<T>(parse: (text: string) => T | Promise<T>) {
  return <const O extends InputOptions>(options: O): InputType<T, O> => ({ options, parse });
}

/** Any text, as it came. */
export const text = type((value) => value);

/** `true` or `false`, in the spellings of YAML 1.2's core schema, as the toolkit does. */
export const boolean = type((value) => {
  if (/^(true|True|TRUE)$/.test(value)) return true;
  if (/^(false|False|FALSE)$/.test(value)) return false;
  throw new NotAllowed('true or false');
});

/** An `http` or `https` URL without query and fragment; a trailing slash is dropped. Passwords belong into inputs of their own. */
export const httpUrl = type((value) => {
  const allowed = 'an http:// or https:// address without query, e.g. https://airflow.example.com/prefix';
  if (!URL.canParse(value)) throw new NotAllowed(allowed);
  const url = new URL(value);
  if (!/^https?:$/.test(url.protocol) || /[?#]/.test(value)) throw new NotAllowed(allowed);
  if (url.username || url.password) throw new NotAllowed(`${allowed}; user and password go into their own inputs`);
  return url.href.replace(/\/+$/, '');
});

const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The longest duration anyone may ask for: 30 days, in milliseconds. */
const LONGEST_MS = 30 * 86_400_000;

/** A duration in milliseconds, rounded: `90` (seconds), `90s`, `250ms`, `10m`, `1h30m`; throws `NotAllowed`. */
export function parseDuration(value: string): number {
  const text = value.trim().toLowerCase();
  if (/^\d+(\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  if (!/^(\d+(\.\d+)?\s*(ms|s|m|h|d)\s*)+$/.test(text))
    throw new NotAllowed('a duration such as 90, 90s, 10m or 1h30m');
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)/g)) {
    total += Number(amount) * (UNITS[unit ?? ''] ?? Number.NaN);
  }
  return Math.round(total);
}

/** A duration, see `parseDuration`; `min` and `max` are milliseconds, inclusive. */
export function duration<const O extends InputOptions>(options: O & { min?: number; max?: number; words?: never }) {
  return type((value) => {
    const ms = parseDuration(value);
    const { min = 0, max = LONGEST_MS } = options;
    if (ms < min || ms > max) throw new NotAllowed(`a duration from ${min / 1000}s to ${max / 1000}s`);
    return ms;
  })<O>(options);
}

/** One of a few words, or else a duration in milliseconds. */
export function durationOr<const W extends string, const O extends InputOptions>(
  words: readonly W[],
  options: O & { min?: number },
) {
  return type<W | number>((value) => {
    if ((words as readonly string[]).includes(value)) return value as W;
    const allowed = `${words.join(', ')} or a duration from ${(options.min ?? 0) / 1000}s to ${LONGEST_MS / 1000}s such as 90s or 10m`;
    try {
      const ms = parseDuration(value);
      if (ms >= (options.min ?? 0) && ms <= LONGEST_MS) return ms;
    } catch (cause) {
      throw new NotAllowed(allowed, { cause });
    }
    throw new NotAllowed(allowed);
  })<O>(options);
}

/** A whole number within a range, both ends included. */
export function integer<const O extends InputOptions>(options: O & { min: number; max: number }) {
  return type((value) => {
    const n = /^-?\d+$/.test(value) ? Number(value) : Number.NaN;
    if (!(n >= options.min && n <= options.max))
      throw new NotAllowed(`a whole number from ${options.min} to ${options.max}`);
    return n;
  })<O>(options);
}

/** Exactly one of the words. */
export function oneOf<const W extends string, const O extends InputOptions>(words: readonly W[], options: O) {
  return type((value) => allowedWord(words, value))<O>(options);
}

/** A list, one item a line or comma-separated, each one of the words. */
export function listOf<const W extends string, const O extends InputOptions>(words: readonly W[], options: O) {
  return type((value) => splitList(value).map((item) => allowedWord(words, item)))<O>(options);
}

function allowedWord<W extends string>(words: readonly W[], value: string): W {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  const near = suggest(value, words);
  throw new NotAllowed(`${words.join(', ')}${near ? ` (did you mean "${near}"?)` : ''}`);
}

/** Items of a list: one a line or comma-separated, trimmed, empty ones dropped. */
export function splitList(value: string): string[] {
  return value
    .split(/[\n,]/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** A list, one item a line or comma-separated. */
export const list = type(splitList);

/** An object written as YAML or JSON. */
export const object = type(async (value): Promise<Record<string, unknown>> => {
  const parsed = await parseStructured(value, 'a YAML or JSON object such as {"key": "value"}');
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new NotAllowed('a YAML or JSON object such as {"key": "value"}, not a list and not a plain value');
  }
  return parsed as Record<string, unknown>;
});

/** Reads JSON at once and YAML with the library, which is loaded only then: most structured inputs are JSON. */
export async function parseStructured(value: string, allowed: string): Promise<unknown> {
  try {
    if (/^\s*[[{"]/.test(value)) return JSON.parse(value);
  } catch {
    // A flow mapping such as {a: 1} is YAML and no JSON.
  }
  const { parseYaml } = await import('./yaml.ts');
  try {
    return parseYaml(value);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0]?.replace(/:$/, '') : String(cause);
    throw new NotAllowed(`${allowed} (${why})`, { cause });
  }
}

/** A value of any type with its own parser, which throws `NotAllowed`. */
export function custom<T, const O extends InputOptions>(
  parse: (value: string) => T | Promise<T>,
  options: O,
): InputType<T, O> {
  return type(parse)<O>(options);
}
