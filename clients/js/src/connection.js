import { Link } from './link.js';
import { Listeners } from './listeners.js';
import { MediaDelay } from './media-delay.js';
import { canShare, SharedLink } from './shared-link.js';
import { TopicStates } from './topic-states.js';

/** Not in Node. @type {Document | undefined} */
const document = globalThis.document;

/** @typedef {import('./events.js').Events} Events */

/**
 * @typedef {Object} ConnectionOptions
 * @property {Iterable<string>} [topics] to watch from the start
 * @property {string} [member] who watches, for presence
 * @property {string[]} [urls] of further servers, to go to when one does not answer or asks to go
 * @property {boolean} [shared] over one stream with all tabs of this browser that have the same servers and member;
 *     where the browser cannot do that, over one of its own
 * @property {import('./tokens.js').GetToken} [getToken] gives a token where access is closed, again before it expires and
 *     when it is refused
 * @property {typeof fetch} [fetch]
 * @property {import('./backoff.js').Backoff} [backoff] waits between two streams
 * @property {number} [openTimeoutMs] how long a stream may take to open
 * @property {boolean} [receipts] whether the server is told when sampled events came and how far behind the
 *     video they were shown, if it asks for it; true by default
 */

/** One viewer's topics, and what has come of them. */
export class Connection {
  /** @type {Listeners<Events>} */
  #listeners = new Listeners();
  #states = new TopicStates();
  #delay = new MediaDelay((name, event, isStale) => {
    const news = this.#states.apply(name, event);
    if (news && !isStale) {
      this.#link.shown(name, event, this.#delay.behindMs(event));
      this.#listeners.emit(name, news);
    }
  });
  #link;

  /**
   * @param {string} url
   * @param {ConnectionOptions} [options]
   */
  constructor(url, { urls = [], shared = false, ...options } = {}) {
    const servers = [url, ...urls];
    /** @type {import('./link.js').LinkHandlers} */
    const handlers = {
      onEvent: (name, event) => this.#delay.pass(name, event),
      onState: (state) => this.#onState(state),
    };
    this.#link = shared && canShare() ? new SharedLink(servers, options, handlers) : new Link(servers, options, handlers);
    document?.addEventListener('visibilitychange', this.#onVisibility);
    this.#onVisibility();
  }

  /** How the connection fares; the `state` event tells of changes. */
  get state() {
    return this.#link.state;
  }

  /** The topics watched now, and again after every reconnect. */
  get topics() {
    return this.#link.topics;
  }

  /**
   * A topic as it stands: totals, viewers and the latest comments, each once, whatever the server repeats.
   *
   * @param {string} topic
   */
  stateOf(topic) {
    return this.#states.of(topic);
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
    return this.#link.change({ subscribe: topics });
  }

  /**
   * @param {...string} topics
   * @returns {Promise<string[]>} all topics still watched
   */
  async unsubscribe(...topics) {
    const left = await this.#link.change({ unsubscribe: topics });
    this.#states.forget(topics);
    return left;
  }

  /**
   * From now on, what carries a `mediaTime` waits until the playhead gets there.
   *
   * @param {import('./media-delay.js').Media} media a `<video>`, or anything with the seconds that `mediaTime` counts
   * @returns {() => void} lets everything pass again, and what waits at once
   */
  attach(media) {
    this.#delay.follow(media);
    return () => this.#delay.follow(undefined);
  }

  /**
   * A passive viewer is told comments, retractions, presence and gaps, but no likes, typing or number of viewers; when it
   * becomes active again, snapshots catch up. A page in the browser is passive while it is hidden, without being told.
   *
   * @param {boolean} isPassive
   */
  setPassive(isPassive) {
    this.#link.setPassive(isPassive);
  }

  /** Ends it for good. */
  close() {
    this.#link.close();
  }

  #onVisibility = () => document && this.setPassive(document.hidden);

  /** @param {import('./events.js').State} state */
  #onState(state) {
    if (state.name === 'closed') {
      this.#delay.close();
      document?.removeEventListener('visibilitychange', this.#onVisibility);
    }
    this.#listeners.emit('state', state);
  }
}
