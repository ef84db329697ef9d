/** Taps within this time leave as one request. */
const GATHER_MS = 150;

/**
 * Gathers quick taps on one reaction.
 *
 * @param {(reaction: string, count: number) => void} send
 */
export function createTaps(send) {
  const counts = new Map();

  return function tap(reaction) {
    if (!counts.has(reaction)) {
      setTimeout(() => {
        const count = counts.get(reaction);
        counts.delete(reaction);
        send(reaction, count);
      }, GATHER_MS);
    }
    counts.set(reaction, (counts.get(reaction) ?? 0) + 1);
  };
}
