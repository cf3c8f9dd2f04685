import { distance } from 'fastest-levenshtein';

/**
 * Makes foreign text safe to print to the runner's log: a line that starts with `::` (or holds `##[`) would be taken as a
 * workflow command. See `ActionCommand.TryParseV2` and `TryParse` in actions/runner.
 */
export function neutralise(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/^(\s*):(?=:)/gm, '$1:\u200b')
    .replace(/##(?=\[)/g, '#\u200b#');
}

/** Cuts a text to at most `limit` UTF-8 bytes without breaking a character; says how many bytes were left out. */
export function clipBytes(text: string, limit: number): string {
  const bytes = Buffer.byteLength(text);
  if (bytes <= limit) return text;
  const note = `\n… ${bytes} bytes in all, cut here`;
  const head = Buffer.from(text).subarray(0, Math.max(0, limit - Buffer.byteLength(note)));
  return head.toString('utf8').replace(/\ufffd+$/, '') + note;
}

/** The known word closest to this one, when at most a third of it is different; for "did you mean". */
export function suggest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Infinity;
  for (const candidate of known) {
    const far = distance(word.toLowerCase(), candidate.toLowerCase());
    if (far < least && far <= Math.max(1, Math.floor(candidate.length / 3))) [best, least] = [candidate, far];
  }
  return best;
}
