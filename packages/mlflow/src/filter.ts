/** MLflow's filter language: https://mlflow.org/docs/latest/ml/search/search-runs, read as `mlflow/utils/search_utils.py` does. */
export type Entity = 'metric' | 'param' | 'tag' | 'attribute';
export type Comparator =
  | '>'
  | '>='
  | '<'
  | '<='
  | '='
  | '!='
  | 'LIKE'
  | 'ILIKE'
  | 'IN'
  | 'NOT IN'
  | 'IS NULL'
  | 'IS NOT NULL';

export interface Clause {
  entity: Entity;
  key: string;
  comparator: Comparator;
  /** A number for metrics and times, texts for IN, undefined for IS NULL. */
  value: number | string | readonly string[] | undefined;
}

/** A filter that cannot be read. `position` is 1-based. */
export class FilterError extends Error {
  override readonly name = 'FilterError';
  readonly position: number;

  constructor(message: string, position: number) {
    super(`${message} at position ${position}`);
    this.position = position;
  }
}

const ENTITIES: Record<string, Entity | 'dataset'> = {
  metric: 'metric',
  metrics: 'metric',
  param: 'param',
  params: 'param',
  parameter: 'param',
  parameters: 'param',
  tag: 'tag',
  tags: 'tag',
  attribute: 'attribute',
  attributes: 'attribute',
  attr: 'attribute',
  run: 'attribute',
  dataset: 'dataset',
  datasets: 'dataset',
};
const ALIASES: Record<string, string> = {
  created: 'start_time',
  Created: 'start_time',
  'run name': 'run_name',
  'Run name': 'run_name',
  'Run Name': 'run_name',
};
const NUMERIC_ATTRIBUTES = ['start_time', 'end_time'];
const TEXT_ATTRIBUTES = ['run_id', 'run_name', 'status', 'user_id', 'artifact_uri'];
const NUMERIC: Comparator[] = ['>', '>=', '<', '<=', '=', '!='];
const TEXT: Comparator[] = ['=', '!=', 'LIKE', 'ILIKE', 'IS NULL', 'IS NOT NULL'];
const TEXT_ATTRIBUTE: Comparator[] = ['=', '!=', 'LIKE', 'ILIKE', 'IN', 'NOT IN'];

/** Reads a filter into clauses that all have to hold. Throws `FilterError`. */
export function parseFilter(text: string): Clause[] {
  const reader = new Reader(text);
  const clauses: Clause[] = [];
  if (reader.atEnd()) return clauses;
  for (;;) {
    clauses.push(readClause(reader));
    if (reader.atEnd()) return clauses;
    const at = reader.place();
    if (reader.word('or')) throw new FilterError('OR is not part of the filter language; only AND is,', at);
    if (!reader.word('and')) reader.fail('expected AND or the end');
  }
}

function readClause(reader: Reader): Clause {
  const start = reader.place();
  const { entity, key } = readIdentifier(reader);
  const before = reader.place();
  const comparator = readComparator(reader);
  const numeric = entity === 'metric' || (entity === 'attribute' && NUMERIC_ATTRIBUTES.includes(key));
  const allowed = numeric ? NUMERIC : entity === 'attribute' ? TEXT_ATTRIBUTE : TEXT;
  if (!allowed.includes(comparator)) {
    throw new FilterError(`${entity} ${key} can be compared with ${allowed.join(', ')}, not ${comparator},`, before);
  }
  if (comparator === 'IS NULL' || comparator === 'IS NOT NULL') return { entity, key, comparator, value: undefined };
  if (comparator === 'IN' || comparator === 'NOT IN') {
    if (key !== 'run_id') throw new FilterError(`${comparator} is allowed for attributes.run_id only,`, start);
    return { entity, key, comparator, value: reader.texts() };
  }
  return { entity, key, comparator, value: numeric ? reader.number() : reader.text() };
}

function readIdentifier(reader: Reader): { entity: Entity; key: string } {
  const start = reader.place();
  const head = reader.match(
    /`(?:metrics?|param(?:eter)?s?|tags?|attr(?:ibutes?)?|run|datasets?)`(?=\.)|[A-Za-z]+(?=\.)/y,
  );
  if (head !== undefined) {
    reader.match(/\./y);
    const entity = ENTITIES[head.replaceAll('`', '')];
    if (entity === undefined) throw new FilterError(`"${head}" is not metrics, params, tags or attributes,`, start);
    if (entity === 'dataset') throw new FilterError('dataset.… is not supported for embedded stores,', start);
    return checked(entity, reader.key(), start);
  }
  return checked('attribute', reader.key(), start);
}

function checked(entity: Entity, written: string, start: number): { entity: Entity; key: string } {
  const key = entity === 'attribute' ? (ALIASES[written] ?? written) : written;
  if (entity === 'attribute' && ![...NUMERIC_ATTRIBUTES, ...TEXT_ATTRIBUTES].includes(key)) {
    const known = [...TEXT_ATTRIBUTES, ...NUMERIC_ATTRIBUTES].join(', ');
    throw new FilterError(
      `unknown attribute "${written}" (known: ${known}; others need metrics., params. or tags.)`,
      start,
    );
  }
  return { entity, key };
}

function readComparator(reader: Reader): Comparator {
  const symbol = reader.match(/>=|<=|!=|=|>|</y);
  if (symbol !== undefined) return symbol as Comparator;
  const word = reader.match(/(?:not\s+in|in|like|ilike|is\s+not\s+null|is\s+null)(?!\w)/iy);
  if (word === undefined) return reader.fail('expected a comparison such as =, >, LIKE or IN');
  return word.toUpperCase().replace(/\s+/g, ' ') as Comparator;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** 1-based position of the next token. */
  place(): number {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at += 1;
    return this.#at + 1;
  }

  atEnd(): boolean {
    return this.place() > this.#text.length;
  }

  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.place() - 1;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  word(word: string): boolean {
    return this.match(new RegExp(`${word}(?!\\w)`, 'iy')) !== undefined;
  }

  fail(message: string): never {
    const at = this.place();
    const rest = this.#text.slice(at - 1, at + 19);
    throw new FilterError(`${message}, found ${rest === '' ? 'the end' : JSON.stringify(rest)}`, at);
  }

  key(): string {
    const quoted = this.match(/`[^`]+`|"[^"]+"/y);
    if (quoted !== undefined) return quoted.slice(1, -1);
    return (
      this.match(/[A-Za-z_][\w.]*/y) ?? this.fail('expected a name (quote it with ` when it has other characters)')
    );
  }

  /** Between the quotes as it stands: MLflow does not resolve doubled or escaped quotes. */
  text(): string {
    const quoted = this.match(/'(?:''|\\'|[^'])*'|"(?:""|\\"|[^"])*"/y);
    return quoted === undefined ? this.fail('expected a text in quotes') : quoted.slice(1, -1);
  }

  number(): number {
    const found = this.match(/-?(?:\d+\.?\d*|\.\d+)(?:[eE]-?\d+)?(?![\w.])/y);
    return found === undefined ? this.fail('expected a number without quotes') : Number(found);
  }

  texts(): string[] {
    if (this.match(/\(/y) === undefined) this.fail("expected a list such as ('a', 'b')");
    const values = [this.text()];
    while (this.match(/,/y) !== undefined) values.push(this.text());
    if (this.match(/\)/y) === undefined) this.fail('expected , or )');
    return values;
  }
}
