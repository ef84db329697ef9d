import { lineOf } from './chart.js';
import { element, setAttribute, setHidden, setText, svg } from './dom.js';
import { duration, milliseconds } from './format.js';
import { SECONDS } from './series.js';

const HEIGHT = 100;

/** A goal that is higher than so many times what there is would leave nothing to see of the lines. */
const MOST_ABOVE = 5;

/** How long the whole way took, for as long as the page is open. */
export class LatencyChart {
  #slow = svg('path.line.slow');
  #usual = svg('path.line.usual');
  #goal = svg('path.goal');
  #drawing;
  #top = element('span.top');
  #middle = element('span.middle');
  #goalName = element('span.goal-name', {}, 'goal');
  #since = element('span');

  constructor() {
    this.#drawing = svg(
      'svg.chart',
      { preserveAspectRatio: 'none' },
      svg('path.scale', { d: `M0 0H${SECONDS}M0 ${HEIGHT / 2}H${SECONDS}M0 ${HEIGHT}H${SECONDS}` }),
      this.#goal,
      this.#usual,
      this.#slow,
    );
    this.element = element(
      'div.history',
      { 'aria-hidden': 'true' },
      element('div.y', {}, this.#top, this.#middle, element('span.bottom', {}, '0')),
      element('div.lines', {}, this.#drawing, this.#goalName),
      element('div.x', {}, this.#since, element('span', {}, 'now')),
    );
  }

  /**
   * @param {{usual: number[], slow: number[], seconds: number}} history what half of them took, and all but a hundredth
   * @param {number | null} goal
   */
  show({ usual, slow, seconds }, goal) {
    const highest = Math.max(0, ...[...usual, ...slow].filter((value) => !Number.isNaN(value)));
    const showsGoal = goal !== null && goal <= highest * MOST_ABOVE;
    const top = roundUp(Math.max(highest, showsGoal ? goal : 0));
    const y = (value) => (HEIGHT * (1 - value / top)).toFixed(1);
    setAttribute(this.#drawing, 'viewBox', `0 0 ${slow.length - 1} ${HEIGHT}`);
    setAttribute(this.#usual, 'd', lineOf(usual, y));
    setAttribute(this.#slow, 'd', lineOf(slow, y));
    setAttribute(this.#goal, 'd', showsGoal ? `M0 ${y(goal)}H${SECONDS}` : '');
    setHidden(this.#goalName, !showsGoal);
    this.#goalName.style.setProperty('--at', String(showsGoal ? 1 - goal / top : 0));
    setText(this.#top, milliseconds(top));
    setText(this.#middle, milliseconds(top / 2));
    setText(this.#since, `${duration(seconds)} ago`);
  }
}

/** To a number that is easy to halve. */
export function roundUp(value) {
  if (!(value > 0)) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 3, 4, 6, 8, 10].find((step) => step * power >= value) * power;
}
