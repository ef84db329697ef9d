import { RecentKeys } from './recent-keys.js';

/** @typedef {import('./events.js').SnapshotComment} SnapshotComment */

/** How many ids of a topic are remembered, and how many comments are kept. */
export const REMEMBERED_IDS = 1_000;
export const KEPT_COMMENTS = 200;

/**
 * One topic as this client knows it. What a server repeats, after a resume or on a retry, changes nothing: comments are
 * known by their id, and totals only grow. The ids of events do not serve for that: two comments may share one.
 */
export class TopicState {
  /** @type {Record<string, number>} */
  likes = {};
  viewers = 0;
  /** The most recent ones, oldest first. @type {SnapshotComment[]} */
  comments = [];
  #ids = new RecentKeys(REMEMBERED_IDS);

  /** @param {Record<string, number>} [total] */
  count(total = {}) {
    for (const [reaction, count] of Object.entries(total)) {
      this.likes[reaction] = Math.max(count, this.likes[reaction] ?? 0);
    }
  }

  /** @param {number} viewers */
  watchedBy(viewers) {
    this.viewers = viewers;
  }

  /**
   * @param {import('./events.js').Comment} event
   * @returns {boolean} whether it is new
   */
  comment({ topic, trace, ...comment }) {
    if (!this.#ids.add(comment.id)) {
      return false;
    }
    this.#keep([...this.comments, comment]);
    return true;
  }

  /** @param {string} id of a comment */
  retract(id) {
    this.comments = this.comments.filter((comment) => comment.id !== id);
  }

  /**
   * @param {import('./events.js').Snapshot} snapshot which may lag behind the stream: comments that came after the last
   *     one that it shows stay after it
   */
  take({ likes, viewers = 0, comments = [] }) {
    this.count(likes);
    this.viewers = viewers;
    comments.forEach(({ id }) => this.#ids.add(id));
    const shown = new Set(comments.map(({ id }) => id));
    const cut = this.comments.findLastIndex(({ id }) => shown.has(id));
    const before = cut < 0 ? this.comments : this.comments.slice(0, cut).filter(({ id }) => !shown.has(id));
    const after = cut < 0 ? [] : this.comments.slice(cut + 1);
    this.#keep([...before, ...comments, ...after]);
  }

  /** @param {SnapshotComment[]} comments */
  #keep(comments) {
    this.comments = comments.slice(-KEPT_COMMENTS);
  }
}
