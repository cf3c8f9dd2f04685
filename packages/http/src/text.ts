import { brotliDecompressSync, unzipSync } from 'node:zlib';
import type { AxiosResponse } from 'axios';

/** What a body may be at most, once it is unpacked; worded as axios words it for a body that is not packed. */
class TooLarge extends Error {
  constructor(limit: number) {
    super(`maxContentLength size of ${limit} exceeded`);
  }
}

/** The body as UTF-8 text, unpacked. Throws when it is larger than `limit` bytes, or packed and not whole. */
export function readText({ data, headers }: AxiosResponse, limit: number): string {
  const bytes = Buffer.from(data);
  const encoding = String(headers['content-encoding'] ?? 'identity').toLowerCase();
  const text = (bytes.length === 0 || encoding === 'identity' ? bytes : unpack(bytes, encoding, limit)).toString(
    'utf8',
  );
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function unpack(bytes: Buffer, encoding: string, limit: number): Buffer {
  try {
    if (/^(x-)?gzip$|^deflate$/.test(encoding)) return unzipSync(bytes, { maxOutputLength: limit });
    if (encoding === 'br') return brotliDecompressSync(bytes, { maxOutputLength: limit });
  } catch (cause) {
    if (cause instanceof RangeError) throw new TooLarge(limit);
    throw cause;
  }
  throw new Error(`the answer is encoded as ${encoding}, which nobody asked for`);
}
