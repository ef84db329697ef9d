/**
 * Makes this viewer's video run late, as a real one does that is buffered, and what was said about a moment of it wait
 * for that moment.
 *
 * @param {import('./client.js').Connection} ovation
 */
export function createLag(ovation, stage, { slider, output, live, liveText }) {
  let detach;

  function show() {
    const seconds = Number(slider.value);
    stage.lagBy(seconds);
    output.textContent = seconds === 0 ? 'not at all' : `by ${seconds} s`;
    live.classList.toggle('late', seconds > 0);
    liveText.textContent = seconds === 0 ? 'Live' : `${seconds} s late`;
    if (seconds === 0) {
      // Clocks differ by more than the network takes: who does not lag does not wait.
      detach?.();
      detach = undefined;
    } else {
      detach ??= ovation.attach(stage);
    }
  }

  slider.addEventListener('input', show);
  show();
}
