/** A reverse proxy in front of a real service that breaks what it is told to break, and writes down every request. */
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Seen {
  method: string;
  /** With query. */
  path: string;
  authorization: string | undefined;
  body: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** What was sent back: a status, or what the fault did. */
  outcome: string;
}

export type Fault =
  /** The service does what was asked, but its answer never arrives: the connection is cut. Waits for an answer that is a success. */
  | { kind: 'lose-answer' }
  /** The connection is cut before the service hears of the request. */
  | { kind: 'reset' }
  /** An answer that the service did not give. */
  | { kind: 'answer'; status: number; body: string; headers?: Record<string, string> }
  /** The first half of the body, with a length that fits it. */
  | { kind: 'truncate' }
  /** The answer comes so many milliseconds late. */
  | { kind: 'delay'; ms: number };

export interface Rule {
  method?: string;
  path: RegExp;
  fault: Fault;
  /** So many requests, then the rule is used up; default 1. */
  times?: number;
}

export interface FaultProxy {
  readonly url: string;
  readonly seen: Seen[];
  /** Adds a rule; earlier ones come first. */
  breaks(rule: Rule): void;
  /** Forgets rules and requests. */
  reset(): void;
  count(method: string, path: RegExp): number;
  close(): Promise<void>;
}

export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const seen: Seen[] = [];
  let rules: (Rule & { left: number })[] = [];
  const sockets = new Set<Socket>();

  const server = createServer(async (incoming, outgoing) => {
    const body = await readAll(incoming);
    const { method = 'GET', url: path = '/' } = incoming;
    const record: Seen = {
      method,
      path,
      authorization: incoming.headers.authorization,
      body: body.toString('utf8'),
      at: Date.now(),
      outcome: '',
    };
    seen.push(record);
    const rule = rules.find((one) => one.left > 0 && (one.method ?? method) === method && one.path.test(path));
    if (rule) rule.left -= 1;
    const again = () => {
      if (rule) rule.left += 1;
    };
    await serve(rule?.fault, { incoming, outgoing, body, target, record, again });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    breaks: (rule) => rules.push({ ...rule, left: rule.times ?? 1 }),
    reset() {
      rules = [];
      seen.length = 0;
    },
    count: (method, path) => seen.filter((one) => one.method === method && path.test(one.path)).length,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Exchange {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  body: Buffer;
  target: string;
  record: Seen;
  /** The rule was not used after all. */
  again(): void;
}

async function serve(fault: Fault | undefined, exchange: Exchange): Promise<void> {
  const { outgoing, record } = exchange;
  if (fault?.kind === 'reset') {
    record.outcome = 'reset';
    outgoing.destroy();
    return;
  }
  if (fault?.kind === 'answer') {
    record.outcome = `fault ${fault.status}`;
    outgoing.writeHead(fault.status, fault.headers ?? { 'content-type': 'text/html' }).end(fault.body);
    return;
  }
  let answer: IncomingMessage;
  try {
    answer = await ask(exchange);
  } catch {
    // What a caller without a proxy would see of a service that is down.
    record.outcome = 'refused';
    outgoing.destroy();
    return;
  }
  record.outcome = String(answer.statusCode);
  if (fault?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms));
  const succeeded = (answer.statusCode ?? 500) < 300;
  if (fault?.kind === 'lose-answer' && !succeeded) exchange.again();
  if (fault?.kind === 'lose-answer' && succeeded) {
    await readAll(answer);
    record.outcome += ', answer lost';
    outgoing.destroy();
    return;
  }
  if (fault?.kind === 'truncate') {
    const whole = await readAll(answer);
    record.outcome += ', truncated';
    outgoing.writeHead(answer.statusCode ?? 502, { 'content-type': 'application/json' });
    outgoing.end(whole.subarray(0, Math.floor(whole.length / 2)));
    return;
  }
  outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(outgoing);
  answer.on('error', () => outgoing.destroy());
  // A stream that nobody reads any more is closed behind the proxy, too.
  outgoing.on('close', () => answer.destroy());
}

function ask({ incoming, body, target }: Exchange): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { host: _, ...headers } = incoming.headers;
    const outgoing = forward(target + incoming.url, { method: incoming.method, headers, agent: false }, resolve);
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of stream) chunks.push(chunk);
  } catch {
    // Cut short by the other side: what came is what there is.
  }
  return Buffer.concat(chunks);
}
