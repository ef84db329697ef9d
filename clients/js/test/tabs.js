import { SharedLink } from '../src/shared-link.js';

/** @typedef {{name: string, tab: BrowserTab, grant: () => void}} Asking */

/** A browser in miniature: its locks, which Node 20 does not have, and tabs that can die. Channels are Node's own. */
export class TestBrowser {
  /** Of each name the first one holds the lock, and the others wait. @type {Asking[]} */
  asking = [];
  /** @type {BrowserTab[]} */
  #tabs = [];

  /**
   * @param {string} url
   * @param {string[]} topics
   */
  open(url, ...topics) {
    const tab = new BrowserTab(this, url, topics);
    this.#tabs.push(tab);
    return tab;
  }

  close() {
    this.#tabs.forEach((tab) => tab.die());
  }

  /** @param {(asking: Asking) => boolean} isOver */
  release(isOver) {
    const before = this.asking;
    this.asking = before.filter((asking) => !isOver(asking));
    for (const name of new Set(before.filter(isOver).map((over) => over.name))) {
      const first = this.asking.find((asking) => asking.name === name);
      if (first !== undefined && first !== before.find((asking) => asking.name === name)) {
        first.grant();
      }
    }
  }
}

export class BrowserTab {
  /** What it was told: names of events with the id or the topic of what they tell. @type {string[]} */
  told = [];
  /** The comments of its latest snapshot. @type {string[]} */
  shown = [];
  #browser;
  #isAlive = true;

  /**
   * @param {TestBrowser} browser
   * @param {string} url
   * @param {string[]} topics
   */
  constructor(browser, url, topics) {
    this.#browser = browser;
    this.link = new SharedLink(
      [url],
      { topics },
      {
        onEvent: (name, event) => {
          this.told.push(`${name} ${event.id ?? event.topic ?? ''}`.trim());
          this.shown = event.comments?.map((/** @type {any} */ { id }) => id) ?? this.shown;
        },
        onState: ({ name }) => this.told.push(name),
      },
      { locks: this.#locks(), channel: (name) => this.#channel(name) },
    );
  }

  /** @param {string} what */
  async hears(what) {
    while (!this.told.includes(what)) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  /** Without a word to the others, as when it crashes. */
  die() {
    this.#isAlive = false;
    this.#browser.release(({ tab }) => tab === this);
    this.link.close();
  }

  /** @param {string} name */
  #channel(name) {
    const channel = new BroadcastChannel(name);
    const post = channel.postMessage.bind(channel);
    channel.postMessage = (message) => this.#isAlive && post(message);
    return channel;
  }

  /** @returns {any} as much of a LockManager as is used */
  #locks() {
    const browser = this.#browser;
    return {
      request: (/** @type {string} */ name, /** @type {{signal: AbortSignal}} */ { signal }, /** @type {any} */ held) =>
        new Promise((resolve, reject) => {
          const grant = async () => {
            resolve(await held());
            browser.release((asking) => asking === mine);
          };
          const mine = { name, tab: this, grant };
          const isFree = !browser.asking.some((asking) => asking.name === name);
          signal.addEventListener('abort', () => {
            reject(signal.reason);
            browser.release((asking) => asking === mine && browser.asking.find((one) => one.name === name) !== mine);
          });
          browser.asking.push(mine);
          if (isFree) {
            queueMicrotask(grant);
          }
        }),
      query: async () => ({ held: browser.asking.map(({ name }) => ({ name })) }),
    };
  }
}
