import { Backoff } from './backoff.js';
import { postJson } from './http.js';
import { Listeners } from './listeners.js';
import { ResumePoint } from './resume-point.js';
import { ServerList } from './server-list.js';
import { Stream } from './stream.js';
import { TopicState } from './topic-state.js';
import { Topics } from './topics.js';

/** @typedef {import('./events.js').Events} Events */
/** @typedef {import('./events.js').State} State */
/** @typedef {import('./topics.js').TopicChange} TopicChange */

/**
 * @typedef {Object} ConnectionOptions
 * @property {Iterable<string>} [topics] to watch from the start
 * @property {string} [member] who watches, for presence
 * @property {string[]} [urls] of further servers, to go to when one does not answer or asks to go
 * @property {typeof fetch} [fetch]
 * @property {Backoff} [backoff] waits between two streams
 * @property {number} [openTimeoutMs] how long a stream may take to open
 */

/** A stream that lasted this long was no failure: the next wait is a short one again. */
const STABLE_MS = 5_000;

/** One viewer's topics, over one stream after another. */
export class Connection {
  #servers;
  #member;
  #fetch;
  #backoff;
  #openTimeoutMs;
  /** @type {Listeners<Events>} */
  #listeners = new Listeners();
  #topics;
  /** @type {Map<string, TopicState>} */
  #states = new Map();
  /** @type {State} */
  #state = { name: 'connecting' };
  /** @type {Stream | undefined} */
  #stream;
  /** The server's name of the open stream; empty unless it is open. */
  #connection = '';
  #openedAt = 0;
  #resumePoint = new ResumePoint();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #reconnectTimer;

  /**
   * @param {string} url
   * @param {ConnectionOptions} [options]
   */
  constructor(url, options = {}) {
    this.#servers = new ServerList([url, ...(options.urls ?? [])]);
    this.#topics = new Topics(options.topics ?? [], {
      whenOpen: () => this.#whenOpen(),
      isCurrent: (connection) => connection === this.#connection,
      post: (connection, change) => this.#postTopics(connection, change),
      onUnknown: (connection) => connection === this.#connection && this.#reconnect('unknown to the server'),
    });
    this.#member = options.member;
    this.#fetch = options.fetch ?? globalThis.fetch.bind(globalThis);
    this.#backoff = options.backoff ?? new Backoff();
    this.#openTimeoutMs = options.openTimeoutMs ?? 15_000;
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
   * A topic as it stands: totals, viewers and the latest comments, each once, whatever the server repeats.
   *
   * @param {string} topic
   * @returns {Omit<import('./events.js').Snapshot, 'topic'> | undefined} undefined until its first snapshot
   */
  stateOf(topic) {
    const state = this.#states.get(topic);
    return state && { likes: { ...state.likes }, viewers: state.viewers, comments: [...state.comments] };
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
  async unsubscribe(...topics) {
    const left = await this.#topics.change({ unsubscribe: topics });
    topics.forEach((topic) => this.#states.delete(topic));
    this.#resumePoint.forget(topics);
    return left;
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
    this.#resumePoint.resume(this.topics);
    this.#stream = new Stream(this.#streamUrl(), this.#fetch, this.#openTimeoutMs, {
      onEvent: (name, event, eventId) => this.#onEvent(name, event, eventId),
      onEnd: (end) => this.#onEnd(end),
    });
  }

  #streamUrl() {
    const query = new URLSearchParams(this.topics.map((topic) => ['topic', topic]));
    if (this.#member !== undefined) {
      query.set('member', this.#member);
    }
    if (this.#resumePoint.id !== '') {
      query.set('lastEventId', this.#resumePoint.id);
    }
    return `${this.#servers.current}/v1/stream?${query}`;
  }

  /**
   * @param {keyof import('./events.js').StreamEvents} name
   * @param {any} event
   * @param {string} [eventId]
   */
  #onEvent(name, event, eventId) {
    this.#resumePoint.received(name, event.topic, eventId);
    if (name === 'open') {
      this.#connection = event.connection;
      this.#openedAt = Date.now();
      this.#enter({ name: 'open' });
    }
    if (this.#apply(name, event)) {
      this.#listeners.emit(name, event);
    }
  }

  /**
   * A topic begins with its snapshot. What comes earlier is in it, and what comes after `unsubscribe` was on its way:
   * neither is told, or there would be a state that nobody asked for.
   *
   * @param {string} name
   * @param {any} event
   * @returns {boolean} whether it is news; what is not a comment replaces what was, so that repeating it does no harm
   */
  #apply(name, event) {
    const state = this.#states.get(event.topic);
    switch (name) {
      case 'snapshot':
        return this.#take(event, state);
      case 'comment':
        return state?.comment(event) ?? false;
      case 'likes':
        state?.count(event.total);
        return state !== undefined;
      case 'viewers':
        state?.watchedBy(event.count);
        return state !== undefined;
      default:
        return true;
    }
  }

  /**
   * @param {import('./events.js').Snapshot} snapshot
   * @param {TopicState} [known]
   */
  #take(snapshot, known) {
    const state = known ?? new TopicState();
    state.take(snapshot);
    this.#states.set(snapshot.topic, state);
    return true;
  }

  /** @param {import('./stream.js').StreamEnd} end */
  #onEnd({ reason, retryAfterMs, refused, elsewhere }) {
    if (refused) {
      this.#close(reason);
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
    return postJson(this.#fetch, `${this.#servers.current}/v1/stream/${encodeURIComponent(connection)}/topics`, change);
  }
}
