import { ServiceError } from '@ml-actions/kit/errors';
import type { Page } from './store.ts';

/**
 * Every item of a paged answer, at most `limit`. Throws a `ServiceError` when the pages do not end: a token comes again, or more pages come
 * than there can be.
 */
export async function allPages<T>(
  next: (pageToken: string | undefined) => Promise<Page<T>>,
  { limit, what }: { limit: number; what: string },
): Promise<{ items: T[]; complete: boolean }> {
  const items: T[] = [];
  for await (const page of pages(next, what)) {
    for (const item of page) {
      if (items.length === limit) return { items, complete: false };
      items.push(item);
    }
  }
  return { items, complete: true };
}

const MOST_PAGES = 10_000;
/** Pages may be empty and still have a next one, but not for long. */
const MOST_EMPTY_PAGES = 20;

/** The pages one after the other, with the same protection as `allPages`. */
export async function* pages<T>(
  next: (pageToken: string | undefined) => Promise<Page<T>>,
  what: string,
): AsyncGenerator<T[]> {
  const seen = new Set<string>();
  let token: string | undefined;
  let empty = 0;
  for (let count = 1; ; count += 1) {
    const { items, nextPageToken } = await next(token);
    if (items.length > 0) yield items;
    else empty += 1;
    if (nextPageToken === undefined || nextPageToken === '') return;
    if (seen.has(nextPageToken) || count >= MOST_PAGES || empty >= MOST_EMPTY_PAGES) throw endless(what, count);
    seen.add(nextPageToken);
    token = nextPageToken;
  }
}

function endless(what: string, count: number): ServiceError {
  return new ServiceError({
    service: 'MLflow',
    message: `the pages of ${what} do not end (stopped after ${count})`,
    hint: 'Is a cache or a proxy between here and the server that answers every page with the same one?',
  });
}
