import { isFinal } from './http.js';

/**
 * When it came, how far the playhead had passed its moment when it was shown, or both.
 *
 * @typedef {{trace: string, event: string, at?: number, behindMs?: number}} Receipt
 */

/** By what the server's clock is ahead of this one, and how wrong that may be. @typedef {{offsetMs: number, errorMs: number, at: number}} Offset */

/** Ten seconds after it was accepted, an event is judged, and not followed any more. */
const EVERY_MS = 4_000;
/** In one request. */
const MOST_RECEIPTS = 100;
const ROUND_TRIPS = 8;
/** By then, two clocks may have drifted apart by some milliseconds. */
const FRESH_MS = 120_000;

/**
 * Tells the server when events came that it follows, by the server's clock (RFC 5905, section 8), and how far behind the
 * video they were shown. Whatever goes wrong with it, nobody but the server's operators misses something.
 */
export class Receipts {
  #post;
  /** @type {Receipt[]} */
  #untold = [];
  /** @type {Offset[]} */
  #offsets = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #closed = false;

  /** @param {(body: object, keepalive: boolean) => Promise<any>} post */
  constructor(post) {
    this.#post = post;
    globalThis.addEventListener?.('pagehide', this.#tellAtLast);
    this.#schedule();
  }

  /**
   * @param {string} event its name
   * @param {string} trace
   */
  received(event, trace) {
    this.#add({ trace, event, at: now() });
  }

  /**
   * Which may be long after it was told that it came, if it waited for the playhead.
   *
   * @param {string} event its name
   * @param {string} trace
   * @param {number} behindMs
   */
  shown(event, trace, behindMs) {
    const untold = this.#untold.find((receipt) => receipt.trace === trace);
    untold ? (untold.behindMs = behindMs) : this.#add({ trace, event, behindMs });
  }

  /** @param {Receipt} receipt */
  #add(receipt) {
    if (this.#untold.length < MOST_RECEIPTS) {
      this.#untold.push(receipt);
    }
  }

  /** What has not been told is not told any more. */
  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    globalThis.removeEventListener?.('pagehide', this.#tellAtLast);
  }

  #schedule() {
    this.#timer = setTimeout(() => this.#tell(), EVERY_MS * (0.75 + Math.random() / 2));
  }

  async #tell() {
    try {
      if (this.#untold.length > 0 && this.#bestOffset() === undefined) {
        await this.#exchange({});
      }
      await this.#send(false);
    } catch (error) {
      if (isFinal(error)) {
        this.close();
      }
    }
    if (!this.#closed) {
      this.#schedule();
    }
  }

  #tellAtLast = () => {
    this.#send(true).catch(() => {});
  };

  /** @param {boolean} isLast the page goes, and does not wait for the answer */
  async #send(isLast) {
    const offset = this.#bestOffset();
    if (offset !== undefined && this.#untold.length > 0 && !this.#closed) {
      const { offsetMs, errorMs } = offset;
      await this.#exchange({ offsetMs, errorMs, receipts: this.#untold.splice(0) }, isLast);
    }
  }

  /**
   * @param {object} body
   * @param {boolean} [keepalive]
   */
  async #exchange(body, keepalive = false) {
    const sentAt = now();
    const answer = await this.#post(body, keepalive);
    const at = now();
    const errorMs = (at - sentAt) / 2;
    const offsetMs = answer.now - sentAt - errorMs;
    if (Number.isFinite(offsetMs)) {
      // What cannot be true of both is of a clock that was set, or stood still, in between.
      const possible = this.#offsets.filter((known) => Math.abs(known.offsetMs - offsetMs) <= known.errorMs + errorMs);
      this.#offsets = [...possible, { offsetMs, errorMs, at }].slice(-ROUND_TRIPS);
    }
  }

  #bestOffset() {
    this.#offsets = this.#offsets.filter(({ at }) => now() - at < FRESH_MS);
    return [...this.#offsets].sort((one, other) => one.errorMs - other.errorMs)[0];
  }
}

/** In milliseconds since 1970, as exactly as it is known. */
function now() {
  const { performance } = globalThis;
  return performance ? performance.timeOrigin + performance.now() : Date.now();
}
