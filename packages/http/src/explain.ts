import { ServiceError } from '@ml-actions/kit/errors';

const CA = 'Give the private CA in the input "ca-certificate".';
const CLIENT =
  'The server wants a client certificate that it knows: see the inputs "client-certificate" and "client-key".';
const PEM =
  'Is the PEM text complete, and does the key in "client-key" belong to the certificate in "client-certificate"?';

const HINTS: [RegExp, string][] = [
  [
    /^ECONNREFUSED$/,
    'Nothing listens there: is the service up, and are host and port (and the proxy, if one is set) right?',
  ],
  [/^ENOTFOUND$/, 'The host name is unknown: is it right, and can the runner resolve it?'],
  [/^EAI_AGAIN$/, 'The name server did not answer.'],
  [/^ETIMEDOUT$/, 'No answer: is a firewall in between, or a proxy needed (HTTPS_PROXY)?'],
  [/^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?)$/, CA],
  [/^DEPTH_ZERO_SELF_SIGNED_CERT$/, 'Give the certificate in the input "ca-certificate".'],
  [/^CERT_HAS_EXPIRED$/, 'The certificate of the server has expired.'],
  [/^ERR_TLS_CERT_ALTNAME_INVALID$/, 'The certificate is for another host name.'],
  [/^ERR_SSL_.*ALERT_(CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|HANDSHAKE_FAILURE)$/, CLIENT],
  [
    /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG)$/,
    'That port does not speak TLS: is it http:// instead of https://?',
  ],
  [/^(ERR_OSSL_|ERR_CRYPTO_|ERR_MISSING_PASSPHRASE)/, PEM],
  [/^EPROTO$/, 'The TLS handshake failed: is this an https port, and is a client certificate needed?'],
  [/^ERR_TOO_MANY_REDIRECTS$/, 'The address redirects in a circle: is it the right one?'],
];

/** Failures before the request left this machine: it cannot have been carried out. */
const NEVER_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_OSSL_.*|ERR_CRYPTO_.*|ERR_MISSING_PASSPHRASE|ERR_INVALID_.*)$/;

/** The server's certificate or ours was refused in the handshake, which is before the request. */
const TLS = /CERT|SELF_SIGNED|ISSUER|SIGNATURE|^ERR_SSL_|^EPROTO$/;

/** What would fail the same way again: asking for a minute would only delay the message. */
const TOO_MANY = /^ERR_TOO_MANY_REDIRECTS$/;
const SETTLED = [
  /CERT|SELF_SIGNED|ISSUER|SIGNATURE/,
  /^(ERR_OSSL_|ERR_CRYPTO_|ERR_MISSING_PASSPHRASE|ERR_INVALID_|ERR_SSL_)/,
  TOO_MANY,
];

export interface TransportFailure {
  service: string;
  method: string;
  url: string;
  cause: unknown;
  timedOut: boolean;
}

/** A failure below HTTP: the error for people, and whether trying again can help. */
export interface Explained {
  error: ServiceError;
  settled: boolean;
}

/** A failure below HTTP as a `ServiceError`: what happened, what to do, and whether the request may have been carried out. */
export function explainTransport({ service, method, url, cause, timedOut }: TransportFailure): Explained {
  const code = codeOf(cause);
  const reads = method === 'GET' || method === 'HEAD';
  const message = messageOf(cause);
  const tooLarge = /^maxContentLength size/.test(message);
  const error = new ServiceError({
    service,
    message: timedOut
      ? `${method} got no answer in time`
      : `${method} failed: ${tooLarge ? message.replace(/^maxContentLength size of (-?\d+) exceeded$/, 'the answer is larger than $1 bytes') : message}`,
    url,
    hint: timedOut
      ? 'Is the service overloaded? The input "request-timeout" sets how long one request may take.'
      : HINTS.find(([codes]) => codes.test(code))?.[1],
    ambiguous: !reads && (timedOut || !(TLS.test(code) || NEVER_SENT.test(code))),
    // The axios error holds the whole request, headers included: its message and code are all that may go on.
    cause: !timedOut && cause instanceof Error && cause.message ? new Error(cause.message) : undefined,
  });
  return { error, settled: !timedOut && (tooLarge || SETTLED.some((codes) => codes.test(code))) };
}

/** The code of an error or of what caused it; of several attempts (one an IP address) the first. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { code, errors } = error as { code?: unknown; errors?: unknown[] };
  if (typeof code === 'string' && code !== '') return code;
  return codeOf(errors?.[0] ?? error.cause);
}

function messageOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.message && cause.message !== 'Error') return cause.message;
  return codeOf(cause) || cause.name;
}
