/** Remembers the latest keys up to a limit; the oldest is forgotten first. */
export class RecentKeys {
  #limit;
  /** @type {Set<string>} */
  #keys = new Set();

  /** @param {number} limit */
  constructor(limit) {
    this.#limit = limit;
  }

  /** @param {string} key */
  has(key) {
    return this.#keys.has(key);
  }

  /**
   * @param {string} key
   * @returns {boolean} whether the key is new
   */
  add(key) {
    if (this.#keys.has(key)) {
      return false;
    }
    this.#keys.add(key);
    if (this.#keys.size > this.#limit) {
      const [oldest] = this.#keys;
      this.#keys.delete(/** @type {string} */ (oldest));
    }
    return true;
  }
}
