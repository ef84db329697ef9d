/** Before every event: members' presence has no ids. */
const NONE = '0';

/** What a stream or a poll is asked for. @typedef {{topics: string[], lastEventId?: string}} Watch */

/** Where the next stream or poll goes on: with each topic after the last of its events that had an id. */
export class ResumePoint {
  /** Whether the server is told by topic. A server of the previous version wants one id for all, the latest. */
  isByTopic = true;
  /** By topic, the latest last. @type {Map<string, string>} */
  #ids;
  /** Topics that have had a snapshot, or a status. @type {Set<string>} */
  #begun = new Set();

  /** @param {Iterable<[string, string]>} [ids] by topic: where an earlier link left off */
  constructor(ids = []) {
    this.#ids = new Map(ids);
  }

  /** By topic. @type {[string, string][]} */
  get ids() {
    return [...this.#ids];
  }

  /**
   * @param {string} name of the event
   * @param {string} topic
   * @param {string} [eventId]
   */
  received(name, topic, eventId) {
    if (eventId) {
      this.#ids.delete(topic);
      this.#ids.set(topic, eventId);
    }
    if (name === 'snapshot' || name === 'presence') {
      this.#begun.add(topic);
    }
  }

  /** @param {string[]} topics all that are still watched */
  keep(topics) {
    for (const known of [this.#ids, this.#begun]) {
      [...known.keys()].filter((topic) => !topics.includes(topic)).forEach((topic) => known.delete(topic));
    }
  }

  /**
   * @param {string[]} topics
   * @returns {Watch}
   */
  forStream(topics) {
    return this.isByTopic
      ? { topics: topics.map((topic) => this.#resumed(topic)) }
      : { topics, lastEventId: this.#latest };
  }

  /**
   * A poll may show a topic in a snapshot or only what is new in it: a topic that has not begun has to be shown.
   *
   * @param {string[]} topics
   * @returns {Watch}
   */
  forPoll(topics) {
    const hasBegun = (/** @type {string} */ topic) => this.#begun.has(topic);
    const areKnown = topics.every(hasBegun);
    if (!this.isByTopic) {
      return { topics, lastEventId: areKnown ? this.#latest || NONE : '' };
    }
    return {
      topics: topics.map((topic) => (hasBegun(topic) ? this.#resumed(topic) : topic)),
      lastEventId: areKnown && !topics.every((topic) => this.#ids.has(topic)) ? NONE : '',
    };
  }

  /** @returns {string} empty if there is none */
  get #latest() {
    return [...this.#ids.values()].at(-1) ?? '';
  }

  /** @param {string} topic */
  #resumed(topic) {
    const id = this.#ids.get(topic);
    return id ? `${topic}@${id}` : topic;
  }
}
