import { Backoff } from './backoff.js';
import { postJson } from './http.js';
import { Poll } from './poll.js';
import { Receipts } from './receipts.js';
import { ResumePoint } from './resume-point.js';
import { ServerList } from './server-list.js';
import { Stream } from './stream.js';
import { Tokens } from './tokens.js';
import { Topics } from './topics.js';

/** @typedef {import('./events.js').State} State */
/** @typedef {import('./topics.js').TopicChange} TopicChange */

/**
 * @typedef {Object} LinkOptions
 * @property {Iterable<string>} [topics] to watch from the start
 * @property {string} [member] who watches, for presence
 * @property {Iterable<[string, string]>} [ids] by topic: where an earlier link left off
 * @property {import('./tokens.js').GetToken} [getToken] where access is closed
 * @property {typeof fetch} [fetch]
 * @property {Backoff} [backoff] waits between two streams
 * @property {number} [openTimeoutMs] how long a stream may take to open before the server is polled instead
 * @property {boolean} [receipts] whether the server is told when sampled events came and how far behind the
 *     video they were shown, if it asks for it; true by default
 */

/**
 * @typedef {Object} LinkHandlers
 * @property {(name: keyof import('./events.js').StreamEvents, event: any, eventId?: string) => void} onEvent as it comes,
 *     repetitions too
 * @property {(state: State) => void} onState
 */

/** A stream that lasted this long was no failure: the next wait is a short one again. */
const STABLE_MS = 5_000;
/** With the request of a poll, a viewer behind a proxy that buffers sees something within 5 s. */
const OPEN_TIMEOUT_MS = 4_000;
/** What a server takes: a day. */
const MOST_BEHIND_MS = 86_400_000;
/** Instead of the server's name of a stream. */
const POLLING = 'poll';
const UNAUTHORIZED = 401;

/** Holds topics over one stream after another, and by polling where no stream comes through. */
export class Link {
  #servers;
  #member;
  #tokens;
  #fetch;
  #backoff;
  #openTimeoutMs;
  #handlers;
  #topics;
  /** @type {State} */
  #state = { name: 'connecting' };
  /** Told of every change of the state, once. @type {(() => void)[]} */
  #awaiting = [];
  /** @type {Stream | Poll | undefined} */
  #stream;
  /** The server's name of the open stream; empty unless it is open. */
  #connection = '';
  #openedAt = 0;
  #isPassive = false;
  /** Whether the open stream is. */
  #isStreamPassive = false;
  #areReceiptsAllowed;
  /** If the open stream asks for them. @type {Receipts | undefined} */
  #receipts;
  #resumePoint;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #reconnectTimer;

  /**
   * @param {string[]} urls
   * @param {LinkOptions} options
   * @param {LinkHandlers} handlers
   */
  constructor(urls, options, handlers) {
    this.#servers = new ServerList(urls);
    this.#topics = new Topics(options.topics ?? [], {
      whenOpen: () => this.#whenOpen(),
      isCurrent: (connection) => connection === this.#connection,
      post: (connection, change) => this.#postTopics(connection, change),
      onUnknown: (connection) => connection === this.#connection && this.#reconnect('unknown to the server'),
    });
    this.#member = options.member;
    const send = options.fetch ?? globalThis.fetch.bind(globalThis);
    this.#tokens = options.getToken && new Tokens(options.getToken);
    this.#fetch = this.#tokens?.presentedBy(send) ?? send;
    this.#backoff = options.backoff ?? new Backoff();
    this.#openTimeoutMs = options.openTimeoutMs ?? OPEN_TIMEOUT_MS;
    this.#areReceiptsAllowed = options.receipts ?? true;
    this.#resumePoint = new ResumePoint(options.ids);
    this.#handlers = handlers;
    globalThis.addEventListener?.('online', this.#retryNow);
    // Not at once, so that the caller can still listen to the first events.
    queueMicrotask(() => this.#connect());
  }

  get state() {
    return this.#state;
  }

  get topics() {
    return this.#topics.all;
  }

  /** By topic: where another link could go on. */
  get ids() {
    return this.#resumePoint.ids;
  }

  /** @param {Partial<TopicChange>} change */
  async change(change) {
    const topics = await this.#topics.change(change);
    this.#resumePoint.keep(topics);
    if (this.#stream instanceof Poll) {
      this.#stream.askAnew();
    }
    return topics;
  }

  /** @param {boolean} isPassive nobody looks: only what cannot be made up for needs to come */
  setPassive(isPassive) {
    if (this.#isPassive !== isPassive) {
      this.#isPassive = isPassive;
      if (this.#connection !== '') {
        this.#tellPassive();
      }
    }
  }

  /**
   * The page is about to have the event.
   *
   * @param {keyof import('./events.js').StreamEvents} name
   * @param {{trace?: string}} event
   * @param {number} behindMs see `MediaDelay`
   */
  shown(name, { trace }, behindMs) {
    if (trace && Math.abs(behindMs) <= MOST_BEHIND_MS) {
      this.#receipts?.shown(name, trace, Math.round(behindMs));
    }
  }

  /** Ends the stream for good. */
  close() {
    this.#close('closed by the client');
  }

  #connect() {
    if (this.#state.name === 'closed') {
      return;
    }
    this.#enter({ name: 'connecting' });
    this.#resumePoint.isByTopic = true; // whoever answers now may be another server
    this.#open();
  }

  #open() {
    const url = this.#url('/v1/stream', this.#resumePoint.forStream(this.topics));
    this.#stream = new Stream(url, this.#fetch, this.#openTimeoutMs, {
      onEvent: (name, event, eventId) => this.#onEvent(name, event, eventId),
      onEnd: (end) => (end.unopened ? this.#poll() : this.#onEnd(end)),
    });
  }

  async #tellPassive() {
    const passive = this.#isPassive;
    try {
      await this.#topics.change({ passive });
      this.#isStreamPassive = passive;
    } catch {
      // It must not stay so before somebody's eyes; a new one is not.
      if (this.#isStreamPassive && !passive) {
        this.#reconnect('the stream stayed passive');
      }
    }
  }

  #poll() {
    this.#stream = new Poll(this.#fetch, {
      url: () => this.#url('/v1/poll', this.#resumePoint.forPoll(this.topics)),
      onAnswer: () => this.#onPollAnswer(),
      onEvent: (name, event, eventId) => this.#onEvent(name, event, eventId),
      onEnd: (end) => this.#onEnd(end),
    });
  }

  /**
   * @param {string} path
   * @param {import('./resume-point.js').Watch} watch
   */
  #url(path, { topics, lastEventId }) {
    const query = new URLSearchParams(topics.map((topic) => ['topic', topic]));
    for (const [name, value] of Object.entries({ member: this.#member, lastEventId })) {
      if (value) {
        query.set(name, value);
      }
    }
    return `${this.#servers.current}${path}?${query}`;
  }

  #onPollAnswer() {
    if (this.#connection === '') {
      this.#connection = POLLING;
      this.#openedAt = Date.now();
      this.#enter({ name: 'open', polling: true });
    }
  }

  /**
   * @param {keyof import('./events.js').StreamEvents} name
   * @param {any} event
   * @param {string} [eventId]
   */
  #onEvent(name, event, eventId) {
    this.#resumePoint.received(name, event.topic, eventId);
    if (event.trace) {
      this.#receipts?.received(name, event.trace);
    }
    if (name === 'open') {
      this.#receipts = event.receipts && this.#areReceiptsAllowed ? this.#newReceipts() : undefined;
      this.#connection = event.connection;
      this.#openedAt = Date.now();
      this.#enter({ name: 'open' });
      if (this.#isPassive) {
        this.#tellPassive();
      }
    }
    if (name === 'expiring') {
      this.#renewToken();
    }
    this.#handlers.onEvent(name, event, eventId);
  }

  #newReceipts() {
    const url = `${this.#servers.current}/v1/receipts`;
    return new Receipts((body, keepalive) => postJson(this.#fetch, url, body, { keepalive }));
  }

  /** If that fails the stream ends with its token, and the next one begins with another. */
  async #renewToken() {
    const connection = this.#connection;
    try {
      await this.#tokens?.renewed();
      if (this.#tokens && connection !== '' && connection === this.#connection) {
        await postJson(this.#fetch, `${this.#servers.current}/v1/stream/${encodeURIComponent(connection)}/token`, {});
      }
    } catch {
      // As above.
    }
  }

  /** @param {import('./stream.js').StreamEnd} end */
  #onEnd({ reason, status, retryAfterMs, refused, elsewhere }) {
    if (this.#resumePoint.isByTopic && this.ids.length > 0 && (status === 400 || status === 414)) {
      // A server of the previous version knows no topic with an id, and for some proxies the request may be too long.
      this.#resumePoint.isByTopic = false;
      this.#stream instanceof Poll ? this.#poll() : this.#open();
      return;
    }
    if (refused) {
      this.#close(reason, status === UNAUTHORIZED);
      return;
    }
    const wasOpen = this.#connection !== '';
    const another = elsewhere && this.#servers.next();
    // What a server that does not take us asked for does not bind us at another one.
    this.#reconnect(reason, another && !wasOpen ? undefined : retryAfterMs);
  }

  /**
   * @param {string} reason
   * @param {number} [askedMs] what the server asked for
   */
  #reconnect(reason, askedMs) {
    if (this.#connection !== '' && Date.now() - this.#openedAt >= STABLE_MS) {
      this.#backoff.reset();
    }
    this.#drop();
    const retryInMs = this.#backoff.next(askedMs);
    this.#reconnectTimer = setTimeout(() => this.#connect(), retryInMs);
    this.#enter({ name: 'waiting', retryInMs, attempt: this.#backoff.attempts, reason });
  }

  #retryNow = () => {
    if (this.#state.name === 'waiting') {
      this.#drop();
      this.#connect();
    }
  };

  #drop() {
    clearTimeout(this.#reconnectTimer);
    this.#stream?.close();
    this.#receipts?.close();
    this.#receipts = undefined;
    this.#connection = '';
    this.#isStreamPassive = false;
  }

  /**
   * @param {string} reason
   * @param {boolean} [unauthorized] whether a token would help
   */
  #close(reason, unauthorized = false) {
    if (this.#state.name !== 'closed') {
      this.#drop();
      globalThis.removeEventListener?.('online', this.#retryNow);
      this.#enter(unauthorized ? { name: 'closed', reason, unauthorized: true } : { name: 'closed', reason });
    }
  }

  /** @param {State} state */
  #enter(state) {
    this.#state = state;
    this.#handlers.onState(state);
    this.#awaiting.splice(0).forEach((resume) => resume());
  }

  /** @returns {Promise<string>} the server's name of the stream */
  async #whenOpen() {
    while (this.#connection === '') {
      if (this.#state.name === 'closed') {
        throw new Error('The connection is closed');
      }
      await new Promise((resolve) => this.#awaiting.push(() => resolve(undefined)));
    }
    return this.#connection;
  }

  /**
   * @param {string} connection
   * @param {TopicChange} change
   */
  async #postTopics(connection, change) {
    if (connection === POLLING) {
      return; // the next request has them
    }
    await postJson(this.#fetch, `${this.#servers.current}/v1/stream/${encodeURIComponent(connection)}/topics`, change);
  }
}
