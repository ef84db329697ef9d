/** Nobody is sent away for longer: beyond 24 days a timer would fire at once. */
const LONGEST_HINT_MS = 3_600_000;

/**
 * How long to wait before each attempt to reconnect: twice as long every time up to a maximum, half of it random, so
 * that an audience that was cut off together does not return together.
 */
export class Backoff {
  #firstMs;
  #maxMs;
  #random;
  #attempts = 0;

  /** @param {{firstMs?: number, maxMs?: number, random?: () => number}} [options] */
  constructor({ firstMs = 1_000, maxMs = 30_000, random = Math.random } = {}) {
    this.#firstMs = firstMs;
    this.#maxMs = maxMs;
    this.#random = random;
  }

  /** Waits since the last `reset`. */
  get attempts() {
    return this.#attempts;
  }

  /**
   * @param {number} [hintMs] what the server asked for: the wait is no shorter, and up to a quarter longer; an hour
   *     counts at most. A server that keeps asking is still given more time each time.
   * @returns {number} milliseconds
   */
  next(hintMs) {
    const ceiling = Math.min(this.#maxMs, this.#firstMs * 2 ** this.#attempts++);
    const own = (ceiling * (1 + this.#random())) / 2;
    if (hintMs === undefined) {
      return own;
    }
    const asked = Math.min(Math.max(hintMs, 0), LONGEST_HINT_MS) * (1 + this.#random() / 4);
    return this.#attempts === 1 ? asked : Math.max(asked, own);
  }

  /** The stream held: the next failure is a first one again. */
  reset() {
    this.#attempts = 0;
  }
}
