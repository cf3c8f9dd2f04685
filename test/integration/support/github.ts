import { mkdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { cacheDir, makeOnce } from '../../lab/cache.ts';
import { run } from '../../lab/run.ts';

/** GitHub's own description of its API, as published on npm. */
const DESCRIPTION = '@octokit/openapi@23.0.2';

export interface Comment {
  id: number;
  body: string;
  /** Login of its author; the app's own bot by default. */
  by?: string;
}

export interface Recorded {
  method: string;
  path: string;
  authorization: string | undefined;
  body: unknown;
}

export interface GithubStandIn {
  url: string;
  requests: Recorded[];
  comments: Comment[];
  /** What broke GitHub's description: must be empty at the end of a test. */
  violations: string[];
  /** Answers writing requests with this status from now on, e.g. 403 as for a fork's read-only token. */
  refuseWrites(status: number | undefined): void;
  close(): Promise<void>;
}

const ISSUE_COMMENTS = '/repos/{owner}/{repo}/issues/{issue_number}/comments';
const ISSUE_COMMENT = '/repos/{owner}/{repo}/issues/comments/{comment_id}';

/**
 * Stands in for api.github.com, which cannot be reached from a test: the comments of one pull request. Every request and every answer is held
 * against GitHub's official OpenAPI description.
 */
export async function startGithub(comments: Comment[] = []): Promise<GithubStandIn> {
  const check = await loadDescription();
  const requests: Recorded[] = [];
  const violations: string[] = [];
  let refused: number | undefined;

  const server = createServer(async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', 'http://localhost');
    const method = incoming.method ?? 'GET';
    const body = await readJson(incoming);
    requests.push({ method, path: url.pathname + url.search, authorization: incoming.headers.authorization, body });
    const answer = respond(method, url, body);
    violations.push(...answer.violations);
    outgoing.writeHead(answer.status, { 'content-type': 'application/json; charset=utf-8', ...answer.headers });
    outgoing.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function respond(method: string, url: URL, body: unknown) {
    const list = /^\/repos\/[^/]+\/[^/]+\/issues\/\d+\/comments$/.test(url.pathname);
    const one = /^\/repos\/[^/]+\/[^/]+\/issues\/comments\/(\d+)$/.exec(url.pathname);
    const path = list ? ISSUE_COMMENTS : ISSUE_COMMENT;
    const found: string[] = [];
    const say = (status: number, value: unknown, headers: Record<string, string> = {}) => {
      found.push(...check(path, method, String(status), value));
      return { status, body: value, headers, violations: found };
    };
    if (!list && !one)
      return { status: 404, body: { message: 'Not Found' }, headers: {}, violations: [`unknown path ${url.pathname}`] };
    if (method !== 'GET') found.push(...check(path, method, 'request', body));
    if (method !== 'GET' && refused !== undefined) {
      const message = 'Resource not accessible by integration';
      return { status: refused, body: { message, status: String(refused) }, headers: {}, violations: found };
    }
    const text = (body as { body?: string } | undefined)?.body ?? '';
    if (text.length > 65_536)
      return { status: 422, body: { message: 'Validation Failed' }, headers: {}, violations: ['body is too long'] };
    if (method === 'GET' && list) {
      const perPage = Number(url.searchParams.get('per_page') ?? 30);
      const page = Number(url.searchParams.get('page') ?? 1);
      const next = comments.length > page * perPage;
      url.searchParams.set('page', String(page + 1));
      const link = next ? { link: `<${base}${url.pathname}${url.search}>; rel="next"` } : {};
      return say(200, comments.slice((page - 1) * perPage, page * perPage).map(full), link as Record<string, string>);
    }
    if (method === 'POST' && list) {
      const comment = { id: 1000 + comments.length, body: text };
      comments.push(comment);
      return say(201, full(comment));
    }
    const known = comments.find(({ id }) => String(id) === one?.[1]);
    if (method !== 'PATCH' || !known)
      return { status: 404, body: { message: 'Not Found' }, headers: {}, violations: found };
    known.body = text;
    return say(200, full(known));
  }

  return {
    url: base,
    requests,
    comments,
    violations,
    refuseWrites: (status) => {
      refused = status;
    },
    close: () => new Promise((done) => server.close(() => done())),
  };
}

function full({ id, body, by = 'github-actions[bot]' }: Comment): object {
  const user = { ...example().user, login: by, type: by.endsWith('[bot]') ? 'Bot' : 'User' };
  return { ...example(), id, body, user };
}

let description: OpenApi | undefined;

interface OpenApi {
  components: { examples: Record<string, { value: { user: object } }> };
}

function example() {
  return description?.components.examples['issue-comment']?.value ?? { user: {} };
}

/** A check of one body against the description: the request's, or the answer's with a status. Returns what is wrong. */
async function loadDescription() {
  const folder = await makeOnce(join(cacheDir(), 'github-openapi-23.0.2'), async (work) => {
    mkdirSync(work, { recursive: true });
    await run('npm', ['pack', DESCRIPTION, '--pack-destination', work, '--silent']);
    const archive = join(work, 'octokit-openapi-23.0.2.tgz');
    await run('tar', ['-xzf', archive, '-C', work, '--strip-components=2', 'package/generated/api.github.com.json']);
    await run('rm', [archive]);
  });
  description ??= JSON.parse(readFileSync(join(folder, 'api.github.com.json'), 'utf8')) as OpenApi;
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
  formats.default(ajv);
  ajv.addSchema({ $id: 'github', ...description });
  return (path: string, method: string, part: string, value: unknown): string[] => {
    const place = part === 'request' ? 'requestBody' : `responses/${part}`;
    const pointer = `paths/${path.replaceAll('/', '~1')}/${method.toLowerCase()}/${place}/content/application~1json/schema`;
    const validate = ajv.compile({ $ref: `github#/${pointer.replaceAll('{', '%7B').replaceAll('}', '%7D')}` });
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) => `${method} ${path} ${part}: ${error.instancePath} ${error.message}`);
  };
}

async function readJson(incoming: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of incoming) text += chunk;
  return text === '' ? undefined : JSON.parse(text);
}
