/** A real forward proxy: Debian's tinyproxy, unpacked into the cache; nothing is installed into the system. */
import { type ChildProcess, spawn } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheDir, makeOnce } from '../../lab/cache.ts';
import { freePorts } from '../../lab/process.ts';
import { run } from '../../lab/run.ts';
import { onPath } from '../../lab/tools.ts';

export interface ForwardProxy {
  /** With user and password when there are some. */
  url: string;
  /** What it was asked since the last call: `CONNECT host:port` and `GET http://…` lines. */
  requests(): string[];
  stop(): Promise<void>;
}

/** Path of tinyproxy. Throws CommandError when it is neither there nor to be had. */
async function tinyproxy(): Promise<string> {
  const installed = onPath('tinyproxy');
  if (installed) return installed;
  const dir = await makeOnce(join(cacheDir(), 'tools', 'tinyproxy'), async (work) => {
    mkdirSync(work);
    const download = () => run('apt-get', ['download', 'tinyproxy-bin'], { cwd: work });
    // The lists of a fresh machine are empty, or older than the archive.
    await download().catch(async () => {
      await run('apt-get', ['update', '-qq']);
      await download();
    });
    for (const file of globSync(join(work, '*.deb'))) await run('dpkg-deb', ['-x', file, work]);
  });
  return join(dir, 'usr/bin/tinyproxy');
}

/** Starts a proxy on a free port of 127.0.0.1. */
export async function startProxy(login?: { user: string; password: string }): Promise<ForwardProxy> {
  const command = await tinyproxy();
  const [port = 0] = await freePorts(1);
  const dir = mkdtempSync(join(tmpdir(), 'tinyproxy-'));
  const log = join(dir, 'log');
  const settings = [
    `Port ${port}`,
    'Listen 127.0.0.1',
    'Timeout 60',
    `LogFile "${log}"`,
    'LogLevel Connect',
    'MaxClients 50',
    ...(login ? [`BasicAuth ${login.user} ${login.password}`] : []),
  ];
  writeFileSync(join(dir, 'conf'), `${settings.join('\n')}\n`);
  writeFileSync(log, '');
  const child = spawn(command, ['-d', '-c', join(dir, 'conf')], { stdio: ['ignore', 'ignore', 'inherit'] });
  await listening(child, port);
  let seen = 0;
  return {
    url: `http://${login ? `${login.user}:${login.password}@` : ''}127.0.0.1:${port}`,
    requests() {
      const lines = readFileSync(log, 'utf8').split('\n');
      const asked = lines
        .slice(seen)
        .flatMap((line) => /Request \(file descriptor \d+\): (\S+ \S+)/.exec(line)?.[1] ?? []);
      seen = lines.length - 1;
      return asked;
    },
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function listening(child: ChildProcess, port: number): Promise<void> {
  const { connect } = await import('node:net');
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`tinyproxy ended with status ${child.exitCode}`);
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (open) return;
    await sleep(50);
  }
  throw new Error('tinyproxy does not listen');
}
