import { token } from './token.js';

const PAUSE_MS = 2000;

/** A node answers within two seconds, or not at all. */
const PATIENCE_MS = 8000;

/** Asks what all nodes know of a topic, again and again until it is closed. Not while nobody can see the page. */
export class TopicQuestions {
  #url;
  #events;
  #isOpen = true;
  #timer = 0;

  /**
   * @param {string} topic
   * @param {Object} events
   * @param {(answer: Object) => void} events.onAnswer
   * @param {(reason: string) => void} events.onRefused
   */
  constructor(topic, events) {
    this.#url = new URL(`insight/topics/${encodeURIComponent(topic)}`, location.href);
    this.#events = events;
    this.#goOn();
  }

  close() {
    this.#isOpen = false;
    clearTimeout(this.#timer);
  }

  async #goOn() {
    if (!document.hidden) {
      await this.#ask();
    }
    if (this.#isOpen) {
      this.#timer = setTimeout(() => this.#goOn(), PAUSE_MS);
    }
  }

  async #ask() {
    try {
      const response = await fetch(this.#url, { ...token.request('application/json'), signal: AbortSignal.timeout(PATIENCE_MS) });
      const answer = await response.json();
      if (this.#isOpen && response.ok) {
        this.#events.onAnswer(answer);
      } else if (this.#isOpen) {
        // A name that no topic has gets none by being asked for again.
        this.#isOpen = response.status !== 400;
        this.#events.onRefused(answer.detail ?? `the node answers ${response.status}`);
      }
    } catch {
      if (this.#isOpen) {
        this.#events.onRefused('the node does not answer');
      }
    }
  }
}
