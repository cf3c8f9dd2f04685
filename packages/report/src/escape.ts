/**
 * Text from outside as Markdown that means just that text: no HTML, no links, no mention, no emphasis, one line.
 * `@` is followed by a zero-width space, because GitHub resolves entities before it looks for mentions.
 */
export function inline(text: string): string {
  return text
    .replace(/[\r\n\u2028\u2029]+/g, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\\`*_{}[\]()#+!|~]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/@(?=\w)/g, '@\u200b')
    .replace(/(https?):\/\//gi, '$1:\u200b//')
    .replace(/\bwww\./gi, 'www\u200b.');
}

/** Text from outside inside a table cell, as code: monospaced, unformatted, and never the end of the cell. */
export function code(text: string): string {
  const flat = text
    .replace(/[\r\n\u2028\u2029]+/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[|\\`*_{}[\]~]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/@(?=\w)/g, '@\u200b');
  return `<code>${flat}</code>`;
}

/** Text from outside as a fenced block: the fence is longer than any run of back-ticks within. */
export function fenced(text: string, language = 'text'): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\r\n?/g, '\n').replace(/\n+$/, '')}\n${fence}`;
}

/** A link whose text and address come from outside; plain text when the address is not http(s). */
export function link(text: string, url: string): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return inline(text);
  const address = new URL(url).href.replace(/[()<>\s|]/g, (character) =>
    encodeURIComponent(character).replace(/[()]/g, percent),
  );
  return `[${inline(text)}](${address})`;
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
