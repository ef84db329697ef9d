import { Backoff } from './backoff.js';
import { postJson, ProblemError, withoutTrailingSlash } from './http.js';
import { Listeners } from './listeners.js';
import { RecentKeys } from './recent-keys.js';
import { Stream } from './stream.js';
import { Topics } from './topics.js';

/** @typedef {import('./events.js').Events} Events */
/** @typedef {import('./events.js').State} State */
/** @typedef {import('./topics.js').TopicChange} TopicChange */

/**
 * @typedef {Object} ConnectionOptions
 * @property {Iterable<string>} [topics] to watch from the start
 * @property {string} [member] who watches, for presence
 * @property {new (url: string) => import('./stream.js').EventSourceLike} [EventSource] where there is no global one
 * @property {typeof fetch} [fetch]
 * @property {Backoff} [backoff] waits between two streams
 * @property {number} [openTimeoutMs] how long a stream may take to open
 */

const REMEMBERED_KEYS = 4_096;
/** A stream that lasted this long was no failure: the next wait is a short one again. */
const STABLE_MS = 5_000;

/**
 * One viewer's topics, over one stream after another.
 *
 * Reconnecting is done here rather than by EventSource, whose own is not backed off and gives up for good at the first
 * 503. The price: a `retry:` field, which EventSource does not show, has no effect; the server's `bye` does.
 */
export class Connection {
  #url;
  #member;
  #EventSource;
  #fetch;
  #backoff;
  #openTimeoutMs;
  /** @type {Listeners<Events>} */
  #listeners = new Listeners();
  #seen = new RecentKeys(REMEMBERED_KEYS);
  #topics;
  /** @type {State} */
  #state = { name: 'connecting' };
  /** @type {Stream | undefined} */
  #stream;
  /** The server's name of the open stream; empty unless it is open. */
  #connection = '';
  #openedAt = 0;
  #lastEventId = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #reconnectTimer;

  /**
   * @param {string} url
   * @param {ConnectionOptions} [options]
   */
  constructor(url, options = {}) {
    this.#url = withoutTrailingSlash(url);
    this.#topics = new Topics(options.topics ?? [], {
      whenOpen: () => this.#whenOpen(),
      isCurrent: (connection) => connection === this.#connection,
      post: (connection, change) => this.#postTopics(connection, change),
      onUnknown: (connection) => connection === this.#connection && this.#reconnect('unknown to the server'),
    });
    this.#member = options.member;
    this.#EventSource = options.EventSource ?? globalThis.EventSource;
    this.#fetch = options.fetch ?? globalThis.fetch.bind(globalThis);
    this.#backoff = options.backoff ?? new Backoff();
    this.#openTimeoutMs = options.openTimeoutMs ?? 15_000;
    if (this.#EventSource === undefined) {
      throw new TypeError('There is no global EventSource here: pass one as options.EventSource');
    }
    globalThis.addEventListener?.('online', this.#retryNow);
    // Not at once, so that the caller can still listen to the first events.
    queueMicrotask(() => this.#connect());
  }

  /** How the connection fares; the `state` event tells of changes. */
  get state() {
    return this.#state;
  }

  /** The topics watched now, and again after every reconnect. */
  get topics() {
    return this.#topics.all;
  }

  /**
   * @template {keyof Events} Name
   * @param {Name} name
   * @param {(event: Events[Name]) => void} listener
   * @returns {() => void} stops listening
   */
  on(name, listener) {
    return this.#listeners.add(name, listener);
  }

  /**
   * Waits for an open stream if there is none.
   *
   * @param {...string} topics
   * @returns {Promise<string[]>} all topics now watched
   * @throws {ProblemError} if the server refuses; then nothing has changed
   */
  subscribe(...topics) {
    return this.#topics.change({ subscribe: topics });
  }

  /**
   * @param {...string} topics
   * @returns {Promise<string[]>} all topics still watched
   */
  unsubscribe(...topics) {
    return this.#topics.change({ unsubscribe: topics });
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
    this.#stream = new Stream(this.#streamUrl(), this.#EventSource, this.#openTimeoutMs, {
      onEvent: (name, event, eventId) => this.#onEvent(name, event, eventId),
      onEnd: (end) => (end.refused ? this.#close(end.reason) : this.#reconnect(end.reason, end.reconnectAfterMs)),
      isHeld: (connection) => this.#isHeld(connection),
    });
  }

  #streamUrl() {
    const query = new URLSearchParams(this.topics.map((topic) => ['topic', topic]));
    if (this.#member !== undefined) {
      query.set('member', this.#member);
    }
    if (this.#lastEventId !== '') {
      query.set('lastEventId', this.#lastEventId);
    }
    return `${this.#url}/v1/stream?${query}`;
  }

  /**
   * @param {keyof import('./events.js').StreamEvents} name
   * @param {any} event
   * @param {string} eventId
   */
  #onEvent(name, event, eventId) {
    // The latest received, not the highest: across topics ids may arrive slightly out of order, and what the server
    // therefore repeats is dropped.
    this.#lastEventId = eventId || this.#lastEventId;
    if (this.#isRepeated(name, event, eventId)) {
      return;
    }
    if (name === 'open') {
      this.#connection = event.connection;
      this.#openedAt = Date.now();
      this.#enter({ name: 'open' });
    }
    this.#listeners.emit(name, event);
  }

  /**
   * Only what adds up needs this; other events replace what was, so that repeating them does no harm. (Nor could their
   * ids tell: EventSource gives an event without an id that of its predecessor.)
   *
   * @param {string} name
   * @param {any} event
   * @param {string} eventId
   */
  #isRepeated(name, event, eventId) {
    if (name === 'comment') {
      return !this.#seen.add(`comment ${event.topic} ${event.id}`);
    }
    return name === 'likes' && eventId !== '' && !this.#seen.add(`likes ${event.topic} ${eventId}`);
  }

  /**
   * @param {string} reason
   * @param {number} [reconnectAfterMs]
   */
  #reconnect(reason, reconnectAfterMs) {
    if (this.#connection !== '' && Date.now() - this.#openedAt >= STABLE_MS) {
      this.#backoff.reset();
    }
    this.#drop();
    const retryInMs = this.#backoff.next(reconnectAfterMs);
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
    this.#connection = '';
  }

  /** @param {string} reason */
  #close(reason) {
    if (this.#state.name !== 'closed') {
      this.#drop();
      globalThis.removeEventListener?.('online', this.#retryNow);
      this.#enter({ name: 'closed', reason });
    }
  }

  /** @param {State} state */
  #enter(state) {
    this.#state = state;
    this.#listeners.emit('state', state);
  }

  /** @returns {Promise<string>} the server's name of the stream */
  async #whenOpen() {
    while (this.#connection === '') {
      if (this.#state.name === 'closed') {
        throw new Error('The connection is closed');
      }
      await new Promise((resolve) => {
        const stop = this.on('state', () => {
          stop();
          resolve(undefined);
        });
      });
    }
    return this.#connection;
  }

  /**
   * @param {string} connection
   * @param {TopicChange} change
   */
  #postTopics(connection, change) {
    return postJson(this.#fetch, `${this.#url}/v1/stream/${encodeURIComponent(connection)}/topics`, change);
  }

  /**
   * An empty change of topics changes nothing, but only a server that holds the stream confirms it.
   *
   * @param {string} connection
   */
  async #isHeld(connection) {
    try {
      await this.#postTopics(connection, { subscribe: [], unsubscribe: [] });
      return true;
    } catch (error) {
      return error instanceof ProblemError && error.status !== 404;
    }
  }
}
