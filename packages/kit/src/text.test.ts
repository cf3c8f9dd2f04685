import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuMs } from '../fixtures/cpu.ts';
import { clipBytes, neutralise, suggest } from './text.ts';

/** White space to .NET's `TrimStart()`, see `Char.IsWhiteSpace`. */
const DOTNET_SPACE = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

/** Would actions/runner take this line for a command? After `ActionCommand.TryParseV2` and `TryParse`, for any command name. */
function isCommand(line: string): boolean {
  const trimmed = line.replace(DOTNET_SPACE, '');
  return (trimmed.startsWith('::') && trimmed.indexOf('::', 2) > 0) || /##\[[^\]]*\]/.test(line);
}

/** The runner reads lines as .NET's `StreamReader.ReadLine` does. */
const linesOf = (text: string) => text.split(/\r\n|\r|\n/);

const HOSTILE = [
  '::error::x',
  '  ::set-output name=a::b',
  '\t::add-mask::x',
  '\u0085::error::x',
  '\u00a0\u3000::error::x',
  '\u2028::error::x',
  ' \u2029 \u0085::error::x',
  'fine\r::error::x',
  'fine\r\n::error::x',
  'fine\n\n  ::stop-commands::x',
  ':::error::x',
  '##[command]x',
  'before ##[error]x',
  '###[error]x',
  '##[group]##[error]',
];

describe('neutralise', () => {
  it.each(HOSTILE)('%j is a command before and none after', (text) => {
    expect(linesOf(text).some(isCommand)).toBe(true);
    expect(linesOf(neutralise(text)).filter(isCommand)).toEqual([]);
  });

  it('leaves no command in anything made of the parts of commands', () => {
    const part = fc.constantFrom(
      '::',
      ':',
      '##',
      '#',
      '[',
      ']',
      'error',
      ' ',
      '\t',
      '\r',
      '\n',
      '\u0085',
      '\u2028',
      '\u00a0',
      'x',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        expect(linesOf(neutralise(parts.join(''))).filter(isCommand)).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it.each(['a::b', 'std::vector', 'https://x', '# heading', 'a # [b]', ': a', 'two\nlines'])(
    'leaves %j alone',
    (text) => expect(neutralise(text)).toBe(text),
  );

  it('changes nothing but zero-width spaces and carriage returns', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('::', '##[', '\r', '\n', ' ', 'a', '\u0085', '🦄') }), (text) => {
        const bare = (some: string) => some.replace(/\r\n?/g, '\n').replaceAll('\u200b', '');
        expect(bare(neutralise(text))).toBe(bare(text));
      }),
    );
  });

  it.each([['\n'], [' '], ['\u2028'], ['\u0085'], ['#'], [':'], ['\r']])(
    'is quick with a megabyte of %j',
    (character) => {
      expect(cpuMs(() => neutralise(character.repeat(1_000_000)))).toBeLessThan(1000);
    },
  );
});

describe('clipBytes', () => {
  it('never exceeds the limit and never breaks a character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'ä', '€', '🦄'), maxLength: 80 }),
        fc.nat(200),
        (text, limit) => {
          const clipped = clipBytes(text, limit);
          expect(Buffer.byteLength(clipped)).toBeLessThanOrEqual(limit);
          expect(clipped).not.toContain('\ufffd');
          expect(text.startsWith(clipped.replace(/\n… \d+ bytes in all, cut here$/, ''))).toBe(true);
        },
      ),
    );
  });

  it.each([
    ['fits', 'äöü', 6, 'äöü'],
    ['is cut between characters', 'ä'.repeat(50), 41, `${'ä'.repeat(5)}\n… 100 bytes in all, cut here`],
    ['has no room for the note', '🦄🦄', 7, '🦄'],
    ['has no room at all', '🦄🦄', 3, ''],
    ['keeps its own replacement characters', '\ufffd\ufffd', 6, '\ufffd\ufffd'],
  ])('%s', (_, text, limit, clipped) => expect(clipBytes(text, limit)).toBe(clipped));
});

describe('suggest', () => {
  it.each([
    ['fasst', ['fast', 'safe'], 'fast'],
    ['FAST', ['fast'], 'fast'],
    ['accuracy', ['acuracy', 'accurate'], 'acuracy'],
    ['x', ['fast'], undefined],
    ['', ['a'], 'a'],
    ['anything', [], undefined],
  ])('%j of %j is %j', (word, known, near) => expect(suggest(word, known)).toBe(near));

  it('does not measure long words', () => {
    expect(cpuMs(() => expect(suggest('x'.repeat(1_000_000), ['fast'])).toBeUndefined())).toBeLessThan(100);
  });
});
