import { ServiceError } from '@ml-actions/kit/errors';

const HINTS: Record<string, string> = {
  ECONNREFUSED: 'Nothing listens there: is the service up, and are host and port right?',
  ENOTFOUND: 'The host name is unknown: is it right, and can the runner resolve it?',
  EAI_AGAIN: 'The name server did not answer.',
  ETIMEDOUT: 'No answer: is a firewall in between, or a proxy needed (HTTPS_PROXY)?',
  SELF_SIGNED_CERT_IN_CHAIN: 'Give the private CA in the input "ca-certificate".',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Give the certificate in the input "ca-certificate".',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'Give the private CA in the input "ca-certificate".',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'Give the private CA in the input "ca-certificate".',
  CERT_HAS_EXPIRED: 'The certificate of the server has expired.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate is for another host name.',
  EPROTO: 'The TLS handshake failed: is this an https port, and is a client certificate needed?',
};

/** Failures before the request left this machine: it cannot have been carried out. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

export interface TransportFailure {
  service: string;
  method: string;
  url: string;
  cause: unknown;
  timedOut: boolean;
}

/** A failure below HTTP as a `ServiceError`: what happened, what to do, and whether the request may have been carried out. */
export function explainTransport({ service, method, url, cause, timedOut }: TransportFailure): ServiceError {
  const code = codeOf(cause);
  const reads = method === 'GET' || method === 'HEAD';
  const tls = /CERT|SELF_SIGNED|ISSUER|SIGNATURE/.test(code);
  return new ServiceError({
    service,
    message: timedOut ? `${method} got no answer in time` : `${method} failed: ${messageOf(cause)}`,
    url,
    hint: timedOut
      ? 'Is the service overloaded? The input "request-timeout" sets how long one request may take.'
      : HINTS[code],
    ambiguous: !reads && !tls && !NEVER_SENT.has(code),
    // The axios error holds the whole request, headers included: its message and code are all that may go on.
    cause: cause instanceof Error && cause.message ? new Error(cause.message) : undefined,
  });
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}

function messageOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.message) return cause.message;
  return codeOf(cause) || cause.name;
}
