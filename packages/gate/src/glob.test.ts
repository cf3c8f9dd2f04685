import fc from 'fast-check';
import { expect, test } from 'vitest';
import { glob, matching } from './glob.ts';

test.each([
  ['a*', 'a', true],
  ['a*', 'a/b.c', true],
  ['*a', 'ba', true],
  ['a*a', 'a', false],
  ['a*bc*c', 'abc', false],
  ['a*b*c', 'a.b.c', true],
  ['a.c', 'abc', false],
  ['*', '', true],
])('%s matches %s: %s', (pattern, name, expected) => expect(glob(pattern)(name)).toBe(expected));

const TEXT = fc.array(fc.constantFrom('a', 'b', '.', '*'), { maxLength: 8 }).map((parts) => parts.join(''));
const NAME = fc.array(fc.constantFrom('a', 'b', '.'), { maxLength: 8 }).map((parts) => parts.join(''));

test('matches what the regular expression does', () => {
  fc.assert(
    fc.property(TEXT, NAME, (pattern, name) => {
      const expression = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
      expect(glob(pattern)(name)).toBe(expression.test(name));
    }),
    { numRuns: 5000 },
  );
});

test('finds in sorted names what it finds one by one', () => {
  fc.assert(
    fc.property(TEXT, fc.uniqueArray(NAME), (text, names) => {
      const pattern = `${text}*`;
      expect(matching(pattern, names.toSorted())).toEqual(names.toSorted().filter(glob(pattern)));
    }),
  );
});
