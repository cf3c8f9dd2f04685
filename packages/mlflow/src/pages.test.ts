import { expect, it } from 'vitest';
import { allPages } from './pages.ts';

const options = { limit: 1000, what: 'runs' };

it('follows opaque tokens to the end', async () => {
  const answers = new Map([
    [undefined, { items: [1, 2], nextPageToken: 'a' }],
    ['a', { items: [], nextPageToken: 'b' }],
    ['b', { items: [3], nextPageToken: undefined }],
  ]);
  const next = async (token: string | undefined) => answers.get(token) ?? { items: [], nextPageToken: undefined };
  expect(await allPages(next, options)).toEqual({ items: [1, 2, 3], complete: true });
  expect(await allPages(next, { ...options, limit: 2 })).toEqual({ items: [1, 2], complete: false });
});

it('does not follow a token that comes again', async () => {
  await expect(allPages(async () => ({ items: [1], nextPageToken: 'same' }), options)).rejects.toThrow('do not end');
});

it('does not follow empty pages for ever', async () => {
  let count = 0;
  const next = async () => {
    count += 1;
    return { items: [], nextPageToken: `t${count}` };
  };
  await expect(allPages(next, options)).rejects.toThrow('do not end');
});
