import { AsyncLocalStorage } from 'node:async_hooks';
import { SharedLink } from '../src/shared-link.js';

/** @typedef {{name: string, tab: BrowserTab, grant: () => void, lose: () => void}} Asking */

/** The tab whose code is running. @type {AsyncLocalStorage<BrowserTab>} */
const running = new AsyncLocalStorage();

for (const name of /** @type {const} */ (['setInterval', 'setTimeout'])) {
  const set = /** @type {(task: () => void, ms?: number) => any} */ (globalThis[name]);
  globalThis[name] = /** @type {any} */ (
    (/** @type {() => void} */ task, /** @type {number} */ ms) => {
      const tab = running.getStore();
      return set(tab === undefined ? task : () => tab.run(task), ms);
    }
  );
}

/** A browser in miniature: its locks, which Node 20 does not have, and tabs that can die or be frozen. */
export class TestBrowser {
  heartbeatMs = 1_000;
  /** How often a lock was taken away. */
  steals = 0;
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

  /** Those that hold their lock. */
  get held() {
    return this.asking.filter((asking) => this.asking.find(({ name }) => name === asking.name) === asking);
  }

  /** @param {Asking} asking */
  ask(asking) {
    this.asking.push(asking);
    if (this.held.includes(asking)) {
      queueMicrotask(asking.grant);
    }
  }

  /** @param {Asking} asking */
  steal(asking) {
    this.steals++;
    const holder = this.asking.find(({ name }) => name === asking.name);
    this.asking = [asking, ...this.asking.filter((other) => other !== holder)];
    holder?.lose();
    queueMicrotask(asking.grant);
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
  #page = new EventTarget();
  #isAlive = true;
  #isFrozen = false;
  /** A browser that holds back its timers. */
  hasTimers = true;
  /** What a page that does not run has yet to be told. @type {(() => void)[] | undefined} */
  #backlog;
  #thawed = Promise.resolve();
  #thaw = () => {};

  /**
   * @param {TestBrowser} browser
   * @param {string} url
   * @param {string[]} topics
   */
  constructor(browser, url, topics) {
    this.#browser = browser;
    this.link = running.run(this, () => this.#link(url, topics));
  }

  /**
   * @param {string} url
   * @param {string[]} topics
   */
  #link(url, topics) {
    return new SharedLink(
      [url],
      { topics, fetch: (url, init) => this.#fetch(url, init) },
      {
        onEvent: (name, event) => {
          this.told.push(`${name} ${event.id ?? event.topic ?? ''}`.trim());
          this.shown = event.comments?.map((/** @type {any} */ { id }) => id) ?? this.shown;
        },
        onState: ({ name }) => this.told.push(name),
      },
      {
        locks: this.#locks(),
        channel: (name) => this.#channel(name),
        page: this.#page,
        heartbeatMs: this.#browser.heartbeatMs,
      },
    );
  }

  /** Whether it holds the lock of all tabs, which has the shortest name. */
  get leads() {
    const names = this.#browser.asking.map(({ name }) => name).sort((one, other) => one.length - other.length);
    return this.#browser.asking.find(({ name }) => name === names[0])?.tab === this;
  }

  /** @param {string} what */
  async hears(what) {
    while (!this.told.includes(what)) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  /** The comments that it was told, in order. */
  get comments() {
    return this.told.filter((what) => what.startsWith('comment ')).map((what) => what.slice('comment '.length));
  }

  /** @param {{isTold?: boolean}} [how] whether the page is told first, as in Chromium */
  freeze({ isTold = false } = {}) {
    if (isTold) {
      this.#page.dispatchEvent(new Event('freeze'));
    }
    this.#isFrozen = true;
    this.#backlog = [];
    this.#thawed = new Promise((resolve) => (this.#thaw = () => resolve(undefined)));
  }

  /** Its stream comes first, and then what the others have told: so it knows least of what has happened. */
  async thaw() {
    this.#isFrozen = false;
    this.#thaw();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const backlog = this.#backlog ?? [];
    this.#backlog = undefined;
    backlog.forEach((task) => this.run(task));
  }

  /** Without a word to the others, as when it crashes. */
  die() {
    this.#isAlive = false;
    this.#browser.release(({ tab }) => tab === this);
    this.link.close();
  }

  /** @param {() => void} task that waits while the tab is frozen; a timer's does so once, however often it is due */
  run(task) {
    if (this.#backlog === undefined) {
      running.run(this, task);
    } else if (!this.#backlog.includes(task)) {
      this.#backlog.push(task);
    }
  }

  /**
   * @param {string} name
   * @returns {any} as much of a BroadcastChannel as is used
   */
  #channel(name) {
    const channel = new BroadcastChannel(name);
    const run = (/** @type {() => void} */ task) => this.run(task);
    return {
      set onmessage(/** @type {any} */ listener) {
        channel.onmessage = (event) => run(() => listener(event));
      },
      postMessage: (/** @type {any} */ message) => {
        if (this.#isAlive && !this.#isFrozen && (this.hasTimers || message.type !== 'heartbeat')) {
          channel.postMessage(message);
        }
      },
      close: () => channel.close(),
    };
  }

  /**
   * What comes while it is frozen waits.
   *
   * @param {RequestInfo | URL} url
   * @param {RequestInit} [init]
   */
  async #fetch(url, init) {
    const { body, status, headers } = await fetch(url, init);
    const gate = new TransformStream({
      transform: async (chunk, controller) => {
        await this.#thawed;
        controller.enqueue(chunk);
      },
    });
    return new Response(body?.pipeThrough(gate), { status, headers });
  }

  /** @returns {any} as much of a LockManager as is used */
  #locks() {
    const browser = this.#browser;
    return {
      request: (/** @type {string} */ name, /** @type {LockOptions} */ { signal, steal }, /** @type {any} */ held) =>
        new Promise((resolve, reject) => {
          const mine = {
            name,
            tab: this,
            grant: () =>
              this.run(async () => {
                resolve(await held());
                browser.release((asking) => asking === mine);
              }),
            lose: () => this.run(() => reject(new DOMException('stolen', 'AbortError'))),
          };
          signal?.addEventListener('abort', () => {
            reject(signal.reason);
            browser.release((asking) => asking === mine && browser.asking.find((one) => one.name === name) !== mine);
          });
          steal ? browser.steal(mine) : browser.ask(mine);
        }),
      query: async () => ({ held: browser.held.map(({ name, tab }) => ({ name, clientId: tab })) }),
    };
  }
}
