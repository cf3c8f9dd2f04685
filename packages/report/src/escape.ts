/** Line ends of any kind, and characters that turn the direction of the text around or hide it. */
function flat(text: string): string {
  return text.replace(/[\r\n\u2028\u2029]+/g, ' ').replace(/[\u202a-\u202e\u2066-\u2069]/g, '');
}

/**
 * Text from outside as Markdown that means just that text: no HTML, no links, no mention, no emphasis, no formula, no list, one line.
 * `@` is followed by a zero-width space, because GitHub resolves entities before it looks for mentions; so is `#` before a number.
 */
export function inline(text: string): string {
  return flat(text)
    .replace(/[\\`*_{}[\]()#+!|~$]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/@(?=\w)/g, '@\u200b')
    .replace(/#(?=\d)/g, '#\u200b')
    .replace(/(https?):\/\//gi, '$1:\u200b//')
    .replace(/\bwww\./gi, 'www\u200b.')
    .replace(/^\s+/, '')
    .replace(/^([-=])(?=[\s=-]|$)/, '\\$1')
    .replace(/^(\d{1,9})\.(?=\s|$)/, '$1\\.');
}

/** Text from outside as HTML: for places where Markdown is not read, such as the summary of a fold. */
export function html(text: string): string {
  return flat(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/@(?=\w)/g, '@\u200b')
    .replace(/#(?=\d)/g, '#\u200b')
    .replace(/(https?):\/\//gi, '$1:\u200b//')
    .replace(/\bwww\./gi, 'www\u200b.');
}

/** Text from outside inside a table cell, as code: monospaced, unformatted, and never the end of the cell. */
export function code(text: string): string {
  const plain = flat(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[|\\`*_{}[\]~$]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/@(?=\w)/g, '@\u200b')
    .replace(/(https?):\/\//gi, '$1:\u200b//')
    .replace(/\bwww\./gi, 'www\u200b.');
  return `<code>${plain}</code>`;
}

/** Text from outside as a fenced block: the fence is longer than any run of back-ticks within. */
export function fenced(text: string, language = 'text'): string {
  let longest = 2;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\r\n?/g, '\n').replace(/(?<!\n)\n+$/, '')}\n${fence}`;
}

/** A link whose text and address come from outside; plain text when the address is not http(s). User and password are left out. */
export function link(text: string, url: string): string {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return inline(text);
  const target = new URL(url);
  target.username = '';
  target.password = '';
  // What could end the address, the cell or the link, or be read as an entity.
  const address = target.href.replace(/[()<>\s|\\`]|&(?=#?\w+;)/g, percent);
  return `[${inline(text)}](${address})`;
}

function percent(character: string): string {
  if (character === '&') return '&amp;';
  return character.charCodeAt(0) > 0x7f
    ? encodeURIComponent(character)
    : `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
