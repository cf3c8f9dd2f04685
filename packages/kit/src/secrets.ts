/** Where a secret may begin: after a character that is part of no word, or after an escape of JSON, whose last letter is one. */
const START = String.raw`(?:(?<!\w)|(?<=\\[nrtbf])|(?<=\\u[0-9a-fA-F]{4}))`;

/** What looks like a secret: all of a match but its first groups and its last characters. */
interface Shape {
  pattern: RegExp;
  /** How many groups at the beginning stay. */
  keptGroups: number;
  /** How many characters at the end stay. */
  keptEnd: number;
}

/** Shapes that are secrets wherever they turn up: JSON web tokens, GitHub and cloud keys, bearer headers, passwords in URLs. */
const SHAPES: Shape[] = [
  { pattern: new RegExp(String.raw`${START}eyJ[\w-]{8,500}\.[\w-]{8,}\.[\w-]{4,}`, 'g'), keptGroups: 0, keptEnd: 0 },
  {
    pattern: new RegExp(
      `${START}(?:gh[pousr]_\\w{20,}|github_pat_\\w{20,}|xox[abprs]-[\\w-]{10,}|AKIA[0-9A-Z]{16})`,
      'g',
    ),
    keptGroups: 0,
    keptEnd: 0,
  },
  { pattern: new RegExp(String.raw`${START}((?:bearer|basic)\s+)[\w.~+/=-]{8,}`, 'gi'), keptGroups: 1, keptEnd: 0 },
  { pattern: /([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/@:"'<>]*:[^\s/@"'<>]+@/gi, keptGroups: 1, keptEnd: 1 },
];

/** A key whose value is a secret, in a structured input or a remote answer. A `tokenizer` is none. */
const SECRET_KEY = /passw(or)?d|secret|token(?!i[sz])|api[-_]?key|private[-_]?key|credential|authorization/i;

/** A number is a secret only under these: `max_tokens: 4096` is far more common than a token of digits. */
const PASSWORD_KEY = /passw(or)?d|secret/i;

/** Below this many characters a value is not masked: blanking every "a" of a log helps nobody and empties job outputs. */
const SHORTEST = 4;

/** The secrets of one step: told to the runner's own mask at once, and removed from everything that leaves the process. */
export interface Secrets {
  /** Registers a secret and the forms in which it travels (URL-encoded, in JSON, base64, each line of a PEM). */
  add(value: string): void;
  /** Registers every string under a key that sounds like a secret, at any depth; and numbers under a password. */
  addFrom(value: unknown): void;
  /** The text without any registered secret and without anything shaped like one, also where Markdown or HTML escapes it. */
  redact(text: string): string;
}

/** @param mask is told each form once, before anything is logged; the runner's `::add-mask::`. */
export function createSecrets(mask: (value: string) => void): Secrets {
  const known = new Set<string>();

  function add(value: string): void {
    for (const form of formsOf(value)) {
      // A line of mere punctuation is nobody's secret, and masking it would take reports apart.
      if (form.length < SHORTEST || !/[\p{L}\p{N}]/u.test(form) || known.has(form)) continue;
      known.add(form);
      mask(form);
    }
  }

  function addFrom(value: unknown, key = ''): void {
    if (typeof value === 'string' && SECRET_KEY.test(key)) add(value);
    else if (typeof value === 'number' && PASSWORD_KEY.test(key)) add(String(value));
    else if (Array.isArray(value)) for (const item of value) addFrom(item, key);
    else if (value && typeof value === 'object') {
      for (const [name, item] of Object.entries(value)) addFrom(item, SECRET_KEY.test(name) ? name : key);
    }
  }

  function redact(text: string): string {
    const clean = blank(text, find(text, known));
    if (!ESCAPED.test(clean)) return clean;
    const { seen, starts } = read(clean);
    const found = find(seen, known).map(([from, to]): Range => [starts[from] ?? 0, starts[to] ?? clean.length]);
    return blank(clean, found);
  }

  return { add, addFrom: (value) => addFrom(value), redact };
}

type Range = [from: number, to: number];

function find(text: string, secrets: Iterable<string>): Range[] {
  const found: Range[] = [];
  for (const secret of secrets) {
    for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1))
      found.push([at, at + secret.length]);
  }
  for (const { pattern, keptGroups, keptEnd } of SHAPES) {
    for (const match of text.matchAll(pattern)) {
      const kept = match.slice(1, 1 + keptGroups).join('').length;
      found.push([match.index + kept, match.index + match[0].length - keptEnd]);
    }
  }
  return found;
}

/** `***` in place of every stretch that secrets cover, so that of two overlapping ones nothing is left, as the runner does it. */
function blank(text: string, found: Range[]): string {
  if (found.length === 0) return text;
  found.sort(([a], [b]) => a - b);
  let clean = '';
  let done = 0;
  for (const [from, to] of found) {
    if (from >= done) clean += `${text.slice(done, from)}***`;
    done = Math.max(done, to);
  }
  return clean + text.slice(done);
}

/** Signs of escaped Markdown or HTML (JSON has none of them): in a summary, `a_secret` is written `a\\_secret`. */
const ESCAPED = /\u200b|\\[^"\\/bfnrtu]|&(?:#\d+|lt|gt|amp|quot);/;

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** What a reader sees of escaped text, and where each of its characters stands in it. */
function read(text: string): { seen: string; starts: number[] } {
  let seen = '';
  const starts: number[] = [];
  for (const match of text.matchAll(
    /\\([!-/:-@[-`{-~])|&(?:#(\d{1,6})|(lt|gt|amp|quot));|\u200b|[^\\&\u200b]|[\\&]/g,
  )) {
    const [all, escaped, number, name] = match;
    if (all === '\u200b') continue;
    const character = escaped ?? (number ? String.fromCharCode(Number(number)) : name ? (ENTITIES[name] ?? '') : all);
    seen += character;
    starts.push(match.index);
  }
  return { seen, starts };
}

function formsOf(value: string): string[] {
  // Half a surrogate pair, which JSON can hold, cannot be URL-encoded.
  const trimmed = value.trim().toWellFormed();
  const lines = trimmed.split(/\r?\n/).map((line) => line.trim());
  const form = new URLSearchParams({ v: trimmed }).toString().slice(2);
  const whole = [trimmed, encodeURIComponent(trimmed), form, JSON.stringify(trimmed).slice(1, -1), base64(trimmed)];
  return lines.length === 1 ? whole : [...whole, ...lines.filter((line) => !line.startsWith('-----'))];
}

/** Also used to register `user:password` as it stands in a Basic header. */
export function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
