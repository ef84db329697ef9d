/** How many seconds of history there are, of whatever is shown. */
export const SECONDS = 300;

/** A clock that is set back by fewer seconds than these costs no history. */
const CLOCK_STEP = 10;

/** One value a second, of the last of them. It takes the same memory however long the page is open. */
export class Series {
  #values;
  #latest = Number.NaN;

  /** @param {number} seconds of history */
  constructor(seconds = SECONDS) {
    this.#values = new Float32Array(seconds).fill(Number.NaN);
  }

  /**
   * @param {number} second in whole seconds; the seconds left out have no value
   * @param {number | null} value
   */
  put(second, value) {
    const passed = second - this.#latest;
    if (passed < 0 && passed > -CLOCK_STEP) {
      return;
    }
    if (!(passed >= 0 && passed < this.#values.length)) {
      this.#values.fill(Number.NaN);
    } else {
      for (let missed = this.#latest + 1; missed < second; missed += 1) {
        this.#values[missed % this.#values.length] = Number.NaN;
      }
    }
    this.#values[second % this.#values.length] = value ?? Number.NaN;
    this.#latest = second;
  }

  /** @returns {number[]} the oldest first, up to {@code second}; NaN where there is none */
  upTo(second, seconds = SECONDS) {
    const held = this.#values.length;
    return Array.from({ length: seconds }, (_, index) => {
      const at = second - seconds + 1 + index;
      const isHeld = at <= this.#latest && at > this.#latest - held;
      return isHeld ? this.#values[((at % held) + held) % held] : Number.NaN;
    });
  }
}
