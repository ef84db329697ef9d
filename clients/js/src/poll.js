import { isStreamEvent } from './events.js';
import { mediaTypeOf, pause } from './http.js';
import { refusalEnd } from './stream.js';

/**
 * @typedef {Object} PollHandlers
 * @property {() => string} url of the next request
 * @property {() => void} onAnswer before the events of each answer, which come all or not at all
 * @property {(name: keyof import('./events.js').StreamEvents, event: any, eventId?: string) => void} onEvent
 * @property {(end: import('./stream.js').StreamEnd) => void} onEnd called once at most, and nothing after it; not after
 *     `close()`
 */

/** In a room where something always happens, the server answers at once. */
const EVERY_MS = 500;
/** The server holds a request for 25 s. */
const ANSWER_WITHIN_MS = 35_000;
/** Then a stream is tried again, in case it was the network that was slow; half of it random. */
const AS_LONG_AS_MS = 600_000;

/** Asks for events again and again, where a stream does not come through. */
export class Poll {
  #handlers;
  #send;
  #closing = new AbortController();
  /** Ends the request that is underway. */
  #asking = new AbortController();

  /**
   * @param {typeof fetch} send
   * @param {PollHandlers} handlers
   */
  constructor(send, handlers) {
    this.#send = send;
    this.#handlers = handlers;
    this.#run();
  }

  /** What is asked for has changed. */
  askAnew() {
    this.#asking.abort();
  }

  close() {
    this.#closing.abort();
    this.#asking.abort();
  }

  async #run() {
    const until = Date.now() + AS_LONG_AS_MS * (1 - Math.random() / 2);
    try {
      while (!this.#closing.signal.aborted && Date.now() < until) {
        const next = pause(EVERY_MS);
        await this.#ask();
        await next;
      }
      this.#end({ reason: 'a stream is tried again' });
    } catch {
      this.#end({ reason: 'polling failed', elsewhere: true });
    }
  }

  async #ask() {
    const asking = (this.#asking = new AbortController());
    const late = setTimeout(() => this.#end({ reason: 'polling was not answered in time', elsewhere: true }), ANSWER_WITHIN_MS);
    try {
      const response = await this.#send(this.#handlers.url(), { cache: 'no-store', signal: asking.signal });
      if (response.status !== 200 || mediaTypeOf(response) !== 'application/json') {
        const end = await refusalEnd(response);
        this.#end({ ...end, refused: end.refused && end.status !== 404 }); // an older server has no such path
        return;
      }
      const [...events] = await response.json(); // throws unless it is a list
      if (!asking.signal.aborted) {
        this.#tell(events);
      }
    } catch (error) {
      if (!asking.signal.aborted) {
        throw error;
      }
    } finally {
      clearTimeout(late);
    }
  }

  /** @param {{event: string, id?: string, data: any}[]} events */
  #tell(events) {
    this.#handlers.onAnswer();
    for (const { event, id, data } of events) {
      if (isStreamEvent(event) && !this.#closing.signal.aborted) {
        this.#handlers.onEvent(event, data, id);
      }
    }
  }

  /** @param {import('./stream.js').StreamEnd} end */
  #end(end) {
    if (!this.#closing.signal.aborted) {
      this.close();
      this.#handlers.onEnd(end);
    }
  }
}
