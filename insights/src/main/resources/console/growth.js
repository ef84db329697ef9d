/** Over how long a rate is a mean: shorter, and it jumps; longer, and it lags. */
const WINDOW_SECONDS = 10;

/** How fast a number grows that never shrinks, by what it was each time that somebody asked. */
export class Growth {
  /** @type {{ second: number, value: number }[]} */
  #seen = [];

  /**
   * @param {number} second
   * @param {number | null} value null if it is not known
   * @returns {number | null} a second; null as long as nobody can tell
   */
  see(second, value) {
    const last = this.#seen.at(-1);
    if (value === null || (last !== undefined && (value < last.value || second <= last.second))) {
      // It is another number now, or another clock.
      this.#seen = [];
    }
    if (value !== null) {
      this.#seen.push({ second, value });
    }
    while (this.#seen.length > 2 && this.#seen[1].second <= second - WINDOW_SECONDS) {
      this.#seen.shift();
    }
    const first = this.#seen[0];
    return this.#seen.length < 2 ? null : (value - first.value) / (second - first.second);
  }
}
