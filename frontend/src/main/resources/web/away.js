/** A glance elsewhere needs no word. */
const LEAST_MS = 2_000;

/**
 * What was missed while the page was hidden, and the stream therefore passive, comes in one snapshot when it returns.
 *
 * @param {(text: string) => void} say
 */
export function createAway(say) {
  let hiddenAt = document.hidden ? Date.now() : undefined;
  let awayMs = 0;

  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      hiddenAt = Date.now();
    } else if (hiddenAt !== undefined) {
      awayMs = Date.now() - hiddenAt;
    }
  });

  return {
    caughtUp() {
      if (awayMs >= LEAST_MS && !document.hidden) {
        say(`You were away for ${duration(awayMs / 1_000)}: caught up`);
      }
      awayMs = 0;
    },
  };
}

function duration(seconds) {
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
