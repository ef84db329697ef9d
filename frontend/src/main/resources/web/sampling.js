/** It comes once a second as long as it is so, but not to a page that is hidden. */
const FORGET_MS = 4_000;
const NUMBER = new Intl.NumberFormat('en');

/** Says when there are more comments than anybody can read, and how many of them are shown. */
export function createSampling(element) {
  let timer;

  return function heard({ shown, of }) {
    clearTimeout(timer);
    element.hidden = shown >= of;
    if (!element.hidden) {
      element.textContent = `Showing ${NUMBER.format(shown)} of ${NUMBER.format(of)} comments a second`;
      timer = setTimeout(() => {
        element.hidden = true;
      }, FORGET_MS);
    }
  };
}
