import type { Document } from 'yaml';
import { isNode, isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { Malformed } from './malformed.ts';

export type Path = readonly (string | number)[];

/** A YAML document that knows its lines. */
export class YamlFile {
  readonly value: unknown;
  readonly #source: string;
  readonly #document: Document;
  readonly #lines = new LineCounter();

  /** YAML 1.2 of plain data; throws `Malformed` for syntax errors, unknown tags, double keys and alias bombs. */
  constructor(text: string, source: string) {
    this.#source = source;
    this.#document = parseDocument(text, { schema: 'core', lineCounter: this.#lines, prettyErrors: false });
    // What follows the first error of a line is usually its consequence.
    const byLine = new Map<number, string>();
    for (const { message, pos } of [...this.#document.errors, ...this.#document.warnings]) {
      const { line } = this.#lines.linePos(pos[0]);
      const problem = `${this.#at(line)}: ${message}${hint(text.split('\n')[line - 1] ?? '')}`;
      if (!byLine.has(line)) byLine.set(line, problem);
    }
    if (byLine.size > 0) throw new Malformed([...byLine.values()]);
    try {
      this.value = this.#document.toJS({ maxAliasCount: 20 });
    } catch (cause) {
      throw new Malformed([`${source}: ${cause instanceof Error ? cause.message : cause}`], { cause });
    }
  }

  /** `gate.yml line 12`: where the value, or the nearest thing around it, begins. */
  where(path: Path): string {
    for (let length = path.length; length > 0; length--) {
      const offset = this.#offset(path.slice(0, length));
      if (offset !== undefined) return this.#at(this.#lines.linePos(offset).line);
    }
    return this.#source;
  }

  /** The comment after a value, `''` when there is none. YAML takes what follows `#` away from a rule. */
  comment(path: Path): string {
    const node = this.#document.getIn(path, true);
    return isScalar(node) ? (node.comment ?? '').trim() : '';
  }

  #offset(path: Path): number | undefined {
    const parent = this.#document.getIn(path.slice(0, -1), true);
    const key = path.at(-1);
    let offset: number | undefined;
    if (isNode(parent)) {
      visit(parent, (_, node) => {
        if (node === parent) return undefined;
        if (!isPair(node)) return visit.SKIP;
        if (isScalar(node.key) && String(node.key.value) === String(key)) offset = node.key.range?.[0];
        return visit.SKIP;
      });
    }
    const node = this.#document.getIn(path, true);
    return offset ?? (isNode(node) ? node.range?.[0] : undefined);
  }

  #at(line: number): string {
    return `${this.#source} line ${line}`;
  }
}

/** In YAML a value that begins with a quote ends with it, and `*` begins an alias. */
function hint(line: string): string {
  const [, rule] = /^\s*-\s+(["*].*?)\s*$/.exec(line) ?? [];
  return rule === undefined ? '' : `; a rule that begins so is written in single quotes: - '${rule}'`;
}
