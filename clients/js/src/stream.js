import { STREAM_EVENTS } from './events.js';
import { SilenceWatch } from './silence.js';

/**
 * What is needed of an EventSource: the browser's own, or a package's in Node.
 *
 * @typedef {{addEventListener(type: string, listener: (event: any) => void): void, close(): void}} EventSourceLike
 */

/**
 * @typedef {Object} StreamHandlers
 * @property {(name: keyof import('./events.js').StreamEvents, event: any, eventId: string) => void} onEvent
 * @property {(end: StreamEnd) => void} onEnd called once at most, and nothing after it; not after `close()`
 * @property {(connection: string) => Promise<boolean>} isHeld whether the server still holds this stream
 */

/** @typedef {{reason: string, reconnectAfterMs?: number, refused?: boolean}} StreamEnd */

/** One attempt at a stream, from the request until it ends for whatever reason. */
export class Stream {
  #source;
  #handlers;
  #silence;
  #openTimer;
  #connection = '';
  #ended = false;

  /**
   * @param {string} url
   * @param {new (url: string) => EventSourceLike} EventSource
   * @param {number} openTimeoutMs
   * @param {StreamHandlers} handlers
   */
  constructor(url, EventSource, openTimeoutMs, handlers) {
    this.#handlers = handlers;
    this.#silence = new SilenceWatch(
      () => handlers.isHeld(this.#connection),
      () => this.#end({ reason: 'the stream fell silent' }),
    );
    this.#openTimer = setTimeout(() => this.#end({ reason: 'the stream did not open in time' }), openTimeoutMs);
    this.#source = new EventSource(url);
    for (const name of STREAM_EVENTS) {
      this.#source.addEventListener(name, (message) => this.#onMessage(name, message));
    }
    this.#source.addEventListener('error', (error) => this.#onError(error));
  }

  close() {
    this.#ended = true;
    clearTimeout(this.#openTimer);
    this.#silence.stop();
    this.#source.close();
  }

  /**
   * @param {keyof import('./events.js').StreamEvents} name
   * @param {{data?: string, lastEventId: string}} message
   */
  #onMessage(name, message) {
    const event = parsed(message.data);
    if (this.#ended || event === undefined) {
      return;
    }
    this.#silence.heard();
    if (name === 'open') {
      clearTimeout(this.#openTimer);
      this.#connection = event.connection;
      this.#silence.start(event.heartbeatSeconds);
    }
    this.#handlers.onEvent(name, event, message.lastEventId);
    if (name === 'bye') {
      const askedMs = Number(event.reconnectAfterMs);
      this.#end({ reason: `bye: ${event.reason}`, ...(askedMs >= 0 && { reconnectAfterMs: askedMs }) });
    }
  }

  /** @param {{code?: number}} error a browser's does not tell the HTTP status; that of Node's package does */
  #onError({ code }) {
    const refused = code !== undefined && code >= 400 && code < 500 && code !== 408 && code !== 429;
    this.#end(refused ? { reason: `refused with ${code}`, refused } : { reason: 'the stream broke off' });
  }

  /** @param {StreamEnd} end */
  #end(end) {
    if (!this.#ended) {
      this.close();
      this.#handlers.onEnd(end);
    }
  }
}

/**
 * @param {string | undefined} data missing in EventSource's own `open`, which is not the server's
 * @returns {any} undefined unless it is an object, as every event of the protocol is
 */
function parsed(data) {
  try {
    const event = JSON.parse(data ?? 'null');
    return typeof event === 'object' && event !== null ? event : undefined;
  } catch {
    return undefined;
  }
}
