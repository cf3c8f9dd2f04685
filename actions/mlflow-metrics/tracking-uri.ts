import { NotAllowed } from '@ml-actions/kit/input-types';

/** Where runs are kept. `path` as written; relative ones are below the workspace. */
export type TrackingUri =
  | { kind: 'rest'; url: string }
  | { kind: 'sqlite'; path: string }
  | { kind: 'files'; path: string };

const ALLOWED =
  'http(s)://host[/prefix] of a tracking server, sqlite:///relative.db, sqlite:////absolute.db, a folder such as ./mlruns, or file:///folder';

/** Reads the input `tracking-uri`; throws `NotAllowed`. */
export function parseTrackingUri(text: string): TrackingUri {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === 'http' || scheme === 'https') return { kind: 'rest', url: httpAddress(text) };
  if (scheme === 'sqlite') {
    const path = /^sqlite:\/\/\/([^?#]+)$/i.exec(text)?.[1];
    if (path === undefined || path === ':memory:' || path.endsWith('/')) throw new NotAllowed(ALLOWED);
    return { kind: 'sqlite', path };
  }
  if (scheme === 'file') {
    const path = /^file:(?:\/\/)?((?:localhost)?(?:\/(?!\/)|\.{0,2}[^/?#])[^?#]*)$/i.exec(text)?.[1];
    if (path === undefined || /^file:\/\/(?!localhost\/)[^/]/i.test(text)) throw new NotAllowed(ALLOWED);
    return { kind: 'files', path: decode(path.replace(/^localhost/i, '')) };
  }
  if (scheme !== undefined || text === 'databricks' || text.includes('\0')) {
    throw new NotAllowed(`${ALLOWED}; ${scheme ?? text} stores are not read`);
  }
  if (/\.(db|sqlite3?)$/i.test(text)) throw new NotAllowed(`${ALLOWED} (for a SQLite file: sqlite:///${text})`);
  return { kind: 'files', path: text };
}

function httpAddress(text: string): string {
  if (!URL.canParse(text)) throw new NotAllowed(ALLOWED);
  const url = new URL(text);
  if (url.username || url.password) {
    throw new NotAllowed(`${ALLOWED}; user and password go into the inputs "username" and "password"`);
  }
  if (url.search || url.hash) throw new NotAllowed(`${ALLOWED}, without ? and #`);
  return url.href.replace(/\/+$/, '');
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    throw new NotAllowed(ALLOWED, { cause });
  }
}
