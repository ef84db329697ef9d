import { Connection } from './connection.js';

/** @typedef {import('./connection.js').ConnectionOptions} ConnectionOptions */
/** @typedef {import('./events.js').Events} Events */
/** @typedef {import('./events.js').State} State */
/** @typedef {import('./media-delay.js').Media} Media */

export { Connection } from './connection.js';
export { ProblemError } from './http.js';
export { Publisher, publisher } from './publisher.js';

/**
 * Watches topics over one stream that reconnects by itself until it is closed.
 *
 * @param {string} url of a frontend node or of what balances the load on them, for instance `http://localhost:8080`;
 *     give further ones as `options.urls`
 * @param {ConnectionOptions} [options]
 */
export function connect(url, options) {
  return new Connection(url, options);
}
