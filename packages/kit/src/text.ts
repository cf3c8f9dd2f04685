import { distance } from 'fastest-levenshtein';

/**
 * Makes foreign text safe to print to the runner's log: a line that starts with `::` (or holds `##[`) would be taken as a
 * workflow command. See `ActionCommand.TryParseV2` and `TryParse` in actions/runner, which trims what .NET calls white space
 * (U+0085 too, which `\s` lacks). The leading space is matched line by line, so that many empty lines cost no more than few.
 */
export function neutralise(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/^((?:[^\S\n\u2028\u2029]|\u0085)*):(?=:)/gm, '$1:\u200b')
    .replace(/##(?=\[)/g, '#\u200b#');
}

/** Cuts a text to at most `limit` UTF-8 bytes without breaking a character; says how many bytes were left out. */
export function clipBytes(text: string, limit: number): string {
  const bytes = Buffer.byteLength(text);
  if (bytes <= limit) return text;
  const note = `\n… ${bytes} bytes in all, cut here`;
  const room = limit - Buffer.byteLength(note);
  return room < 0 ? firstBytes(text, limit) : firstBytes(text, room) + note;
}

function firstBytes(text: string, limit: number): string {
  const bytes = Buffer.from(text);
  let end = Math.max(0, limit);
  // 10xxxxxx continues a character.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}

/** The known word closest to this one, when at most a third of it is different; for "did you mean". */
export function suggest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Infinity;
  for (const candidate of known) {
    if (word.length > 2 * candidate.length) continue; // too far anyway, and the distance of long words is slow
    const far = distance(word.toLowerCase(), candidate.toLowerCase());
    if (far < least && far <= Math.max(1, Math.floor(candidate.length / 3))) [best, least] = [candidate, far];
  }
  return best;
}
