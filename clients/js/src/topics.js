import { isFinal, LONGEST_PAUSE_MS, pause, ProblemError } from './http.js';

/** @typedef {{subscribe: string[], unsubscribe: string[], passive?: boolean}} TopicChange */

/**
 * @typedef {Object} OpenStream
 * @property {() => Promise<string>} whenOpen the server's name of the stream; waits for one, rejects if none will come
 * @property {(connection: string) => boolean} isCurrent whether this stream is still the open one
 * @property {(connection: string, change: TopicChange) => Promise<unknown>} post
 * @property {(connection: string) => void} onUnknown the server does not know the stream
 */

const TOPIC = /^(video|conversation|presence):[A-Za-z0-9._~-]{1,128}$/;
const ATTEMPTS = 4;
const PAUSE_MS = 500;

/** What is watched: changed in the server first, one change after the other, and then held for the streams to come. */
export class Topics {
  #topics;
  #stream;
  /** @type {Promise<unknown>} */
  #changes = Promise.resolve();

  /**
   * @param {Iterable<string>} topics
   * @param {OpenStream} stream
   */
  constructor(topics, stream) {
    this.#topics = new Set(checkedTopics(topics));
    this.#stream = stream;
  }

  /** @returns {string[]} */
  get all() {
    return [...this.#topics];
  }

  /**
   * @param {Partial<TopicChange>} change
   * @returns {Promise<string[]>}
   */
  async change({ subscribe = [], unsubscribe = [], passive }) {
    const change = { subscribe: checkedTopics(subscribe), unsubscribe: checkedTopics(unsubscribe), passive };
    const done = this.#changes.then(() => this.#apply(change));
    this.#changes = done.catch(() => {});
    return done;
  }

  /** @param {TopicChange} change */
  async #apply(change) {
    for (let attempt = 1; ; attempt++) {
      const connection = await this.#stream.whenOpen();
      try {
        await this.#stream.post(connection, change);
      } catch (error) {
        await this.#recover(error, connection, attempt);
        continue;
      }
      // Otherwise the stream was replaced meanwhile by one that knows nothing of the change.
      if (this.#stream.isCurrent(connection)) {
        change.subscribe.forEach((topic) => this.#topics.add(topic));
        change.unsubscribe.forEach((topic) => this.#topics.delete(topic));
        return this.all;
      }
    }
  }

  /**
   * @param {unknown} error
   * @param {string} connection
   * @param {number} attempt
   */
  async #recover(error, connection, attempt) {
    const { status, retryAfterMs = 0 } = error instanceof ProblemError ? error : {};
    const isUnknown = isFinal(error) && status === 404;
    if (attempt === ATTEMPTS || (isFinal(error) && !isUnknown) || retryAfterMs > LONGEST_PAUSE_MS) {
      throw error;
    }
    if (isUnknown) {
      this.#stream.onUnknown(connection);
    } else {
      await pause(Math.max(PAUSE_MS * attempt, retryAfterMs));
    }
  }
}

/**
 * Refused here rather than by the server: a browser does not tell why a stream was refused.
 *
 * @param {Iterable<string>} topics
 */
export function checkedTopics(topics) {
  const list = [...topics];
  for (const topic of list) {
    if (!TOPIC.test(topic)) {
      throw new TypeError(
        `topic '${topic}' must be video:, conversation: or presence: and an id of 1 to 128 of A-Z a-z 0-9 . _ ~ -`,
      );
    }
  }
  return list;
}
