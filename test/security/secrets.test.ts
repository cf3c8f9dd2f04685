import { afterEach, describe, expect, it } from 'vitest';
import { runAction } from '../integration/support/run-action.ts';
import { actions, type Server, serve, visible } from './support.ts';

const SECRET = 'p4ss/w0rd+"quoted"&<x>';
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

/** A server that answers back what it was sent, as error pages do: headers, body, decoded credentials. */
async function echo(status: number): Promise<string> {
  const server = await serve((request, body, response) => {
    const basic = Buffer.from(String(request.headers.authorization ?? '').replace(/^\w+ /, ''), 'base64').toString();
    response.writeHead(status, { 'content-type': 'application/json', 'x-echo': encodeURIComponent(SECRET) });
    const said = { headers: request.headers, body, basic, secret: SECRET, escaped: encodeURIComponent(SECRET) };
    response.end(
      JSON.stringify({
        detail: JSON.stringify(said),
        message: said,
        error_code: SECRET,
        title: SECRET,
        version: '3.3.2',
      }),
    );
  });
  servers.push(server);
  return server.url;
}

const forms = [
  SECRET,
  encodeURIComponent(SECRET),
  JSON.stringify(SECRET).slice(1, -1),
  Buffer.from(SECRET).toString('base64'),
  Buffer.from(`user:${SECRET}`).toString('base64'),
];

const cases: [string, Record<string, string>][] = [
  ['wait-for-dag', { 'dag-id': 'd', username: 'user', password: SECRET, timeout: '2s', 'registration-grace': '0s' }],
  ['wait-for-dag', { 'dag-id': 'd', token: SECRET, timeout: '2s', 'registration-grace': '0s' }],
  [
    'wait-for-dag',
    {
      'dag-id': 'd',
      token: 'abcdefgh',
      timeout: '2s',
      conf: JSON.stringify({ db_password: SECRET, nested: { api_key: SECRET } }),
    },
  ],
  ['mlflow-metrics', { run: 'run:abc', username: 'user', password: SECRET, 'request-timeout': '1s' }],
  ['mlflow-metrics', { run: 'latest', experiment: 'e', token: SECRET, 'request-timeout': '1s' }],
];

describe.each([200, 400, 401, 403, 404, 422])('secrets answered back with %i', (status) => {
  it.each(cases)('%s shows none: %j', async (name, inputs) => {
    const url = await echo(status);
    const run = await runAction(name, { 'airflow-url': url, 'tracking-uri': url, ...inputs });
    for (const form of forms) expect(visible(run)).not.toContain(form);
    expect(run.stdout).toContain('::add-mask::');
  });
});

it('every input that sounds like a secret is one', async () => {
  for (const { name, inputs } of actions) {
    const { contract } = await import(`../../actions/${name}/inputs.ts`);
    for (const input of inputs.filter((one) => /password|token|(client|api)-key|secret/.test(one))) {
      expect([name, input, contract.inputs[input].options.secret]).toEqual([name, input, true]);
    }
  }
});

it('a secret in a URL is refused and not repeated', async () => {
  const run = await runAction('wait-for-dag', {
    'airflow-url': 'http://user:hunter2secret@127.0.0.1:1',
    'dag-id': 'd',
  });
  expect(run.code).toBe(1);
  expect(visible(run)).not.toContain('hunter2secret');
});
