import { TopicState } from './topic-state.js';

/** What is known of each topic, from its first snapshot until it is left. */
export class TopicStates {
  /** @type {Map<string, TopicState>} */
  #states = new Map();

  /**
   * A topic begins with its snapshot. What comes earlier is in it, and what comes after `unsubscribe` was on its way:
   * neither is told, or there would be a state that nobody asked for.
   *
   * @param {string} name of the event
   * @param {any} event
   * @returns {boolean} whether it is news; what is not a comment replaces what was, so that repeating it does no harm
   */
  apply(name, event) {
    const state = this.#states.get(event.topic);
    switch (name) {
      case 'snapshot':
        return this.#take(event, state);
      case 'comment':
        return state?.comment(event) ?? false;
      case 'likes':
        state?.count(event.total);
        return state !== undefined;
      case 'viewers':
        state?.watchedBy(event.count);
        return state !== undefined;
      default:
        return true;
    }
  }

  /**
   * @param {string} topic
   * @returns {Omit<import('./events.js').Snapshot, 'topic'> | undefined} undefined until its first snapshot
   */
  of(topic) {
    const state = this.#states.get(topic);
    return state && { likes: { ...state.likes }, viewers: state.viewers, comments: [...state.comments] };
  }

  /** @param {Iterable<string>} topics */
  forget(topics) {
    for (const topic of topics) {
      this.#states.delete(topic);
    }
  }

  /**
   * @param {import('./events.js').Snapshot} snapshot
   * @param {TopicState} [known]
   */
  #take(snapshot, known) {
    const state = known ?? new TopicState();
    state.take(snapshot);
    this.#states.set(snapshot.topic, state);
    return true;
  }
}
