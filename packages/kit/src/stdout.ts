import { writeSync } from 'node:fs';

/**
 * Makes `process.stdout` write at once. Node's own loads its whole network stack when stdout is a pipe, a tenth of a step's start, and may still hold text
 * when the process exits. The runner reads all the time, so there is nothing to wait for.
 */
export function useSynchronousStdout(): void {
  const write = (text: string | Uint8Array, ...rest: unknown[]) => {
    writeAll(typeof text === 'string' ? Buffer.from(text) : text);
    const done = rest.at(-1);
    if (typeof done === 'function') done(null);
    return true;
  };
  const stdout = { fd: 1, isTTY: false, writable: true, write, listenerCount: () => 0 };
  // What `console` calls on a stream around each write; there are no events to hear of.
  for (const name of ['on', 'once', 'off', 'removeListener', 'emit']) Object.assign(stdout, { [name]: () => stdout });
  Object.defineProperty(process, 'stdout', { configurable: true, value: stdout });
}

function writeAll(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Nobody reads any more: there is nobody to tell.
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      // A pipe that does not block is full: the reader gets a moment.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
