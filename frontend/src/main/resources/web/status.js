/** Shows how the connection fares, with a countdown while it waits. */
export function createStatus({ pill, text, countdown }) {
  let timer;
  let hasBeenOpen = false;

  return function show(state) {
    clearInterval(timer);
    pill.dataset.state = state.name;
    pill.dataset.polling = state.polling === true;
    hasBeenOpen ||= state.name === 'open';
    text.textContent = words(state, hasBeenOpen);
    countdown.textContent = '';
    if (state.name === 'waiting' && navigator.onLine) {
      const until = performance.now() + state.retryInMs;
      const tick = () => {
        countdown.textContent = ` in ${Math.max(0, Math.ceil((until - performance.now()) / 1_000))} s`;
      };
      tick();
      timer = setInterval(tick, 250);
    }
  };
}

function words({ name, polling }, hasBeenOpen) {
  switch (name) {
    case 'open':
      return polling ? 'Live, by polling' : 'Live';
    case 'connecting':
      return hasBeenOpen ? 'Reconnecting' : 'Connecting';
    case 'waiting':
      return navigator.onLine ? 'Reconnecting' : 'Offline';
    default:
      return 'Offline';
  }
}

/** Says something for a while. */
export function createToast(element, { forMs }) {
  let timer;

  return function say(text) {
    clearTimeout(timer);
    element.textContent = text;
    element.hidden = false;
    timer = setTimeout(() => {
      element.hidden = true;
    }, forMs);
  };
}
