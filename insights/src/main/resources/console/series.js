/** How many seconds of history there are, of whatever is shown. */
export const SECONDS = 300;

/** A clock that is set back by fewer seconds than these costs no history. */
const CLOCK_STEP = 10;

/** One value a second, of the last five minutes. It takes the same memory however long the page is open. */
export class Series {
  #values = new Float32Array(SECONDS).fill(Number.NaN);
  #latest = Number.NaN;

  /**
   * @param {number} second in whole seconds; the seconds left out have no value
   * @param {number | null} value
   */
  put(second, value) {
    const passed = second - this.#latest;
    if (passed < 0 && passed > -CLOCK_STEP) {
      return;
    }
    if (!(passed >= 0 && passed < SECONDS)) {
      this.#values.fill(Number.NaN);
    } else {
      for (let missed = this.#latest + 1; missed < second; missed += 1) {
        this.#values[missed % SECONDS] = Number.NaN;
      }
    }
    this.#values[second % SECONDS] = value ?? Number.NaN;
    this.#latest = second;
  }

  /** @returns {number[]} the oldest first, up to {@code second}; NaN where there is none */
  upTo(second) {
    return Array.from({ length: SECONDS }, (_, index) => {
      const at = second - SECONDS + 1 + index;
      const isHeld = at <= this.#latest && at > this.#latest - SECONDS;
      return isHeld ? this.#values[((at % SECONDS) + SECONDS) % SECONDS] : Number.NaN;
    });
  }
}
