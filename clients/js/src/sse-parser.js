/**
 * @typedef {Object} SseMessage
 * @property {string} name of the event
 * @property {string} data
 * @property {string} [id] only if this event had an `id:` line of its own
 */

/**
 * Parses a stream of Server-Sent Events as it comes, by the rules of the HTML standard; with one exception: an event
 * without an `id:` line does not inherit that of its predecessor.
 */
export class SseParser {
  #onMessage;
  #line = '';
  /** Dropped if it comes next: a byte order mark at the start, and the other half of a line end that is CR LF. */
  #dropped = '\uFEFF';
  #name = '';
  /** @type {string[]} */
  #data = [];
  /** @type {string | undefined} */
  #id;
  /** What the latest `retry:` field asked for. @type {number | undefined} */
  retryMs;

  /** @param {(message: SseMessage) => void} onMessage */
  constructor(onMessage) {
    this.#onMessage = onMessage;
  }

  /** @param {string} text the next piece, cut anywhere */
  feed(text) {
    if (text === '') {
      return;
    }
    const more = text[0] === this.#dropped ? text.slice(1) : text;
    this.#dropped = text.endsWith('\r') ? '\n' : '';
    const lines = (this.#line + more).split(/\r\n|\n|\r/);
    this.#line = /** @type {string} */ (lines.pop());
    lines.forEach((line) => this.#onLine(line));
  }

  /** @param {string} line */
  #onLine(line) {
    if (line === '') {
      this.#dispatch();
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    switch (field) {
      case 'event':
        this.#name = value;
        break;
      case 'data':
        this.#data.push(value);
        break;
      case 'id':
        this.#id = value.includes('\0') ? this.#id : value;
        break;
      case 'retry':
        this.retryMs = /^\d+$/.test(value) ? Number(value) : this.retryMs;
        break;
      default: // a comment, or a field of the future
    }
  }

  #dispatch() {
    if (this.#data.length > 0) {
      this.#onMessage({
        name: this.#name || 'message',
        data: this.#data.join('\n'),
        ...(this.#id !== undefined && { id: this.#id }),
      });
    }
    this.#name = '';
    this.#data = [];
    this.#id = undefined;
  }
}
