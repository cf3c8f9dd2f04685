import type { Page } from './store.ts';

/** The page tokens of the embedded stores: the number of items before the page. */
export function offsetOf(token: string | undefined): number {
  const offset = Number(token ?? 0);
  if (!Number.isSafeInteger(offset) || offset < 0) throw new Error(`not a page token of this store: ${token}`);
  return offset;
}

export function pageOf<T>(items: T[], more: boolean, offset: number): Page<T> {
  return { items, nextPageToken: more ? String(offset + items.length) : undefined };
}
