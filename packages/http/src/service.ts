import type { Context, ServiceInputs } from '@ml-actions/kit';
import { InputError } from '@ml-actions/kit/errors';
import { NotAllowed } from '@ml-actions/kit/input-types';
import { createHttp } from './client.ts';
import type { Http } from './types.ts';

/** A client made of the inputs that every service-facing action shares. Throws an `InputError` for a certificate that cannot be read. */
export async function httpFor(
  service: { name: string; baseUrl: string; retryForMs?: number },
  inputs: ServiceInputs,
  context: Pick<Context, 'clock' | 'files' | 'log' | 'signal'>,
): Promise<Http> {
  if (inputs.insecureSkipTlsVerify) {
    context.log.warning(`insecure-skip-tls-verify is set: the certificate of ${service.name} is not verified`);
  }
  return createHttp({
    service: service.name,
    baseUrl: service.baseUrl,
    tls: {
      ca: await pem('ca-certificate', inputs.caCertificate, context.files),
      cert: await pem('client-certificate', inputs.clientCertificate, context.files),
      key: await pem('client-key', inputs.clientKey, context.files),
      insecureSkipVerify: inputs.insecureSkipTlsVerify,
    },
    timeoutMs: inputs.requestTimeout,
    ...(service.retryForMs === undefined ? {} : { retryForMs: service.retryForMs }),
    clock: context.clock,
    log: context.log,
    signal: context.signal,
  });
}

async function pem(name: string, value: string | undefined, files: Context['files']): Promise<string | undefined> {
  if (!value || value.includes('-----BEGIN ')) return value;
  const allowed = 'PEM text (-----BEGIN …) or the path of a file that holds it';
  const got = name === 'client-key' ? '***' : value;
  try {
    const text = await files.read(value);
    if (!text.includes('-----BEGIN ')) throw new NotAllowed(allowed);
    return text;
  } catch (cause) {
    throw new InputError([{ input: name, got, allowed }], { cause });
  }
}
