import { Backoff } from './backoff.js';
import { isFinal, LONGEST_PAUSE_MS, pause, postJson, ProblemError, withoutTrailingSlash } from './http.js';
import { randomKey } from './random-key.js';
import { Tokens } from './tokens.js';

const TYPING_EVERY_MS = 3_000;
const COMMENT_ATTEMPTS = 4;

/**
 * Where a comment or a typing notice belongs.
 *
 * @typedef {{video: string, conversation?: undefined} | {conversation: string, video?: undefined}} Target
 */

/**
 * @typedef {Object} PublisherOptions
 * @property {import('./tokens.js').GetToken} [getToken] gives a token where access is closed
 * @property {typeof fetch} [fetch]
 * @property {Backoff} [backoff] pauses between the attempts of one comment
 * @property {() => number} [now] milliseconds
 */

/**
 * Publishes what a member does.
 *
 * @param {string} url of the publisher API, for instance `http://localhost:8081`
 * @param {PublisherOptions} [options]
 */
export function publisher(url, options) {
  return new Publisher(url, options);
}

/** Every method rejects with a {@link ProblemError} if the server refuses. */
export class Publisher {
  #url;
  #fetch;
  #newBackoff;
  #now;
  /** @type {Map<string, number>} when each target was last told, newest last */
  #typingToldAt = new Map();

  /**
   * @param {string} url
   * @param {PublisherOptions} [options]
   */
  constructor(url, { getToken, fetch = globalThis.fetch.bind(globalThis), backoff, now = Date.now } = {}) {
    this.#url = withoutTrailingSlash(url);
    this.#fetch = getToken ? new Tokens(getToken).presentedBy(fetch) : fetch;
    this.#newBackoff = () => backoff ?? new Backoff({ firstMs: 500, maxMs: 4_000 });
    this.#now = now;
  }

  /**
   * Not repeated when the outcome is unknown: a like that got lost does less harm than one that counts twice.
   *
   * @param {{video: string, reaction?: string, count?: number, member?: string, mediaTime?: number}} like
   * @returns {Promise<void>} resolves when it is committed
   */
  async like(like) {
    await this.#post('/likes', like);
  }

  /**
   * Repeated a few times when the server cannot be reached or is busy, or something in between answers for it; the
   * comment appears once all the same.
   *
   * @param {Target & {member: string, text: string, mediaTime?: number}} comment
   * @returns {Promise<{id: string}>} resolves when it is committed
   */
  async comment(comment) {
    const headers = { 'Idempotency-Key': randomKey() };
    const backoff = this.#newBackoff();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#post('/comments', comment, headers);
      } catch (error) {
        const pauseMs = backoff.next(error instanceof ProblemError ? error.retryAfterMs : undefined);
        if (attempt === COMMENT_ATTEMPTS || isFinal(error) || pauseMs > LONGEST_PAUSE_MS) {
          throw error;
        }
        await pause(pauseMs);
      }
    }
  }

  /**
   * To be called on every key press: at most one notice every three seconds leaves.
   *
   * @param {Target & {member: string}} typing
   * @returns {Promise<boolean>} whether one left
   */
  async typing(typing) {
    const now = this.#now();
    const target = JSON.stringify([typing.video, typing.conversation, typing.member]);
    if (now - (this.#typingToldAt.get(target) ?? -Infinity) < TYPING_EVERY_MS) {
      return false;
    }
    this.#forgetTypingBefore(now - TYPING_EVERY_MS);
    this.#typingToldAt.set(target, now);
    await this.#post('/typing', typing);
    return true;
  }

  /** @param {number} time */
  #forgetTypingBefore(time) {
    for (const [target, toldAt] of this.#typingToldAt) {
      if (toldAt <= time) {
        this.#typingToldAt.delete(target);
      }
    }
  }

  /**
   * @param {string} path
   * @param {unknown} body
   * @param {Record<string, string>} [headers]
   */
  #post(path, body, headers) {
    return postJson(this.#fetch, this.#url + path, body, { headers });
  }
}
