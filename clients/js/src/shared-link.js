import { Backoff } from './backoff.js';
import { Leadership } from './leadership.js';
import { Link } from './link.js';
import { isFinal, pause, ProblemError } from './http.js';
import { randomKey } from './random-key.js';
import { ResumePoint } from './resume-point.js';
import { TabLeader } from './tab-leader.js';
import { checkedTopics } from './topics.js';

/** @typedef {import('./events.js').State} State */

/**
 * What a tab asks of whoever leads.
 *
 * @typedef {{type: 'want', tab: string, request: number, topics: string[], isPassive: boolean}} Want
 */

/**
 * What the leader tells; `to` is one tab's, else it is for all.
 *
 * @typedef {{type: 'lead'}
 *     | {type: 'heartbeat'}
 *     | {type: 'answer', to: string, request: number, refusal?: Refusal}
 *     | {type: 'state', to?: string, state: State}
 *     | {type: 'event', to?: string, name: keyof import('./events.js').StreamEvents, event: any, eventId?: string}
 *     | {type: 'ids', ids: [string, string][]}} Told `ids` say by topic where the stream stands
 */

/** `term` is the leader's. @typedef {Want | (Told & {term: number})} Message */

/** An error as it goes from tab to tab. @typedef {{message: string, problem?: [number, object, number?]}} Refusal */

/** Whether tabs can find each other: in secure pages of today's browsers. */
export function canShare() {
  return globalThis.navigator?.locks !== undefined && globalThis.BroadcastChannel !== undefined;
}

/**
 * Holds topics over one stream for all tabs of a browser. The tab that has the lock leads: it holds the stream, with
 * the topics of all, and tells the others what comes. When it goes, the browser gives the lock to the next one, which
 * resumes where the stream was; when another one goes, the leader gets the lock that stood for it and drops its topics.
 */
export class SharedLink {
  #tab = randomKey();
  #name;
  #open;
  /** What this tab opened as the leader. @type {Link | undefined} */
  #link;
  #handlers;
  #tabs;
  #channel;
  #closing = new AbortController();
  /** @type {State} */
  #state = { name: 'connecting' };
  /** @type {Set<string>} */
  #topics = new Set();
  /** What the leader is asked for: the topics to be, and those still held until it has answered. */
  #wanted;
  #request = 0;
  /** Whether this tab's own lock is held: before, a leader would take it for gone. */
  #isKnown = false;
  #isPassive = false;
  /** @type {{resolve: () => void, reject: (error: Error) => void} | undefined} */
  #pending;
  /** @type {Promise<unknown>} */
  #changes = Promise.resolve();
  /** Where this tab would go on as the leader. */
  #resumePoint = new ResumePoint();
  #leadership;

  /**
   * @param {string[]} urls
   * @param {import('./link.js').LinkOptions} options
   * @param {import('./link.js').LinkHandlers} handlers
   * @param {import('./leadership.js').Tabs} [tabs]
   */
  constructor(urls, options, handlers, tabs = browserTabs()) {
    // With a number, since tabs of the version before know of no heartbeats.
    this.#name = `ovation 2 ${JSON.stringify([urls, options.member])}`;
    this.#open = (/** @type {import('./link.js').LinkOptions} */ more, /** @type {typeof handlers} */ told) =>
      (this.#link = new Link(urls, { ...options, ...more }, told));
    this.#handlers = handlers;
    this.#tabs = tabs;
    this.#wanted = checkedTopics(options.topics ?? []);
    this.#channel = tabs.channel(this.#name);
    this.#channel.onmessage = ({ data }) => this.#receive(data);
    this.#leadership = new Leadership(this.#name, tabs, (term) => this.#newLeader(term));
    this.#changes = this.#begin(this.#wanted);
    tabs.locks
      .request(`${this.#name} ${this.#tab}`, { signal: this.#closing.signal }, () => this.#live())
      .catch(() => {}); // closed before it was held
  }

  get state() {
    return this.#state;
  }

  get topics() {
    return [...this.#topics];
  }

  /** @param {Partial<import('./topics.js').TopicChange>} change */
  async change({ subscribe = [], unsubscribe = [] }) {
    const [more, less] = [checkedTopics(subscribe), checkedTopics(unsubscribe)];
    const done = this.#changes.then(() =>
      this.#ask([...this.#topics, ...more].filter((topic) => !less.includes(topic))),
    );
    this.#changes = done.catch(() => {});
    await done;
    return this.topics;
  }

  /** @param {boolean} isPassive the stream is when all tabs are */
  setPassive(isPassive) {
    if (this.#isPassive !== isPassive) {
      this.#isPassive = isPassive;
      this.#want();
    }
  }

  /** @type {Link['shown']} told only by the tab that holds the stream, as receipts are */
  shown(...event) {
    this.#link?.shown(...event);
  }

  close() {
    this.#close('closed by the client');
  }

  /** While this tab's own lock is held: until the end, which may be that of the tab. */
  #live() {
    this.#isKnown = true;
    this.#want();
    this.#leadership.run();
    return new Promise((resolve) => this.#closing.signal.addEventListener('abort', resolve));
  }

  /** @param {number} term */
  #newLeader(term) {
    return new TabLeader(this.#name, this.#tab, this.#tabs, this.#open, this.#resumePoint.ids, (told) => {
      const message = { ...told, term };
      this.#channel.postMessage(message);
      this.#receive(message);
    });
  }

  /** @param {string[]} topics to begin with: a tab without them is of no use */
  async #begin(topics) {
    const backoff = new Backoff();
    while (this.#state.name !== 'closed') {
      try {
        return await this.#ask(topics);
      } catch (/** @type {any} */ error) {
        if (isFinal(error)) {
          this.#close(error.message);
        }
        await pause(backoff.next(error.retryAfterMs));
      }
    }
  }

  /** @param {string[]} topics */
  async #ask(topics) {
    if (this.#state.name === 'closed') {
      throw closedError();
    }
    this.#wanted = [...new Set(topics)];
    this.#request++;
    const answered = new Promise((resolve, reject) => {
      this.#pending = { resolve: () => resolve(undefined), reject };
    });
    this.#want();
    try {
      await answered;
      this.#topics = new Set(this.#wanted);
    } finally {
      this.#wanted = this.topics;
    }
  }

  /** Said again to each new leader. */
  #want() {
    if (!this.#isKnown || this.#closing.signal.aborted) {
      return;
    }
    /** @type {Want} */
    const want = {
      type: 'want',
      tab: this.#tab,
      request: this.#request,
      topics: this.#wanted,
      isPassive: this.#isPassive,
    };
    this.#channel.postMessage(want);
    this.#leadership.receive(want);
  }

  /** @param {Message} message */
  #receive(message) {
    if (this.#closing.signal.aborted) {
      return;
    }
    if (message.type === 'want') {
      this.#leadership.receive(message);
    } else if (this.#leadership.isCurrent(message.term) && (!('to' in message) || message.to === this.#tab)) {
      this.#hear(message);
    }
  }

  /** @param {Told} message */
  #hear(message) {
    switch (message.type) {
      case 'lead':
        this.#leadership.heard();
        this.#want();
        break;
      case 'heartbeat':
        this.#leadership.heard();
        break;
      case 'answer':
        this.#onAnswer(message);
        break;
      case 'state':
        this.#onState(message.state);
        break;
      case 'event':
        this.#resumePoint.received(message.name, message.event.topic, message.eventId);
        if (this.#concerns(message.event.topic)) {
          this.#handlers.onEvent(message.name, message.event);
        }
        break;
      case 'ids':
        this.#resumePoint = new ResumePoint(message.ids);
    }
  }

  /** @param {string | undefined} topic none: it is about the stream */
  #concerns(topic) {
    return topic === undefined || this.#topics.has(topic) || this.#wanted.includes(topic);
  }

  /** @param {Extract<Told, {type: 'answer'}>} answer */
  #onAnswer({ request, refusal }) {
    if (request !== this.#request) {
      return;
    }
    if (refusal === undefined) {
      this.#pending?.resolve();
    } else {
      this.#pending?.reject(refusal.problem ? new ProblemError(...refusal.problem) : new Error(refusal.message));
    }
    this.#pending = undefined;
  }

  /** @param {State} state of the stream: what refuses it to one refuses it to all */
  #onState(state) {
    if (state.name === 'closed') {
      this.#close(state.reason);
    } else {
      this.#state = state;
      this.#handlers.onState(state);
    }
  }

  /** @param {string} reason */
  #close(reason) {
    if (this.#state.name === 'closed') {
      return;
    }
    this.#state = { name: 'closed', reason };
    this.#leadership.close();
    this.#closing.abort();
    this.#channel.close();
    this.#pending?.reject(closedError());
    this.#handlers.onState(this.#state);
  }
}

/** @returns {import('./leadership.js').Tabs} */
function browserTabs() {
  const { navigator, document } = globalThis;
  return { locks: navigator.locks, channel: (name) => new BroadcastChannel(name), page: document, heartbeatMs: 1_000 };
}

function closedError() {
  return new Error('The connection is closed');
}
