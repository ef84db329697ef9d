import { RecentKeys } from './recent-keys.js';
import { TopicState } from './topic-state.js';

/** Of all topics together: enough to outlast what was on its way when a comment was retracted. */
export const REMEMBERED_RETRACTIONS = 1_000;

/** What is known of each topic, from its first snapshot until it is left. */
export class TopicStates {
  /** @type {Map<string, TopicState>} */
  #states = new Map();
  #retracted = new RecentKeys(REMEMBERED_RETRACTIONS);

  /**
   * A topic begins with its snapshot. What comes earlier is in it, and what comes after `unsubscribe` was on its way:
   * neither is told, or there would be a state that nobody asked for. A retraction holds for what comes later, too: a
   * replay or a snapshot may have set out before it.
   *
   * @param {string} name of the event
   * @param {any} event
   * @returns {any} what is to be told: the event, a snapshot without what was retracted, or something falsy if it is no
   *     news. But for comments and retractions an event replaces what was, so that repeating it does no harm
   */
  apply(name, event) {
    const state = this.#states.get(event.topic);
    switch (name) {
      case 'snapshot':
        return this.#take(event, state);
      case 'comment':
        return !this.#isRetracted(event.topic, event.id) && state?.comment(event) && event;
      case 'retracted':
        state?.retract(event.id);
        return this.#retracted.add(keyOf(event.topic, event.id)) && event;
      case 'likes':
        state?.count(event.total);
        return state && event;
      case 'viewers':
        state?.watchedBy(event.count);
        return state && event;
      default:
        return event;
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
   * @param {TopicState} [state]
   */
  #take({ comments = [], ...snapshot }, state = new TopicState()) {
    const { topic } = snapshot;
    const shown = { ...snapshot, comments: comments.filter(({ id }) => !this.#isRetracted(topic, id)) };
    state.take(shown);
    this.#states.set(topic, state);
    return shown;
  }

  /** @param {string} topic @param {string} id */
  #isRetracted(topic, id) {
    return this.#retracted.has(keyOf(topic, id));
  }
}

/** @param {string} topic @param {string} id of a comment */
function keyOf(topic, id) {
  return `${topic} ${id}`;
}
