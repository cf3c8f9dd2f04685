import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The file system as an argument. */
export interface Files {
  /** The text of a file of at most `maxBytes` (default 64 MiB). Throws when it is missing, larger or a folder. */
  read(path: string, maxBytes?: number): Promise<string>;
  /** Writes a text, making the folders above it. */
  write(path: string, text: string): Promise<void>;
  exists(path: string): Promise<boolean>;
}

export const systemFiles: Files = {
  async read(path, maxBytes = 64 * 1024 * 1024) {
    const { size } = await stat(path);
    if (size > maxBytes) throw new Error(`${path} has ${size} bytes, more than the ${maxBytes} that are read`);
    return readFile(path, 'utf8');
  },
  async write(path, text) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  },
  exists: (path) =>
    stat(path)
      .then(() => true)
      .catch(() => false),
};
