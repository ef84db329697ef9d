/**
 * @typedef {Object} Health
 * @property {string} name of its icon, and for style sheets
 * @property {'bad' | 'warn' | 'good'} level
 * @property {string} word what is the matter, in a word or two
 * @property {string} meaning in a sentence
 */

/** How a node can be; the first that is true of it counts. @type {Record<string, Health>} */
export const HEALTH = Object.fromEntries(
  [
    ['lost', 'bad', 'Lost', 'It was in the cluster, and is gone without notice.'],
    ['down', 'bad', 'Down', 'The cluster goes on without it.'],
    ['unreachable', 'bad', 'Unreachable', 'Other nodes cannot reach it.'],
    ['silent', 'bad', 'Silent', 'It is in the cluster, and has not told how it is for some seconds.'],
    ['leaving', 'warn', 'Leaving', 'It stops in an orderly way.'],
    ['joining', 'warn', 'Joining', 'It is on its way into the cluster.'],
    ['not-ready', 'warn', 'Not ready', 'It asks load balancers to send nobody to it.'],
    ['refusing', 'warn', 'Refusing', 'It refuses some of what publishers send.'],
    ['unknown', 'warn', 'Unknown', 'Nothing is known of it yet.'],
    ['good', 'good', 'Well', 'It is up and ready.'],
  ].map(([name, level, word, meaning]) => [name, { name, level, word, meaning }]),
);

/** The worst first. */
export const WORST_FIRST = Object.values(HEALTH);

/**
 * @param {Object} picture of the node, as the stream has it
 * @param {boolean} refusing whether it refused something of late
 * @returns {Health}
 */
export function healthOf(picture, refusing) {
  if (picture.status !== 'up') {
    return HEALTH[picture.status] ?? HEALTH.unknown;
  }
  if (picture.ready === false) {
    return HEALTH['not-ready'];
  }
  return refusing ? HEALTH.refusing : HEALTH.good;
}
