/** Whose dots are shown: those who commented last. Each is one of the stream's 100 topics. */
const MOST_MEMBERS = 12;
/** In a hot room they change with every comment; one change of the stream then serves them all. */
const GATHER_MS = 400;

const topicOf = (member) => `presence:${member}`;

/**
 * Watches whether those who commented last are online.
 *
 * @param {import('./client.js').Connection} ovation
 * @param {(member: string, status: string | undefined) => void} show undefined: nobody watches the member any more
 */
export function createPresence(ovation, show) {
  /** Latest last. @type {Set<string>} */
  let recent = new Set();
  const watched = new Set();
  const statuses = new Map();
  let timer;

  ovation.on('presence', ({ topic, status }) => {
    const member = topic.slice(topic.indexOf(':') + 1);
    statuses.set(member, status);
    show(member, status);
  });

  async function follow() {
    // Who comments while the stream is changed comes next.
    timer = undefined;
    const more = [...recent].filter((member) => !watched.has(member));
    const less = [...watched].filter((member) => !recent.has(member));
    less.forEach(leave);
    more.forEach((member) => watched.add(member));
    try {
      if (less.length > 0) {
        await ovation.unsubscribe(...less.map(topicOf));
      }
      if (more.length > 0) {
        await ovation.subscribe(...more.map(topicOf));
      }
    } catch {
      more.forEach(leave); // until they comment again: nothing depends on a dot
    }
  }

  function leave(member) {
    watched.delete(member);
    statuses.delete(member);
    show(member, undefined);
  }

  function schedule() {
    timer ??= setTimeout(follow, GATHER_MS);
  }

  return {
    /** @param {string[]} members who have just commented, oldest first */
    saw(members) {
      for (const member of members) {
        recent.delete(member);
        recent.add(member);
        show(member, statuses.get(member));
      }
      recent = new Set([...recent].slice(-MOST_MEMBERS));
      schedule();
    },
  };
}
