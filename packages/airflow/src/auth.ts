import type { Http } from '@ml-actions/http';
import type { Clock } from '@ml-actions/kit/clock';
import { ServiceError } from '@ml-actions/kit/errors';
import type { Secrets } from '@ml-actions/kit/secrets';
import { refusal, SERVICE } from './errors.ts';
import { readToken } from './readers.ts';
import type { ApiVersion } from './types.ts';

export interface Credentials {
  username?: string | undefined;
  password?: string | undefined;
  /** A ready bearer token; it cannot be renewed. */
  token?: string | undefined;
}

/** Credentials as headers. One per action: clients that share it share the token. */
export interface Auth {
  /** The header to send; gets a token when there is none, or when the one there is ends soon. */
  headers(http: Http): Promise<Record<string, string>>;
  /** Told that the token was refused. True: another one can be tried. Throws when a ready token was refused. */
  refused(reason: string): boolean;
}

export interface AuthOptions {
  version: ApiVersion;
  credentials: Credentials;
  clock: Pick<Clock, 'now'>;
  secrets: Pick<Secrets, 'add'>;
}

/** A token is renewed when less than a tenth of its life (a minute at the most) is left. */
const LAST_PART = 0.1;
const LAST_MS = 60_000;

export function createAuth({ version, credentials, clock, secrets }: AuthOptions): Auth {
  const { username, password = '', token } = credentials;
  if (token !== undefined) return ready(token, clock);
  if (username === undefined) return { headers: async () => ({}), refused: () => false };
  if (version === 'v1') {
    const encoded = Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
    secrets.add(encoded);
    return { headers: async () => ({ Authorization: `Basic ${encoded}` }), refused: () => false };
  }
  return renewable(username, password, clock, secrets);
}

function ready(token: string, clock: Pick<Clock, 'now'>): Auth {
  const expiresAt = lifetimeOf(token)?.expiresAt ?? Infinity;
  const expired = (why: string) =>
    new ServiceError({
      service: SERVICE,
      message: `the token in the input "token" ${why}`,
      hint: 'Give one that lives longer than the run, or "username" and "password", with which a token is got and renewed.',
      status: 401,
    });
  return {
    async headers() {
      if (expiresAt <= clock.now()) throw expired(`has expired at ${new Date(expiresAt).toISOString()}`);
      return { Authorization: `Bearer ${token}` };
    },
    refused(reason) {
      throw expired(`was refused (${reason})`);
    },
  };
}

/** Airflow 3: `POST /auth/token`, served by every auth manager that knows users and passwords; answers 201. */
function renewable(username: string, password: string, clock: Pick<Clock, 'now'>, secrets: Pick<Secrets, 'add'>): Auth {
  let current: { value: string; renewAt: number } | undefined;
  let pending: Promise<string> | undefined;

  async function fetchToken(http: Http): Promise<string> {
    const path = '/auth/token';
    // Getting a token twice harms nobody, so this POST may be repeated.
    const response = await http.request({ method: 'POST', path, json: { username, password }, idempotent: true });
    if (response.status !== 201 && response.status !== 200) throw refusal(response, 'getting a token');
    const value = readToken(response);
    secrets.add(value);
    current = { value, renewAt: renewAt(value, clock.now()) };
    return value;
  }

  return {
    async headers(http) {
      if (current && clock.now() < current.renewAt) return { Authorization: `Bearer ${current.value}` };
      pending ??= fetchToken(http).finally(() => {
        pending = undefined;
      });
      return { Authorization: `Bearer ${await pending}` };
    },
    refused() {
      current = undefined;
      return true;
    },
  };
}

function renewAt(token: string, now: number): number {
  const life = lifetimeOf(token);
  if (!life) return Infinity;
  // The length of its life from the token, its beginning from our clock: the clocks of two machines need not agree.
  const length = life.expiresAt - (life.issuedAt ?? now);
  return now + length - Math.min(LAST_MS, length * LAST_PART);
}

/** `exp` and `iat` of a JSON web token (RFC 7519) in milliseconds; undefined for an opaque token. The signature is Airflow's business. */
export function lifetimeOf(token: string): { expiresAt: number; issuedAt: number | undefined } | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const { exp, iat } = claims as { exp?: unknown; iat?: unknown };
    if (typeof exp !== 'number') return undefined;
    return { expiresAt: exp * 1000, issuedAt: typeof iat === 'number' ? iat * 1000 : undefined };
  } catch {
    return undefined;
  }
}
