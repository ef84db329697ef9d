/**
 * Gives a token, which the page has from its own server. Asked at the start, before the token expires, and when a server
 * refuses it.
 *
 * @typedef {() => Promise<string> | string} GetToken
 */

const UNAUTHORIZED = 401;

/** Holds the token of a member, and presents it with requests. */
export class Tokens {
  #getToken;
  /** @type {string | undefined} */
  #token;
  /** @type {Promise<string> | undefined} */
  #asking;

  /** @param {GetToken} getToken */
  constructor(getToken) {
    this.#getToken = getToken;
  }

  /**
   * @param {typeof fetch} send
   * @returns {typeof fetch} the same with the token; one that is refused is asked for anew, once
   */
  presentedBy(send) {
    return async (url, init) => {
      const token = this.#token ?? (await this.renewed());
      const response = await send(url, withToken(init, token));
      if (response.status !== UNAUTHORIZED) {
        return response;
      }
      await response.body?.cancel();
      const another = this.#token !== undefined && this.#token !== token ? this.#token : await this.renewed();
      return send(url, withToken(init, another));
    };
  }

  /**
   * Whoever asks meanwhile gets the same.
   *
   * @returns {Promise<string>} another token
   */
  renewed() {
    this.#asking ??= Promise.resolve()
      .then(this.#getToken)
      .then((token) => (this.#token = token))
      .finally(() => (this.#asking = undefined));
    return this.#asking;
  }
}

/**
 * @param {RequestInit | undefined} init
 * @param {string} token
 */
function withToken(init, token) {
  const headers = new Headers(init?.headers);
  headers.set('Authorization', `Bearer ${token}`);
  return { ...init, headers };
}
