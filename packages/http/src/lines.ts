import type { Readable } from 'node:stream';
import { ServiceError } from '@ml-actions/kit/errors';

const LONGEST_LINE = 8 * 1024 * 1024;

/**
 * Lines of a streamed body. A stream that breaks, or a line that does not end within 8 MiB, throws a `ServiceError`; one that was stopped
 * throws the signal's reason.
 */
export async function* lines(
  body: Readable,
  { service, url, stop }: { service: string; url: string; stop?: AbortSignal | undefined },
): AsyncGenerator<string> {
  let rest = '';
  body.setEncoding('utf8');
  try {
    for await (const chunk of body as AsyncIterable<string>) {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      if (rest.length > LONGEST_LINE) throw new Error(`a line longer than ${LONGEST_LINE} characters`);
      yield* parts.map(withoutReturn);
    }
  } catch (cause) {
    if (stop?.aborted) throw stop.reason;
    // Not the axios error itself, which holds the headers of the request.
    const why = new Error(cause instanceof Error ? cause.message : String(cause));
    throw new ServiceError({ service, message: 'the stream broke off', url, cause: why });
  } finally {
    body.destroy();
  }
  if (rest !== '') yield withoutReturn(rest);
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
