import type { Readable } from 'node:stream';
import { ServiceError } from '@ml-actions/kit/errors';

const LONGEST_LINE = 8 * 1024 * 1024;

/** Lines of a streamed body. A stream that breaks, or a line that does not end within 8 MiB, throws a `ServiceError`. */
export async function* lines(
  body: Readable,
  { service, url }: { service: string; url: string },
): AsyncGenerator<string> {
  let rest = '';
  body.setEncoding('utf8');
  try {
    for await (const chunk of body as AsyncIterable<string>) {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      if (rest.length > LONGEST_LINE) throw new Error(`a line longer than ${LONGEST_LINE} characters`);
      yield* parts;
    }
  } catch (cause) {
    throw new ServiceError({ service, message: 'the stream broke off', url, cause });
  } finally {
    body.destroy();
  }
  if (rest !== '') yield rest;
}
