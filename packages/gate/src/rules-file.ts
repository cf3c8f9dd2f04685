import * as v from 'valibot';
import { Malformed } from './malformed.ts';
import { didYouMean } from './nearest.ts';
import { parseRule, parseRules } from './parse.ts';
import type { Rule } from './rule.ts';
import { describe, RuleError } from './rule-error.ts';
import type { RuleEntry, RulesDocument } from './rules-schema.ts';
import { rulesFileSchema } from './rules-schema.ts';
import type { Slice } from './slice.ts';
import type { Waiver } from './waiver.ts';
import type { Path } from './yaml-file.ts';
import { YamlFile } from './yaml-file.ts';

export { rulesFileSchema };

export interface RulesFile {
  readonly rules: readonly Rule[];
  readonly slices: readonly Slice[];
  readonly waivers: readonly Waiver[];
}

/** Reads the YAML of `rules-file`; see `docs/rules.md`. Throws `Malformed` with every problem and its line. */
export function readRulesFile(text: string, source: string): RulesFile {
  const file = new YamlFile(text, source);
  if (typeof file.value !== 'object' || file.value === null || Array.isArray(file.value)) {
    throw new Malformed([`${source}: expected a map with the keys rules, slices or waivers`]);
  }
  const parsed = v.safeParse(rulesFileSchema, file.value);
  if (!parsed.success) throw new Malformed(parsed.issues.flatMap((issue) => explain(issue, file)));
  return new Reader(file).read(parsed.output);
}

class Reader {
  readonly #file: YamlFile;
  readonly #problems: string[] = [];

  constructor(file: YamlFile) {
    this.#file = file;
  }

  read({ rules = [], slices = [], waivers = [] }: RulesDocument): RulesFile {
    const file = {
      rules: typeof rules === 'string' ? this.#lines(rules) : this.#rules(rules, ['rules']),
      slices: slices.map((slice, index) => this.#slice(slice, ['slices', index])),
      waivers: waivers.flatMap((waiver, index) => this.#waiver(waiver, ['waivers', index])),
    };
    if (this.#problems.length > 0) throw new Malformed(this.#problems);
    return file;
  }

  #lines(text: string): Rule[] {
    try {
      return parseRules(text);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.#problems.push(...error.problems.map((problem) => `${this.#file.where(['rules'])}, ${problem}`));
      return [];
    }
  }

  #rules(entries: readonly RuleEntry[], path: Path): Rule[] {
    return entries.flatMap((entry, index) => {
      const at = [...path, index];
      if (typeof entry === 'string') return this.#rule(entry, at);
      const { rule, warn, description, level } = entry;
      const text = warn ?? rule;
      if (text === undefined || (warn !== undefined && rule !== undefined))
        return this.#problem(at, 'expected one "rule" or "warn"');
      return this.#rule(text, [...at, warn === undefined ? 'rule' : 'warn']).map((parsed) => ({
        ...parsed,
        level: warn === undefined ? (level ?? parsed.level) : 'warn',
        why: description ?? parsed.why,
      }));
    });
  }

  #rule(text: string, path: Path): Rule[] {
    try {
      const rule = parseRule(text);
      return [rule.why === '' ? { ...rule, why: this.#file.comment(path) } : rule];
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      this.#problems.push(describe(error, text, this.#file.where(path)));
      return [];
    }
  }

  #slice({ name, metrics, expected = [], rules }: NonNullable<RulesDocument['slices']>[number], path: Path): Slice {
    for (const field of ['{metric}', '{slice}']) {
      if (metrics.split(field).length !== 2)
        this.#problem([...path, 'metrics'], `expected ${field} once, found ${metrics}`);
    }
    const parsed = this.#rules(rules, [...path, 'rules']);
    if (rules.length === 0) this.#problem(path, `the slice ${name} has no rules`);
    for (const rule of parsed) {
      if (rule.pattern)
        this.#problem([...path, 'rules'], `a rule of a slice names its metric without "*": ${rule.metric}`);
    }
    return { name, metrics, expected: expected.map(String), rules: parsed };
  }

  #waiver({ rule, ...rest }: NonNullable<RulesDocument['waivers']>[number], path: Path): Waiver[] {
    if (!isDay(rest.expires)) this.#problem([...path, 'expires'], `there is no day ${rest.expires}`);
    return this.#rule(rule, [...path, 'rule']).map((parsed) => ({ ...rest, rule: parsed }));
  }

  #problem(path: Path, message: string): never[] {
    this.#problems.push(`${this.#file.where(path)}: ${message}`);
    return [];
  }
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const KEYS = [
  'rules',
  'rule',
  'warn',
  'description',
  'level',
  'slices',
  'name',
  'metrics',
  'expected',
  'waivers',
  'person',
  'reason',
  'expires',
];

/** Valibot's kinds of issue in the words of somebody who writes YAML. */
const EXPECTED: ReadonlyMap<string, string> = new Map([
  ['iso_date', 'a day such as 2026-12-31'],
  ['non_empty', 'some text'],
  ['array', 'a list'],
  ['strict_object', 'a map'],
  ['union', 'a rule as text or a map'],
]);

/** One of valibot's issues as sentences; of a union, those of the alternative that came nearest. */
function explain(issue: v.BaseIssue<unknown>, file: YamlFile, around: Path = []): string[] {
  const path = [...around, ...(issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)))];
  const nearer = issue.type === 'union' ? (issue.issues ?? []).filter((inner) => inner.path !== undefined) : [];
  if (nearer.length > 0) return nearer.flatMap((inner) => explain(inner, file, path));
  const key = String(path.at(-1) ?? '');
  if (issue.expected === 'never') return [`${file.where(path)}: unknown key "${key}"${didYouMean(key, KEYS)}`];
  if (issue.received === 'undefined') return [`${file.where(path)}: the key "${key}" is missing`];
  const expected = EXPECTED.get(issue.type) ?? issue.expected ?? 'something else';
  return [`${file.where(path)}: ${path.join('.')}: expected ${expected}, found ${issue.received}`];
}
