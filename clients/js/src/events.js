/**
 * What a stream tells, by event name. The shapes are those of the protocol.
 *
 * @typedef {Object} StreamEvents
 * @property {Open} open always first on a stream
 * @property {Snapshot} snapshot a topic as it stands; again after each reconnect
 * @property {Likes} likes
 * @property {Comment} comment
 * @property {Retracted} retracted a comment is gone, whether it was told here or not
 * @property {Typing} typing
 * @property {Presence} presence
 * @property {Viewers} viewers
 * @property {Sampled} sampled once a second while not every comment is shown; once more, with all shown, at the end
 * @property {Gap} gap something was lost here
 * @property {Expiring} expiring the token of the stream expires; with `getToken` it is renewed
 * @property {Bye} bye the server is about to end the stream
 */

/** @typedef {StreamEvents & {state: State}} Events */

/** @typedef {{connection: string, node: string, heartbeatSeconds: number, resumed: boolean, receipts?: true}} Open `receipts`: the server asks to be told when sampled events come, and are shown */

/** @typedef {Omit<Comment, 'topic' | 'trace'>} SnapshotComment */

/**
 * @typedef {Object} Snapshot
 * @property {string} topic
 * @property {Record<string, number>} likes total by reaction
 * @property {number} viewers
 * @property {SnapshotComment[]} comments the most recent ones, oldest first
 */

/**
 * @typedef {Object} Likes
 * @property {string} topic
 * @property {Record<string, number>} added by reaction, since the previous such event
 * @property {Record<string, number>} total by reaction; only grows
 * @property {number} [mediaTime] seconds into the video
 * @property {string} [trace] the server follows this one, to know how late it comes
 */

/**
 * @typedef {Object} Comment
 * @property {string} topic
 * @property {string} id
 * @property {string} member
 * @property {string} text as the member wrote it: not HTML
 * @property {string} at ISO 8601
 * @property {number} [mediaTime] seconds into the video
 * @property {true} [featured] a publisher vouches for the member
 * @property {string} [trace] the server follows this one, to know how late it comes
 */

/** `id` is that of a comment. @typedef {{topic: string, id: string, by?: string, trace?: string}} Retracted */

/**
 * Who is typing, or in a crowded room only how many are.
 *
 * @typedef {Object} Typing
 * @property {string} topic
 * @property {string} [member] or `count`
 * @property {number} [count]
 * @property {number} expiresInSeconds
 * @property {string} [trace] the server follows this one, to know how late it comes
 */

/**
 * `topic` names the member. `unknown`: nobody can say just now.
 *
 * @typedef {{topic: string, status: 'online' | 'offline' | 'unknown', lastActiveAt?: string}} Presence
 */

/** @typedef {{topic: string, count: number}} Viewers */

/** Comments of the past second, shown and in all. @typedef {{topic: string, shown: number, of: number}} Sampled */

/** @typedef {{topic: string, reason: 'slow' | 'expired' | 'failover'}} Gap */

/** @typedef {{inSeconds: number}} Expiring */

/** @typedef {{reason: string, reconnectAfterMs?: number}} Bye */

/**
 * How the connection fares. `waiting`: it was lost and is tried again in `retryInMs`. `closed`: for good, by `close()`
 * or because the server refuses it; `unauthorized` if that is for want of a valid token. `polling`: no stream comes through, so events come in small heaps.
 *
 * @typedef {{name: 'connecting'}
 *     | {name: 'open', polling?: true}
 *     | {name: 'waiting', retryInMs: number, attempt: number, reason: string}
 *     | {name: 'closed', reason: string, unauthorized?: true}} State
 */

/** @type {ReadonlySet<string>} */
const STREAM_EVENTS = new Set(
  'open snapshot likes comment retracted typing presence viewers sampled gap expiring bye'.split(' '),
);

/**
 * Whether it is an event of today's protocol.
 *
 * @param {string} name
 * @returns {name is keyof StreamEvents}
 */
export function isStreamEvent(name) {
  return STREAM_EVENTS.has(name);
}
