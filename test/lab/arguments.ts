/** The command line of the lab, read into data; every mistake is one sentence that lists what is allowed. */
import { parseArgs } from 'node:util';
import { SERVICE_NAMES, type ServiceName } from './state.ts';
import { TOOL_NAMES, type ToolName } from './tools.ts';

export const COMMANDS = ['up', 'down', 'status', 'install', 'env'] as const;
export type Command = (typeof COMMANDS)[number];

export const USAGE = `usage: npm run lab -- COMMAND [NAME...] [OPTION...]

commands
  up SERVICE...         install and start services side by side, wait until they work
  down [SERVICE...]     stop services; all of them when none is named
  status                say which services are up and whether they work
  env                   print export lines for a shell: eval "$(npm run --silent lab -- env)"
  install NAME...       only fill the cache, with services or tools

services  ${SERVICE_NAMES.join(', ')}
tools     ${TOOL_NAMES.join(', ')}

options
  --home DIR            state, databases and logs of this lab; default: lab in the cache
  --json                machine-readable output of up, status and down
  --dags PATH           up: a DAG file, or a folder of them, to add; may be repeated
  --jwt-lifetime N      up: life of an Airflow 3 token in seconds; default 86400
  --help                this text`;

const OPTIONS = {
  home: { type: 'string' },
  json: { type: 'boolean' },
  dags: { type: 'string', multiple: true },
  'jwt-lifetime': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

export class UsageError extends Error {
  override name = 'UsageError';
}

export interface Arguments {
  readonly command: Command | 'help';
  readonly services: readonly ServiceName[];
  readonly tools: readonly ToolName[];
  readonly json: boolean;
  readonly home: string | undefined;
  readonly dags: readonly string[];
  readonly jwtLifetimeSeconds: number | undefined;
}

/** Throws UsageError for anything it does not know. */
export function readArguments(argv: readonly string[]): Arguments {
  const { values, positionals } = parse(argv);
  const [first, ...names] = positionals;
  const command = values.help ? 'help' : oneOf('command', first, COMMANDS);
  const { services, tools } = sort(command, names);
  return {
    command,
    services,
    tools,
    json: values.json ?? false,
    home: values.home,
    dags: values.dags ?? [],
    jwtLifetimeSeconds: seconds('--jwt-lifetime', values['jwt-lifetime']),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options: OPTIONS });
  } catch (cause) {
    const code = (cause as { code?: string }).code;
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      const option = /'(--?[^' =]*)/.exec((cause as Error).message)?.[1] ?? 'option';
      throw new UsageError(
        `unknown option "${option}", allowed: ${Object.keys(OPTIONS)
          .map((one) => `--${one}`)
          .join(', ')}`,
      );
    }
    if (code?.startsWith('ERR_PARSE_ARGS')) throw new UsageError((cause as Error).message.split('\n')[0], { cause });
    throw cause;
  }
}

function sort(command: string, names: readonly string[]): Pick<Arguments, 'services' | 'tools'> {
  const services = names.filter((name) => isOneOf(name, SERVICE_NAMES));
  const tools = command === 'install' ? names.filter((name) => isOneOf(name, TOOL_NAMES)) : [];
  if (command === 'status' || command === 'env') {
    if (names.length > 0) throw new UsageError(`${command} takes no names, got "${names.join(' ')}"`);
  }
  const kind = command === 'install' ? 'service or tool' : 'service';
  const allowed: readonly string[] = command === 'install' ? [...SERVICE_NAMES, ...TOOL_NAMES] : SERVICE_NAMES;
  const unknown = names.find((name) => !allowed.includes(name));
  if (unknown !== undefined) oneOf(kind, unknown, allowed);
  if (names.length === 0 && (command === 'up' || command === 'install')) oneOf(kind, undefined, allowed);
  return { services, tools };
}

function isOneOf<const Value extends string>(value: string, allowed: readonly Value[]): value is Value {
  return (allowed as readonly string[]).includes(value);
}

function oneOf<const Value extends string>(kind: string, value: string | undefined, allowed: readonly Value[]): Value {
  if (value !== undefined && isOneOf(value, allowed)) return value;
  const problem = value === undefined ? `no ${kind} given` : `unknown ${kind} "${value}"`;
  throw new UsageError(`${problem}, allowed: ${allowed.join(', ')}`);
}

function seconds(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`option "${option}": got "${text}", allowed: a whole number of seconds from 1`);
}
