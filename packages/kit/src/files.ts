import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The file system as an argument. */
export interface Files {
  /** The text of a file of at most `maxBytes` (default 64 MiB). Throws when it is missing, larger or a folder. */
  read(path: string, maxBytes?: number): Promise<string>;
  /** Writes a text, making the folders above it. */
  write(path: string, text: string): Promise<void>;
  exists(path: string): Promise<boolean>;
}

/** By the synchronous calls: nothing else runs beside a step, and loading `fs/promises` costs more than reading a report. */
export const systemFiles: Files = {
  async read(path, maxBytes = 64 * 1024 * 1024) {
    const found = statSync(path);
    // A device or a pipe may never end.
    if (!found.isFile()) throw new Error(`${path} is not a file`);
    const { size } = found;
    if (size > maxBytes) throw new Error(`${path} has ${size} bytes, more than the ${maxBytes} that are read`);
    return readFileSync(path, 'utf8');
  },
  async write(path, text) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  },
  exists: async (path) => existsSync(path),
};
