import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { marked } from 'marked';
import { parse } from 'yaml';
import type { ActionRun } from '../integration/support/run-action.ts';

/** Every JavaScript action with the names of its inputs. */
export const actions: { name: string; inputs: string[] }[] = readdirSync('actions')
  .map((name) => ({ name, action: parse(readFileSync(`actions/${name}/action.yml`, 'utf8')) }))
  .filter(({ action }) => action.runs.using === 'node24')
  .map(({ name, action }) => ({ name, inputs: Object.keys(action.inputs) }));

export interface Server {
  url: string;
  requests: { method: string; url: string; headers: Record<string, unknown>; body: string }[];
  close(): Promise<void>;
}

/** A server on loopback that records what it is asked and answers as told. */
export async function serve(
  answer: (request: IncomingMessage, body: string, response: ServerResponse) => void,
): Promise<Server> {
  const requests: Server['requests'] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    requests.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
    answer(request, body, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

const OURS = /^::(error|warning|notice|debug|add-mask|group|endgroup)( |::|$)/;

/** Lines that the runner would take for commands and that are not the toolkit's own. */
export function foreignCommands({ stdout }: Pick<ActionRun, 'stdout'>): string[] {
  return stdout
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trimStart().startsWith('::') || line.includes('##['))
    .filter((line) => !OURS.test(line) || line.startsWith('::error::pwned'));
}

/** Everything a person or a later step can read of a run; the mask commands are how the runner is told, and not shown. */
export function visible({ stdout, stderr, outputs, summary }: ActionRun): string {
  const log = stdout
    .split('\n')
    .filter((line) => !line.startsWith('::add-mask::'))
    .join('\n');
  return [log, stderr, JSON.stringify(outputs), summary].join('\n');
}

const ALLOWED_TAGS = new Set(
  'h2 h3 h4 p table thead tbody tr th td code pre details summary ul ol li em strong a br blockquote'.split(' '),
);

/** What a summary's HTML holds that our own Markdown cannot have made: foreign tags, unbalanced ones, mentions. */
export function intrusions(markdown: string): string[] {
  const html = marked.parse(markdown, { async: false, gfm: true });
  const found: string[] = [];
  const open: string[] = [];
  for (const [tag, slash, name = ''] of html.matchAll(/<(\/?)([a-zA-Z][\w-]*)[^>]*>/g)) {
    if (!ALLOWED_TAGS.has(name.toLowerCase())) found.push(tag);
    if (slash) {
      if (open.pop() !== name) found.push(`unbalanced ${tag}`);
    } else if (name !== 'br') open.push(name);
  }
  if (open.length > 0) found.push(`never closed: ${open.join(', ')}`);
  // GitHub does not look for mentions inside code.
  const prose = html.replace(/<(code|pre)\b[\s\S]*?<\/\1>/g, '');
  for (const [mention] of prose.matchAll(/@\w+/g)) found.push(mention);
  return found;
}

const validators = new Map(
  actions.map(({ name }) => {
    const schema = JSON.parse(readFileSync(`docs/schemas/${name}.result.json`, 'utf8'));
    return [name, new Ajv2020({ strict: false, allErrors: true }).compile(schema)];
  }),
);

/** What the result document of a run has that its published schema does not allow. */
export function schemaViolations({ outputs }: Pick<ActionRun, 'outputs'>): string[] {
  const document = JSON.parse(outputs['result-json'] ?? 'null');
  const validate = validators.get(document?.action);
  if (!validate) return [`no schema for ${document?.action}`];
  return validate(document)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
