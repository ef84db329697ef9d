import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { Backoff } from '../src/backoff.js';
import { connect, publisher } from '../src/client.js';
import { Tokens } from '../src/tokens.js';

/** A server that knows which tokens are good. */
class ClosedServer {
  good = 'good';
  /** @type {{path: string, token: string | undefined}[]} */
  requests = [];
  /** @type {import('node:http').ServerResponse[]} */
  streams = [];
  #server = createServer((request, response) => this.#onRequest(request, response));

  async start() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get url() {
    const { port } = /** @type {import('node:net').AddressInfo} */ (this.#server.address());
    return `http://127.0.0.1:${port}`;
  }

  stop() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  /** @param {string} name @param {unknown} data */
  tell(name, data) {
    this.streams.at(-1)?.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  #onRequest(request, response) {
    const token = request.headers.authorization?.replace('Bearer ', '');
    const path = (request.url ?? '').replace(/\?.*/, '');
    this.requests.push({ path, token });
    request.resume();
    if (token !== this.good) {
      response.writeHead(401, { 'Content-Type': 'application/problem+json', 'WWW-Authenticate': 'Bearer' });
      response.end(JSON.stringify({ type: 'urn:ovation:problem:unauthorized', status: 401, detail: 'no' }));
    } else if (path === '/v1/stream') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      this.streams.push(response);
      this.tell('open', { connection: 'c1', node: 'n', heartbeatSeconds: 15, resumed: false });
    } else {
      response.writeHead(path === '/likes' ? 202 : 200, { 'Content-Type': 'application/json' });
      response.end(path === '/likes' ? '' : '{"topics":[]}');
    }
  }
}

/** @type {ClosedServer} */
let server;
/** @type {import('../src/client.js').Connection | undefined} */
let connection;

beforeEach(async () => {
  server = await new ClosedServer().start();
});

afterEach(() => {
  connection?.close();
  server.stop();
});

/** @param {() => Promise<string> | string} getToken */
function connectWith(getToken) {
  connection = connect(server.url, {
    topics: ['video:1'],
    getToken,
    backoff: new Backoff({ firstMs: 1, maxMs: 10 }),
  });
  return connection;
}

/** @param {import('../src/client.js').Connection} of @param {string} name */
function state(of, name) {
  return new Promise((resolve) => {
    const stop = of.on('state', (now) => {
      if (now.name === name) {
        stop();
        resolve(now);
      }
    });
  });
}

/** @param {() => boolean} condition */
async function until(condition) {
  while (!condition()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test('a stream is asked for with the token', async () => {
  await state(connectWith(() => 'good'), 'open');
  assert.deepEqual(server.requests, [{ path: '/v1/stream', token: 'good' }]);
});

test('a token that is refused is asked for anew, once', async () => {
  const tokens = ['old', 'good'];
  await state(connectWith(async () => tokens.shift() ?? 'none'), 'open');
  assert.deepEqual(server.requests.map(({ token }) => token), ['old', 'good']);
});

test('a member who is not let in is told apart from a broken network', async () => {
  const closed = await state(connectWith(() => 'bad'), 'closed');
  assert.equal(closed.unauthorized, true);
  assert.equal(server.requests.length, 2);
});

test('a page that cannot give a token is tried again', async () => {
  let asked = 0;
  const giveLater = () => {
    asked++;
    if (asked < 3) {
      throw new Error('offline');
    }
    return 'good';
  };
  await state(connectWith(giveLater), 'open');
  assert.equal(asked, 3);
});

test('the token of a stream is renewed before it expires', async () => {
  const tokens = ['good', 'better'];
  await state(connectWith(() => tokens.shift() ?? 'none'), 'open');
  server.good = 'better';
  server.tell('expiring', { inSeconds: 10 });
  await until(() => server.requests.length === 2);
  assert.deepEqual(server.requests[1], { path: '/v1/stream/c1/token', token: 'better' });
});

test('a stream that ended with its token begins with another', async () => {
  const tokens = ['good', 'better'];
  const opened = connectWith(() => tokens.shift() ?? 'none');
  await state(opened, 'open');
  server.good = 'better';
  server.tell('bye', { reason: 'token-expired', reconnectAfterMs: 1 });
  await state(opened, 'open');
  assert.equal(server.requests.at(-1)?.token, 'better');
});

test('a publisher presents the token', async () => {
  const tokens = ['old', 'good'];
  await publisher(server.url, { getToken: () => tokens.shift() ?? 'none' }).like({ video: '1' });
  assert.deepEqual(server.requests.map(({ token }) => token), ['old', 'good']);
});

test('those who ask at the same time get one token', async () => {
  let asked = 0;
  const tokens = new Tokens(async () => `token${++asked}`);
  const presented = tokens.presentedBy(async (_url, init) => new Response(new Headers(init?.headers).get('Authorization')));
  const answers = await Promise.all([presented('a'), presented('b')]);
  assert.deepEqual(await Promise.all(answers.map((answer) => answer.text())), ['Bearer token1', 'Bearer token1']);
});
