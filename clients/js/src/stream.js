import { isStreamEvent } from './events.js';
import { isFinal, mediaTypeOf, ProblemError } from './http.js';
import { SilenceWatch } from './silence.js';
import { SseParser } from './sse-parser.js';

/**
 * @typedef {Object} StreamHandlers
 * @property {(name: keyof import('./events.js').StreamEvents, event: any, eventId?: string) => void} onEvent `eventId`
 *     only if the event had one of its own
 * @property {(end: StreamEnd) => void} onEnd called once at most, and nothing after it; not after `close()`
 */

/**
 * @typedef {Object} StreamEnd
 * @property {string} reason
 * @property {number} [status] of an answer that is no stream
 * @property {number} [retryAfterMs] how long the server asked to wait
 * @property {boolean} [refused] for good: another try would fare no better
 * @property {boolean} [unopened] neither a word nor a refusal came: maybe something in between keeps it back
 * @property {boolean} [elsewhere] the server asked to go, or cannot be had: another one may be better
 */

/**
 * One attempt at a stream, from the request until it ends for whatever reason. By fetch rather than EventSource, which
 * shows neither the status and `Retry-After` of a refusal, nor `retry:`, nor heartbeats, nor which events have an id.
 */
export class Stream {
  #handlers;
  #abort = new AbortController();
  #silence = new SilenceWatch(() => this.#end({ reason: 'the stream fell silent', elsewhere: true }));
  #parser = new SseParser((message) => this.#onMessage(message));
  #openTimer;
  #ended = false;

  /**
   * @param {string} url
   * @param {typeof fetch} send
   * @param {number} openTimeoutMs
   * @param {StreamHandlers} handlers
   */
  constructor(url, send, openTimeoutMs, handlers) {
    this.#handlers = handlers;
    this.#openTimer = setTimeout(
      () => this.#end({ reason: 'the stream did not open in time', unopened: true }),
      openTimeoutMs,
    );
    this.#run(url, send);
  }

  close() {
    this.#ended = true;
    clearTimeout(this.#openTimer);
    this.#silence.stop();
    this.#abort.abort();
  }

  /**
   * @param {string} url
   * @param {typeof fetch} send
   */
  async #run(url, send) {
    try {
      const response = await send(url, { cache: 'no-store', signal: this.#abort.signal });
      if (response.status !== 200 || response.body === null || mediaTypeOf(response) !== 'text/event-stream') {
        this.#end(await refusalEnd(response));
        return;
      }
      const text = response.body.pipeThrough(new TextDecoderStream('utf-8', { ignoreBOM: true })).getReader();
      for (let read = await text.read(); !read.done; read = await text.read()) {
        this.#silence.heard();
        this.#parser.feed(read.value);
      }
    } catch {
      // Could not be reached, or broke off: what follows is the same.
    }
    this.#end({ reason: 'the stream broke off', retryAfterMs: this.#parser.retryMs, elsewhere: true });
  }

  /** @param {import('./sse-parser.js').SseMessage} message */
  #onMessage({ name, data, id }) {
    const event = parsed(data);
    if (this.#ended || event === undefined || !isStreamEvent(name)) {
      return;
    }
    if (name === 'open') {
      clearTimeout(this.#openTimer);
      this.#silence.start(event.heartbeatSeconds);
    }
    this.#handlers.onEvent(name, event, id);
    if (name === 'bye') {
      const askedMs = Number(event.reconnectAfterMs);
      this.#end({
        reason: `bye: ${event.reason}`,
        retryAfterMs: askedMs >= 0 ? askedMs : undefined,
        elsewhere: true,
      });
    }
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
 * Final are what Ovation itself refuses, and a 204, by which a server of events asks not to be asked again (HTML, 9.2).
 * Anything else is somebody in between, as a network that wants a login first, and is tried again.
 *
 * @param {Response} response that has no events
 * @returns {Promise<StreamEnd>}
 */
export async function refusalEnd(response) {
  const { status, ok } = response;
  const problem = await ProblemError.from(response);
  const refused = status === 204 || isFinal(problem);
  const reason = ok ? `answered with ${status} ${mediaTypeOf(response)}` : `refused with ${status}: ${problem.message}`;
  return { reason: reason.trim(), status, refused, retryAfterMs: problem.retryAfterMs, elsewhere: !refused };
}

/**
 * @param {string} data
 * @returns {any} undefined unless it is an object, as every event of the protocol is
 */
function parsed(data) {
  try {
    const event = JSON.parse(data);
    return typeof event === 'object' && event !== null ? event : undefined;
  } catch {
    return undefined;
  }
}
