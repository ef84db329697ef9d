import { Chart } from './chart.js';
import { element, setText } from './dom.js';
import { UNKNOWN, count, rate } from './format.js';

const TILES = [
  { name: 'viewers', label: 'Viewers', unit: '', format: count },
  { name: 'likes', label: 'Likes', unit: '/s', format: rate },
  { name: 'comments', label: 'Comments', unit: '/s', format: rate },
  { name: 'frames', label: 'Frames sent', unit: '/s', format: rate },
  { name: 'gaps', label: 'Gaps', unit: '/s', format: rate, isBad: true },
  { name: 'refused', label: 'Refused', unit: '/s', format: rate, isBad: true },
];

/** What the whole cluster does, and how that was in the last five minutes. */
export class Totals {
  #tiles;

  /** @param {HTMLElement} list */
  constructor(list) {
    this.#tiles = TILES.map((tile) => new Tile(tile));
    list.append(...this.#tiles.map((tile) => tile.element));
  }

  show(cluster) {
    this.#tiles.forEach((tile) => tile.show(cluster));
  }
}

class Tile {
  #tile;
  #value = element('span.value', {}, UNKNOWN);
  #peak = element('span.peak');
  #chart = new Chart();

  constructor(tile) {
    this.#tile = tile;
    this.element = element(
      'li.tile',
      { 'data-total': tile.name },
      element('span.label', {}, tile.label),
      element('span.number', {}, this.#value, element('span.unit', {}, tile.unit)),
      this.#chart.element,
      this.#peak,
    );
  }

  show(cluster) {
    const { name, format, unit, isBad } = this.#tile;
    const value = cluster.totals[name];
    setText(this.#value, format(value));
    const peak = this.#chart.show(cluster.totalSeries[name].upTo(cluster.second), 1);
    setText(this.#peak, peak === null ? '' : `peak ${format(peak)}${unit}`);
    this.element.classList.toggle('bad', isBad === true && value > 0);
    this.element.classList.toggle('lately', isBad === true && peak > 0);
  }
}
