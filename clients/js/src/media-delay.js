/** Anything with a playhead, as a `<video>` has. @typedef {{readonly currentTime: number}} Media */

/** @typedef {keyof import('./events.js').StreamEvents} Name */

/** What a seek has left behind by more seconds is not told any more. */
const STALE_SECONDS = 10;
/** A minute of a hot room. */
export const MOST_HELD = 5_000;
/** No jitter: nobody else is asked. */
const CHECK_EVERY_MS = 100;

/**
 * Holds back what was said about a moment of the video that this viewer has yet to see. What belongs to an earlier
 * moment, or to none, passes at once: somebody else's video may lag behind this one.
 */
export class MediaDelay {
  #tell;
  /** @type {Media | undefined} */
  #media;
  /** By media time, those of one moment as they came. @type {{at: number, name: Name, event: any}[]} */
  #held = [];
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;

  /** @param {(name: Name, event: any, isStale: boolean) => void} tell */
  constructor(tell) {
    this.#tell = tell;
  }

  /** @param {Media} [media] none: nothing waits any more */
  follow(media) {
    this.#media = media;
    this.#check();
  }

  /**
   * @param {Name} name
   * @param {any} event
   */
  pass(name, event) {
    if (name === 'retracted') {
      this.#held = this.#held.filter(({ event: { topic, id } }) => topic !== event.topic || id !== event.id);
    }
    if (name === 'snapshot') {
      this.#passSnapshot(event);
    } else if (this.#isAhead(event)) {
      this.#hold(name, event);
    } else {
      this.#tell(name, event, false);
    }
  }

  /**
   * @param {{mediaTime?: number}} event
   * @returns {number} by how many milliseconds of the video the playhead has passed its moment; NaN if it has none, or
   *     there is no playhead
   */
  behindMs({ mediaTime = NaN }) {
    return ((this.#media?.currentTime ?? NaN) - mediaTime) * 1_000;
  }

  close() {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#held = [];
  }

  /** @param {import('./events.js').Snapshot} snapshot whose comments may be ahead, too */
  #passSnapshot({ comments = [], ...snapshot }) {
    const due = comments.filter((comment) => !this.#isAhead(comment));
    this.#tell('snapshot', { ...snapshot, comments: due }, false);
    for (const comment of comments.filter((comment) => this.#isAhead(comment))) {
      this.#hold('comment', { topic: snapshot.topic, ...comment });
    }
  }

  /** @param {{mediaTime?: number}} event */
  #isAhead({ mediaTime }) {
    return this.#media !== undefined && mediaTime !== undefined && mediaTime > this.#media.currentTime;
  }

  /**
   * @param {Name} name
   * @param {any} event
   */
  #hold(name, event) {
    const at = event.mediaTime;
    this.#held.splice(this.#held.findLastIndex((other) => other.at <= at) + 1, 0, { at, name, event });
    if (this.#held.length > MOST_HELD) {
      this.#release(true);
    }
    this.#timer ??= setInterval(() => this.#check(), CHECK_EVERY_MS);
  }

  #check() {
    const now = this.#media?.currentTime;
    while (this.#held[0] !== undefined && !(now !== undefined && this.#held[0].at > now)) {
      this.#release(now !== undefined && now - this.#held[0].at > STALE_SECONDS);
    }
    if (this.#held.length === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  /** @param {boolean} isStale */
  #release(isStale) {
    const first = this.#held.shift();
    if (first !== undefined) {
      this.#tell(first.name, first.event, isStale);
    }
  }
}
