import { Chart } from './chart.js';
import { element, setHidden, setText } from './dom.js';
import * as format from './format.js';

/** A link with a number beside it. */
export class NumberLink {
  #number = element('span.number');

  constructor(href, text) {
    this.element = element('li', {}, element('a', { href }, element('bdi', {}, text)), this.#number);
  }

  show(number) {
    setText(this.#number, number);
  }
}

/** Names with their values; those that are not known are left out. */
export class Facts {
  #rows;

  constructor(names) {
    this.#rows = names.map((name) => ({ value: element('dd'), name }));
    this.#rows.forEach((row) => (row.element = element('div', {}, element('dt', {}, row.name), row.value)));
    this.element = element('dl.facts', {}, ...this.#rows.map((row) => row.element));
  }

  show(values) {
    this.#rows.forEach(({ value, element: row }, index) => {
      setText(value, values[index] ?? format.UNKNOWN);
      setHidden(row, values[index] == null);
    });
  }
}

/** A value, and its last five minutes. */
export class ChartRow {
  #format;
  #top;
  #value = element('span.number');
  #chart = new Chart();

  constructor(label, text, top) {
    this.#format = text;
    this.#top = top;
    this.element = element('div.row', {}, element('span.label', {}, label), this.#chart.element, this.#value);
  }

  show(value, series, second, top = this.#top) {
    setText(this.#value, this.#format(value));
    this.#chart.show(series?.upTo(second) ?? [], top);
  }
}
