/** Runs a command to its end; the error of a failed one names the command and shows the end of its output. */
import { spawn } from 'node:child_process';

export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Whether `env` comes on top of the caller's environment (default), or is all there is. */
  readonly inherit?: boolean;
  readonly cwd?: string;
  /** Seconds; default 900. */
  readonly timeoutSeconds?: number;
}

export class CommandError extends Error {
  override name = 'CommandError';
}

/** Returns stdout. Throws CommandError when the command cannot start, fails or takes too long. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const timeout = (options.timeoutSeconds ?? 900) * 1000;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: options.inherit === false ? { ...options.env } : installEnvironment(options.env),
      cwd: options.cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const limit = setTimeout(() => child.kill('SIGKILL'), timeout);
    let stdout = '';
    let all = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      all = (all + text).slice(-8_000);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      all = (all + text).slice(-8_000);
    });
    const line = [command, ...args].join(' ');
    child.on('error', (cause) => {
      clearTimeout(limit);
      reject(new CommandError(`cannot run "${line}": ${cause.message}`, { cause }));
    });
    child.on('close', (code, signal) => {
      clearTimeout(limit);
      if (code === 0) return resolve(stdout);
      const how = signal ? `was stopped by ${signal} (limit ${timeout / 1000} s)` : `ended with status ${code}`;
      const end = all.trimEnd().split('\n').slice(-15).join('\n  ');
      reject(new CommandError(`"${line}" ${how}. The end of its output:\n  ${end || '(none)'}`));
    });
  });
}

/**
 * The caller's environment with changes on top, without the variables that would make a fresh installation behave like the caller's own
 * Python: PYTHONDONTWRITEBYTECODE, for one, makes each start of Airflow compile it again.
 */
export function installEnvironment(changes: RunOptions['env'] = {}): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, ...changes };
  for (const name of Object.keys(env)) {
    if (/^(PYTHON[A-Z]*|VIRTUAL_ENV|CONDA_PREFIX|UV_PROJECT.*)$/.test(name) && !(name in changes)) delete env[name];
  }
  return env;
}
