import { setAttribute, svg } from './dom.js';
import { SECONDS } from './series.js';

const HEIGHT = 100;

/** Values that are missing for so long are bridged: pictures do not come exactly once a second. */
const BRIDGED = 3;

/** The last five minutes of one value, as a line over its area; where nothing was heard there is none. */
export class Chart {
  #line = svg('path.line');
  #area = svg('path.area');

  constructor() {
    this.element = svg(
      'svg.chart',
      { viewBox: `0 0 ${SECONDS - 1} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      this.#area,
      this.#line,
    );
  }

  /**
   * @param {number[]} values the oldest first
   * @param {number} [top] what is as high as the chart, unless some value is higher
   * @returns {number | null} the highest of them
   */
  show(values, top = 0) {
    const known = values.filter((value) => !Number.isNaN(value));
    const highest = known.length === 0 ? null : Math.max(...known);
    const scale = Math.max(top, highest ?? 0);
    const y = (value) => (HEIGHT - (scale === 0 ? 0 : value / scale) * (HEIGHT - 8) - 2).toFixed(1);
    setAttribute(this.#line, 'd', lineOf(values, y));
    setAttribute(this.#area, 'd', areaOf(values, y));
    return highest;
  }
}

/** @param {(value: number) => string} y */
export function lineOf(values, y) {
  return pointsOf(values, y).map((points) => `M${points.join('L')}${points.length === 1 ? 'h.01' : ''}`).join('');
}

function areaOf(values, y) {
  return pointsOf(values, y).map((points) => `M${points[0][0]} ${HEIGHT}L${points.join('L')}V${HEIGHT}Z`).join('');
}

function pointsOf(values, y) {
  return runs(values).map((run) => run.map((index) => [index, y(values[index])]));
}

/** @returns {number[][]} indexes of values, of which each list is a line without a break */
function runs(values) {
  const found = [];
  values.forEach((value, index) => {
    if (Number.isNaN(value)) {
      return;
    }
    const last = found.at(-1);
    if (last !== undefined && index - last.at(-1) <= BRIDGED) {
      last.push(index);
    } else {
      found.push([index]);
    }
  });
  return found;
}
