import { withoutTrailingSlash } from './http.js';

/** The servers that an application knows, one after the other. */
export class ServerList {
  #urls;
  #index = 0;

  /** @param {string[]} urls at least one */
  constructor(urls) {
    this.#urls = urls.map(withoutTrailingSlash);
  }

  get current() {
    return /** @type {string} */ (this.#urls[this.#index]);
  }

  /** @returns {boolean} whether there is another one, which is the current one now */
  next() {
    this.#index = (this.#index + 1) % this.#urls.length;
    return this.#urls.length > 1;
  }
}
