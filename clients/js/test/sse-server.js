import { once } from 'node:events';
import { createServer } from 'node:http';

/**
 * A frontend in miniature on a free port: real sockets, and every step in the test's hand.
 *
 * @typedef {Object} ServedStream
 * @property {URL} url as it was asked for
 * @property {string} connection
 * @property {(name: string, data: unknown, id?: string) => void} send
 * @property {(text: string) => void} write as it is
 * @property {() => void} cut
 * @property {Promise<unknown>} ended by whichever side
 */
export class SseServer {
  #server = createServer((request, response) => this.#onRequest(request, response));
  /** @type {ServedStream[]} */
  #streams = [];
  /** @type {((stream: ServedStream) => void)[]} */
  #awaiting = [];

  /** What the next stream requests are refused with, first one first. */
  refusals = /** @type {Refusal[]} */ ([]);
  heartbeatSeconds = 15;
  /** Unlike a server of the previous version, which takes `video:42@a1` for no topic. */
  knowsIdsOfTopics = true;
  /** @type {{connection: string, body: any}[]} */
  topicChanges = [];
  /** @type {(connection: string) => {status: number, body: unknown}} */
  answerTopicChange = () => ({ status: 200, body: { topics: [] } });
  opened = 0;
  /** What `open` has beside the usual. */
  open = {};
  /** Every request with receipts. @type {{body: any, authorization?: string}[]} */
  receipts = [];
  /** What they are answered with. */
  answerReceipts = () => ({ status: 200, body: /** @type {any} */ ({ now: Date.now() }) });
  /** As behind a proxy that keeps back what is not finished. */
  buffers = false;
  /** Every request to poll. @type {URL[]} */
  polls = [];
  /** What the next polls are answered with, first one first; then they are held. @type {unknown[][]} */
  pollAnswers = [];

  async start() {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get url() {
    const { port } = /** @type {import('node:net').AddressInfo} */ (this.#server.address());
    return `http://127.0.0.1:${port}`;
  }

  /** @returns {Promise<ServedStream>} the next stream that a client opens, or has opened unnoticed */
  nextStream() {
    const stream = this.#streams.shift();
    return stream ? Promise.resolve(stream) : new Promise((resolve) => this.#awaiting.push(resolve));
  }

  stop() {
    this.#server.close();
    this.dropAll();
  }

  dropAll() {
    this.#server.closeAllConnections();
  }

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  async #onRequest(request, response) {
    const url = new URL(request.url ?? '/', this.url);
    const change = /^\/v1\/stream\/([^/]+)\/topics$/.exec(url.pathname);
    if (change) {
      const connection = /** @type {string} */ (change[1]);
      this.topicChanges.push({ connection, body: JSON.parse(await text(request)) });
      const { status, body } = this.answerTopicChange(connection);
      response
        .writeHead(status, { 'Content-Type': status === 200 ? 'application/json' : 'application/problem+json' })
        .end(JSON.stringify(body));
      return;
    }
    if (url.pathname === '/v1/receipts') {
      this.receipts.push({ body: JSON.parse(await text(request)), authorization: request.headers.authorization });
      const { status, body } = this.answerReceipts();
      response
        .writeHead(status, { 'Content-Type': status === 200 ? 'application/json' : 'application/problem+json' })
        .end(JSON.stringify(body));
      return;
    }
    const refusal = this.refusals.shift();
    if (refusal !== undefined) {
      refuse(response, refusal);
      return;
    }
    if (!this.knowsIdsOfTopics && url.searchParams.getAll('topic').some((topic) => topic.includes('@'))) {
      refuse(response, { status: 400 });
      return;
    }
    if (url.pathname === '/missing') {
      refuse(response, { status: 404 });
    } else if (url.pathname === '/v1/poll') {
      this.#onPoll(url, response);
    } else if (!this.buffers) {
      this.#openStream(url, response);
    }
  }

  /**
   * @param {URL} url
   * @param {import('node:http').ServerResponse} response
   */
  #onPoll(url, response) {
    this.polls.push(url);
    const events = this.pollAnswers.shift();
    if (events !== undefined) {
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(events));
    }
  }

  /**
   * @param {URL} url
   * @param {import('node:http').ServerResponse} response
   */
  #openStream(url, response) {
    const connection = `c${++this.opened}`;
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    const stream = {
      url,
      connection,
      /** @type {ServedStream['send']} */
      send: (name, data, id) =>
        stream.write(`${id ? `id: ${id}\n` : ''}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`),
      /** @param {string} text */
      write: (text) => void response.write(text),
      cut: () => void response.destroy(),
      ended: once(response, 'close'),
    };
    stream.send('open', { connection, node: 'test', heartbeatSeconds: this.heartbeatSeconds, resumed: false, ...this.open });
    const awaiting = this.#awaiting.shift();
    awaiting ? awaiting(stream) : this.#streams.push(stream);
  }
}

/** As Ovation does, unless it says otherwise. @typedef {{status: number, type?: string, headers?: Record<string, string>}} Refusal */

/**
 * @param {import('node:http').ServerResponse} response
 * @param {Refusal} refusal
 */
function refuse(response, { status, type = 'urn:ovation:problem:invalid', headers }) {
  response.writeHead(status, { 'Content-Type': 'application/problem+json', ...headers });
  response.end(JSON.stringify({ type, title: 'No', status, detail: 'not this' }));
}

/** @param {import('node:http').IncomingMessage} request */
export async function text(request) {
  let body = '';
  for await (const chunk of request) {
    body += chunk;
  }
  return body;
}
