import { Heartbeat } from './heartbeat.js';
import { ProblemError } from './http.js';
import { TopicStates } from './topic-states.js';

/** @typedef {import('./shared-link.js').Told} Told */
/** @typedef {import('./shared-link.js').Want} Want */

/** How long a new leader waits for what the other tabs want before it opens the stream without them. */
const GATHERING_MS = 1_000;
/** Of one stream, in the server. */
const MOST_TOPICS = 100;

/** The tab that holds the stream for all. */
export class TabLeader {
  #name;
  #tab;
  #locks;
  #open;
  #ids;
  #send;
  #closing = new AbortController();
  /** What each tab wants. @type {Map<string, Set<string>>} */
  #tabs = new Map();
  /** Tabs that nobody looks at. @type {Set<string>} */
  #passive = new Set();
  /** Tabs that live and have not said yet what they want; they may be frozen. @type {Set<string> | undefined} */
  #silent;
  #heartbeat;
  /** What waits until it is clear whether this tab still leads. @type {Told[]} */
  #untold = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #gathering;
  /** @type {import('./link.js').Link | undefined} */
  #link;
  /** For tabs that come later. */
  #states = new TopicStates();
  /** The latest event of each presence. @type {Map<string, unknown>} */
  #presences = new Map();
  /** @type {unknown} */
  #openEvent;
  #connected = () => {};
  /** One after the other, once there is a stream to change. @type {Promise<unknown>} */
  #changes = new Promise((resolve) => (this.#connected = () => resolve(undefined)));

  /**
   * @param {string} name of the lock; that of each tab begins with it
   * @param {string} tab this one
   * @param {import('./leadership.js').Tabs} tabs
   * @param {(options: import('./link.js').LinkOptions, handlers: import('./link.js').LinkHandlers)
   *     => import('./link.js').Link} open
   * @param {[string, string][]} ids by topic: where the leader before left off
   * @param {(message: Told) => void} send to all tabs, this one too
   */
  constructor(name, tab, { locks, heartbeatMs }, open, ids, send) {
    this.#name = name;
    this.#tab = tab;
    this.#locks = locks;
    this.#open = open;
    this.#ids = ids;
    this.#send = send;
    this.#heartbeat = new Heartbeat(heartbeatMs, () => this.#tell({ type: 'heartbeat' }));
  }

  /** @returns {Promise<unknown>} of its end */
  run() {
    this.#gathering = setTimeout(() => this.#connect(), GATHERING_MS);
    this.#gather();
    return new Promise((resolve) => this.#closing.signal.addEventListener('abort', resolve));
  }

  async #gather() {
    const held = await this.#check();
    const tabs = held.map(({ name = '' }) => name).filter((name) => name.startsWith(`${this.#name} `));
    this.#silent = new Set(tabs.map((name) => name.slice(this.#name.length + 1)));
    this.#silent.forEach((tab) => this.#watch(tab));
    this.#tell({ type: 'lead' });
  }

  /** @param {Want} want */
  receive(want) {
    if (this.#closing.signal.aborted) {
      return;
    }
    if (!this.#tabs.has(want.tab)) {
      this.#welcome(want.tab);
    }
    this.#passive[want.isPassive ? 'add' : 'delete'](want.tab);
    this.#adaptPassive();
    if (this.#link === undefined && this.#fits(want.topics)) {
      this.#tabs.set(want.tab, new Set(want.topics));
      this.#answer(want);
    } else {
      // One tab's trouble is not that of the next.
      this.#changes = this.#changes.then(() => this.#serve(want)).catch(() => {});
    }
    this.#heardOf(want.tab);
  }

  close() {
    this.#heartbeat.stop();
    clearTimeout(this.#gathering);
    this.#closing.abort();
    this.#link?.close();
  }

  #connect() {
    if (this.#link !== undefined || this.#closing.signal.aborted) {
      return;
    }
    clearTimeout(this.#gathering);
    this.#link = this.#open(
      { topics: this.#topics(), ids: this.#ids },
      {
        onEvent: (name, event, eventId) => this.#onEvent(name, event, eventId),
        onState: (state) => this.#tell({ type: 'state', state }),
      },
    );
    this.#adaptPassive();
    this.#connected();
  }

  /** Whether this tab has the lock still; else it leads no more. */
  async #check() {
    const { held = [] } = await this.#locks.query();
    const holderOf = (/** @type {string} */ lock) => held.find(({ name }) => name === lock)?.clientId;
    if (holderOf(this.#name) !== holderOf(`${this.#name} ${this.#tab}`)) {
      this.close();
    }
    this.#heartbeat.renew();
    return held;
  }

  /**
   * @param {keyof import('./events.js').StreamEvents} name
   * @param {any} event
   * @param {string} [eventId]
   */
  #onEvent(name, event, eventId) {
    if (name === 'open') {
      this.#openEvent = event;
    }
    if (name === 'presence') {
      this.#presences.set(event.topic, event);
    }
    this.#states.apply(name, event);
    this.#tell({ type: 'event', name, event, eventId });
  }

  /**
   * A page that stood still may read on in its stream before it hears that it leads no more: then it asks first.
   *
   * @param {Told} message
   */
  async #tell(message) {
    this.#untold.push(message);
    if (this.#untold.length > 1) {
      return;
    }
    if (!this.#heartbeat.isSteady) {
      await this.#check();
    }
    this.#untold.splice(0).forEach((told) => this.#closing.signal.aborted || this.#send(told));
  }

  /** @param {string} tab that is new here */
  #welcome(tab) {
    this.#tabs.set(tab, new Set());
    if (!this.#silent?.has(tab)) {
      this.#watch(tab);
    }
    if (this.#link === undefined) {
      return;
    }
    this.#tell({ type: 'state', to: tab, state: this.#link.state });
    if (this.#link.state.name === 'open') {
      this.#tellEvent(tab, 'open', this.#openEvent);
    }
  }

  /** @param {string} tab whose lock is had when it has gone */
  #watch(tab) {
    this.#locks
      .request(`${this.#name} ${tab}`, { signal: this.#closing.signal }, () => this.#bury(tab))
      .catch(() => {}); // this tab went first
  }

  /** @param {string} tab has spoken, or never will */
  #heardOf(tab) {
    this.#silent?.delete(tab);
    if (this.#silent?.size === 0) {
      this.#connect();
    }
  }

  /** @param {string} tab */
  #bury(tab) {
    this.#tabs.delete(tab);
    this.#passive.delete(tab);
    this.#adaptPassive();
    this.#heardOf(tab);
    this.#changes = this.#changes.then(() => this.#adapt()).catch(() => {}); // what is left over does no harm
  }

  /** @param {Want} want */
  async #serve(want) {
    const before = this.#tabs.get(want.tab);
    if (before === undefined) {
      return; // gone meanwhile
    }
    const held = new Set(this.#link?.topics);
    this.#tabs.set(want.tab, new Set(want.topics));
    try {
      await this.#adapt();
    } catch (error) {
      this.#tabs.set(want.tab, before);
      this.#answer(want, refusalOf(error));
      return;
    }
    this.#answer(want);
    want.topics.filter((topic) => held.has(topic) && !before.has(topic)).forEach((topic) => this.#show(want.tab, topic));
  }

  /** Changes the stream to what the tabs want. */
  async #adapt() {
    const held = this.#link?.topics ?? [];
    const wanted = this.#topics();
    const subscribe = wanted.filter((topic) => !held.includes(topic));
    const unsubscribe = held.filter((topic) => !wanted.includes(topic));
    if (subscribe.length + unsubscribe.length > 0) {
      await this.#link?.change({ subscribe, unsubscribe });
      this.#states.forget(unsubscribe);
      unsubscribe.forEach((topic) => this.#presences.delete(topic));
    }
    // To tabs that are new, and of topics that are left; each may be the next leader.
    this.#tell({ type: 'ids', ids: this.#link?.ids ?? [] });
  }

  #adaptPassive() {
    this.#link?.setPassive(this.#passive.size === this.#tabs.size);
  }

  /** The server shows a topic to whoever subscribes first; the others are shown it here. @param {string} tab @param {string} topic */
  #show(tab, topic) {
    const state = this.#states.of(topic);
    if (state !== undefined) {
      this.#tellEvent(tab, 'snapshot', { topic, ...state });
    }
    if (this.#presences.has(topic)) {
      this.#tellEvent(tab, 'presence', this.#presences.get(topic));
    }
  }

  /**
   * @param {string} to
   * @param {keyof import('./events.js').StreamEvents} name
   * @param {unknown} event
   */
  #tellEvent(to, name, event) {
    this.#tell({ type: 'event', to, name, event });
  }

  /**
   * @param {Want} want
   * @param {import('./shared-link.js').Refusal} [refusal]
   */
  #answer({ tab, request }, refusal) {
    this.#tell({ type: 'answer', to: tab, request, refusal });
  }

  #wanted() {
    return [...new Set([...this.#tabs.values()].flatMap((topics) => [...topics]))];
  }

  /**
   * What the tabs want; and what the leader before held, as long as a tab is silent that may want it. When that one
   * speaks, it has missed nothing.
   */
  #topics() {
    const wanted = this.#wanted();
    const former = this.#silent?.size === 0 ? [] : this.#ids.map(([topic]) => topic);
    const room = Math.max(MOST_TOPICS - wanted.length, 0);
    return [...wanted, ...former.filter((topic) => !wanted.includes(topic)).slice(0, room)];
  }

  /** @param {string[]} topics */
  #fits(topics) {
    return new Set([...this.#wanted(), ...topics]).size <= MOST_TOPICS;
  }
}

/**
 * @param {any} error
 * @returns {import('./shared-link.js').Refusal}
 */
function refusalOf(error) {
  const { message, status, type, title, detail, retryAfterMs } = error;
  return { message, problem: error instanceof ProblemError ? [status, { type, title, detail }, retryAfterMs] : undefined };
}
