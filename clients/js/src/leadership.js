import { pause } from './http.js';
import { HeartbeatWatch } from './heartbeat.js';

/** @typedef {import('./tab-leader.js').TabLeader} TabLeader */

/**
 * What a browser offers to its tabs.
 *
 * @typedef {Object} Tabs
 * @property {LockManager} locks
 * @property {(name: string) => BroadcastChannel} channel
 * @property {EventTarget} [page] is told when the browser is about to freeze it; there is none in a worker
 * @property {number} heartbeatMs between two of the leader's heartbeats
 */

/**
 * Whether this tab leads: as long as it has the lock. A tab that misses the leader's heartbeat takes the lock away from
 * it. Each leader has a higher term than the one before, as in Raft, so that nobody listens to one that was replaced and
 * has yet to notice.
 */
export class Leadership {
  #lock;
  #tabs;
  #newLeader;
  #watch;
  #closing = new AbortController();
  /** The highest one known. It is the time when it began, so that it is high even if a tab knows of none before. */
  #term = 0;
  /** This tab's, if it leads or has led. @type {TabLeader | undefined} */
  #leader;

  /**
   * @param {string} lock
   * @param {Tabs} tabs
   * @param {(term: number) => TabLeader} newLeader
   */
  constructor(lock, tabs, newLeader) {
    this.#lock = lock;
    this.#tabs = tabs;
    this.#newLeader = newLeader;
    this.#watch = new HeartbeatWatch(tabs.heartbeatMs, () => this.#lead({ steal: true }));
    // What the stream would bring to a frozen page, another tab will have told when it thaws.
    tabs.page?.addEventListener('freeze', () => this.#leader?.close(), { signal: this.#closing.signal });
  }

  /** Waits for the lock, and again whenever it was lost, until this tab closes. */
  async run() {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await this.#lead({ signal });
      await pause(this.#tabs.heartbeatMs); // does not end in a frozen page, to which the lock must not go
    }
  }

  /**
   * @param {number} term of a message
   * @returns {boolean} whether it comes from the present leader
   */
  isCurrent(term) {
    if (term > this.#term) {
      this.#term = term;
      this.#leader?.close();
    }
    return term === this.#term;
  }

  /** The present leader is there. */
  heard() {
    this.#watch.heard();
  }

  /** @param {import('./shared-link.js').Want} want of any tab */
  receive(want) {
    this.#leader?.receive(want);
  }

  close() {
    this.#watch.stop();
    this.#leader?.close();
    this.#closing.abort();
  }

  /** @param {LockOptions} options */
  async #lead(options) {
    /** @type {TabLeader | undefined} */
    let leader;
    await this.#tabs.locks
      .request(this.#lock, options, () => {
        if (!this.#closing.signal.aborted) {
          this.#term = Math.max(this.#term + 1, Date.now());
          leader = this.#leader = this.#newLeader(this.#term);
          return leader.run();
        }
      })
      .catch(() => {}); // closed before it was held, or taken away
    leader?.close();
  }
}
