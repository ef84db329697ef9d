import { SseParser } from './sse-parser.js';
import { token } from './token.js';

/** A node that has not answered for so long is given up, as is a stream on which nothing comes for so long. */
const SILENCE_MS = 10_000;

/** As long as nobody knows how often pictures come. */
const LONGEST_SILENCE_MS = 60_000;

/** Nothing comes if these are missing. */
const PICTURES_MISSED = 3;

/** Even where pictures come each second, one may be late. */
const OLD_MS = 4000;

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15_000;

/**
 * The pictures of the cluster, for as long as the page is open. An EventSource cannot show a token, so this reads the
 * stream itself.
 */
export class PictureStream {
  #url;
  #events;
  #toldAt = 0;
  /** Between two pictures, which is a setting of the node. @type {number | null} */
  #interval = null;
  #wait = FIRST_WAIT_MS;
  #timer = 0;
  /** @type {AbortController | null} */
  #request = null;

  /**
   * @param {URL} url
   * @param {Object} events
   * @param {(picture: Object) => void} events.onPicture
   * @param {(reason: string, retryAt: number) => void} events.onLost with the time of the next attempt, by Date.now()
   * @param {(wasWrong: boolean) => void} events.onTokenNeeded nothing more happens until there is one
   */
  constructor(url, events) {
    this.#url = url;
    this.#events = events;
  }

  /** Now, whatever it waits for. */
  async connect() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    let reason = 'the stream has ended';
    try {
      await this.#read(request);
    } catch (error) {
      // What browsers say of a network that fails is not for people.
      reason = error instanceof TypeError ? 'it cannot be reached' : error.message;
    }
    if (this.#request === request) {
      this.#request = null;
      request.abort();
      this.#retry(reason);
    }
  }

  async #read(request) {
    const wasShown = token.isThere;
    const silence = new Silence(request);
    this.#toldAt = 0;
    try {
      const answer = await fetch(this.#url, { ...token.request('text/event-stream'), signal: request.signal });
      if (answer.status === 401) {
        this.#request = null;
        token.forget();
        this.#events.onTokenNeeded(wasShown);
        return;
      }
      if (!answer.ok) {
        throw new Error(`the node answers ${answer.status}`);
      }
      const parser = new SseParser((message) => this.#onMessage(message));
      const text = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let part = await text.read(); !part.done; part = await text.read()) {
        parser.feed(part.value);
        silence.begin(this.#interval === null ? LONGEST_SILENCE_MS : this.#missedMs);
      }
    } finally {
      silence.end();
    }
  }

  #onMessage({ name, data }) {
    if (name === 'cluster') {
      const now = Date.now();
      this.#interval = this.#toldAt === 0 ? this.#interval : now - this.#toldAt;
      this.#toldAt = now;
      this.#wait = FIRST_WAIT_MS;
      this.#events.onPicture(JSON.parse(data));
    }
  }

  get #missedMs() {
    return Math.max(SILENCE_MS, PICTURES_MISSED * (this.#interval ?? 0));
  }

  /** How old a picture is by the time that the next should have come. */
  get oldAfterMs() {
    return Math.max(OLD_MS, PICTURES_MISSED * (this.#interval ?? 0));
  }

  /** After a time that doubles, of which half is chance, so that the pages of a node that restarts do not come at once. */
  #retry(reason) {
    const wait = this.#wait * (0.5 + Math.random() / 2);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
    this.#timer = setTimeout(() => this.connect(), wait);
    this.#events.onLost(reason, Date.now() + wait);
  }
}

/** Ends a request on which nothing comes. */
class Silence {
  #request;
  #timer = 0;

  constructor(request) {
    this.#request = request;
    this.begin(SILENCE_MS);
  }

  begin(patienceMs) {
    this.end();
    this.#timer = setTimeout(() => this.#request.abort(new Error('the node does not answer')), patienceMs);
  }

  end() {
    clearTimeout(this.#timer);
  }
}
