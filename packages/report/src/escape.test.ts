import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, fenced, html, inline, link } from './escape.ts';

/** Text made of what means something to Markdown, HTML, Mermaid or GitHub. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['|', '\\', '`', '```', '~~~', '<', '>', '</details>', '<script>', '&', '&lt;', '&#64;', '*', '_', '[x](y)'],
        ...['@everyone', '#1', '\n', '\r\n', '\r', '\u2028', '~~', '$', '![i](j)', '<!--', 'http://e.com', 'www.e.com'],
        ...[' ', '-', '=', '1.', 'a', '"', "'", '(', ')', '\u202e', 'javascript:', '\t', '0'],
      ),
      fc.string({ maxLength: 4 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** What a reader sees of escaped Markdown: back-slashes, entities and zero-width spaces taken away. */
function seen(markdown: string): string {
  return entities(markdown.replace(/\\([!-/:-@[-`{-~])/g, '$1'));
}

function entities(text: string): string {
  const names: Record<string, string> = { lt: '<', gt: '>', quot: '"', amp: '&' };
  return text
    .replaceAll('\u200b', '')
    .replace(/&(?:#(\d+)|(\w+));/g, (all, number, name) =>
      number ? String.fromCharCode(number) : (names[name] ?? all),
    );
}

const flat = (text: string) => text.replace(/[\r\n\u2028\u2029]+/g, ' ').replace(/[\u202a-\u202e\u2066-\u2069]/g, '');

/** Characters that mean something and are not behind a back-slash. */
const bare = (markdown: string) => markdown.replace(/\\[!-/:-@[-`{-~]/g, '');

describe('inline', () => {
  it('is one line of text: no cell, tag, mark, link, mention, formula or list is left', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const markdown = inline(text);
        expect(markdown).not.toMatch(/[\r\n\u2028\u2029\u202a-\u202e]/);
        expect(bare(markdown)).not.toMatch(/[|<>`*_[\]()!$~]/);
        expect(bare(markdown)).not.toMatch(/&(?!amp;|lt;|gt;)/);
        expect(markdown).not.toMatch(/@\w|#\d|https?:\/\/|\bwww\./i);
        expect(markdown).not.toMatch(/^(\s|[-=]+\s*$|[-=] |\d+\.(\s|$))/);
      }),
      { numRuns: 2000 },
    );
  });

  it('still says the same', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(seen(inline(text))).toBe(flat(text).replaceAll('\u200b', '').replace(/^\s+/, ''));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['accuracy > 0.85', 'accuracy &gt; 0.85'],
    ['-0.5', '-0.5'],
    ['0.84', '0.84'],
    ['1. first', '1\\. first'],
    ['- item', '\\- item'],
    ['---', '\\---'],
    ['    indented', 'indented'],
    ['a\nb', 'a b'],
    ['@org/team', '@\u200borg/team'],
    ['$x$', '\\$x\\$'],
  ])('%j is %j', (text, markdown) => expect(inline(text)).toBe(markdown));
});

describe.each([
  ['code', code, /^<code>(.*)<\/code>$/s],
  ['html', html, /^(.*)$/s],
] as const)('%s', (name, escaped, frame) => {
  it('holds no tag, cell, mark, line end or mention, and says the same', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const inside = frame.exec(escaped(text))?.[1] ?? 'no frame';
        expect(inside).not.toMatch(/[<>\r\n\u2028\u2029\u202a-\u202e]|@\w/);
        if (name === 'code') expect(inside).not.toMatch(/[|`*_\\[\]$~]/);
        expect(entities(inside)).toBe(flat(text).replaceAll('\u200b', ''));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('fenced', () => {
  it('cannot be left before its end', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const lines = fenced(text).split('\n');
        const fence = /^(`{3,})text$/.exec(lines[0] ?? '')?.[1] ?? 'no fence';
        expect(lines.at(-1)).toBe(fence);
        for (const line of lines.slice(1, -1)) expect(line).not.toContain(fence);
        expect(lines.slice(1, -1).join('\n')).toBe(text.replace(/\r\n?/g, '\n').replace(/\n+$/, ''));
      }),
      { numRuns: 1000 },
    );
  });

  it('holds a megabyte of back-ticks and of empty lines', () => {
    expect(fenced('` '.repeat(500_000)).startsWith('```text')).toBe(true);
    expect(fenced(`${'\n'.repeat(200_000)}x`)).toContain('x\n```');
  });
});

describe('link', () => {
  it.each([
    ['javascript:alert(1)'],
    ['data:text/html,x'],
    ['file:///etc/passwd'],
    ['vbscript:x'],
    ['//host'],
    ['not a url'],
    [''],
  ])('to %s is plain text', (url) => expect(link('name', url)).toBe('name'));

  it.each([
    ['https://e.com/a b', 'https://e.com/a%20b'],
    ['https://e.com/a(b)c', 'https://e.com/a%28b%29c'],
    ['https://e.com/?a=<b>|c', 'https://e.com/?a=%3Cb%3E%7Cc'],
    ['https://e.com/?a=\\', 'https://e.com/?a=%5C'],
    ['https://e.com/?a=`b`', 'https://e.com/?a=%60b%60'],
    ['https://e.com/?a=1&copy;=2', 'https://e.com/?a=1&amp;copy;=2'],
    ['https://e.com/?a=1&b=2', 'https://e.com/?a=1&b=2'],
    ['https://me:pw@e.com/', 'https://e.com/'],
    ['HTTPS://E.com', 'https://e.com/'],
  ])('to %s goes to %s', (url, address) => expect(link('name', url)).toBe(`[name](${address})`));

  it('ends where it should, whatever text and address are', () => {
    fc.assert(
      fc.property(hostile, hostile, (text, path) => {
        const [, label = '', address = ''] = /^\[(.*)\]\((\S*)\)$/s.exec(link(text, `https://e.com/${path}`)) ?? [];
        expect(address).toMatch(/^https:\/\/e\.com\/[^()<>|\\`\s]*$/);
        expect(bare(label)).not.toMatch(/[[\]|<\n]/);
      }),
      { numRuns: 1000 },
    );
  });
});
