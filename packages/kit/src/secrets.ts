/** Shapes that are secrets wherever they turn up: JSON web tokens, GitHub and cloud keys, bearer headers, passwords in URLs. */
const SHAPES: [RegExp, string][] = [
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{4,}/g, '***'],
  [/\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|xox[abprs]-[\w-]{10,}|AKIA[0-9A-Z]{16})/g, '***'],
  [/\b(bearer|basic)(\s+)[\w.~+/=-]{8,}/gi, '$1$2***'],
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@:"'<>]*:[^\s/@"'<>]+@/gi, '$1***@'],
];

/** A key whose value is a secret, in a structured input or a remote answer. */
const SECRET_KEY = /passw(or)?d|secret|token|api[-_]?key|private[-_]?key|credential|authorization/i;

/** Below this many characters a value is not masked: blanking every "a" of a log helps nobody and empties job outputs. */
const SHORTEST = 4;

/** The secrets of one step: told to the runner's own mask at once, and removed from everything that leaves the process. */
export interface Secrets {
  /** Registers a secret and the forms in which it travels (URL-encoded, in JSON, base64, each line of a PEM). */
  add(value: string): void;
  /** Registers every string under a key that sounds like a secret, at any depth. */
  addFrom(value: unknown): void;
  /** The text without any registered secret and without anything shaped like one. */
  redact(text: string): string;
}

/** @param mask is told each form once, before anything is logged; the runner's `::add-mask::`. */
export function createSecrets(mask: (value: string) => void): Secrets {
  const known = new Set<string>();
  let sorted: string[] = [];

  function add(value: string): void {
    for (const form of formsOf(value)) {
      if (form.length < SHORTEST || known.has(form)) continue;
      known.add(form);
      mask(form);
    }
    // Longest first, so that a secret inside another leaves nothing of the longer one behind.
    sorted = [...known].sort((a, b) => b.length - a.length);
  }

  function addFrom(value: unknown, key = ''): void {
    if (typeof value === 'string' && SECRET_KEY.test(key)) add(value);
    else if (Array.isArray(value)) for (const item of value) addFrom(item, key);
    else if (value && typeof value === 'object') {
      for (const [name, item] of Object.entries(value)) addFrom(item, SECRET_KEY.test(name) ? name : key);
    }
  }

  function redact(text: string): string {
    let clean = text;
    for (const secret of sorted) clean = clean.replaceAll(secret, '***');
    for (const [shape, replacement] of SHAPES) clean = clean.replace(shape, replacement);
    return clean;
  }

  return { add, addFrom: (value) => addFrom(value), redact };
}

function formsOf(value: string): string[] {
  const trimmed = value.trim();
  const lines = trimmed.split(/\r?\n/).map((line) => line.trim());
  const whole = [trimmed, encodeURIComponent(trimmed), JSON.stringify(trimmed).slice(1, -1), base64(trimmed)];
  return lines.length === 1 ? whole : [...whole, ...lines.filter((line) => !line.startsWith('-----'))];
}

/** Also used to register `user:password` as it stands in a Basic header. */
export function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
