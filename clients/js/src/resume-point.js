/** Before every event: members' presence has no ids. */
const NONE = '0';

/**
 * Where the next stream is to go on: after the last event that had an id. A stream that resumes brings each topic up to
 * date in turn, and an id of the first would skip what the others have missed; so until all of them have had their
 * snapshot, the next stream would go on where this one did.
 */
export class ResumePoint {
  /** Empty until there is one. */
  id;
  #latest;
  /** Topics that are still to be brought up to date. @type {Set<string>} */
  #awaited = new Set();
  /** Topics that have had their first snapshot, or status. @type {Set<string>} */
  #begun = new Set();

  /** @param {string} [id] of an event that was told before */
  constructor(id = '') {
    this.id = id;
    this.#latest = id;
  }

  /** @param {Iterable<string>} topics of the stream that is asked for */
  resume(topics) {
    this.#latest = this.id;
    this.#awaited = new Set(this.id === '' ? [] : [...topics].filter(hasSnapshot));
  }

  /**
   * Where a poll is to go on, which may show a topic in a snapshot or only what is new in it: a topic that has not begun
   * has to be shown.
   *
   * @param {string[]} topics
   */
  forPoll(topics) {
    return topics.every((topic) => this.#begun.has(topic)) ? this.id || NONE : '';
  }

  /** What comes now is all that there is to come. */
  awaitNothing() {
    this.#awaited.clear();
  }

  /**
   * @param {string} name of the event
   * @param {string} topic
   * @param {string} [eventId]
   */
  received(name, topic, eventId) {
    // The latest received, not the highest: across topics ids may arrive slightly out of order, and what the server
    // therefore repeats is dropped.
    this.#latest = eventId ?? this.#latest;
    if (name === 'snapshot' || name === 'presence') {
      this.#awaited.delete(topic);
      this.#begun.add(topic);
    }
    this.#advance();
  }

  /** @param {Iterable<string>} topics that are watched no longer */
  forget(topics) {
    for (const topic of topics) {
      this.#awaited.delete(topic);
      this.#begun.delete(topic);
    }
    this.#advance();
  }

  #advance() {
    if (this.#awaited.size === 0) {
      this.id = this.#latest;
    }
  }
}

/** @param {string} topic */
function hasSnapshot(topic) {
  return !topic.startsWith('presence:');
}
