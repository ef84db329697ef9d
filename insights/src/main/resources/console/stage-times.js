import { Keyed, element, setChildren, setHidden, setText } from './dom.js';
import { count, milliseconds } from './format.js';
import { icon } from './icons.js';

/** How long events took to the stages that they reach on a node, and to these on other nodes. */
export class StageTimes {
  #body = element('tbody');
  #rowOf = new Keyed((stage) => new StageRow(stage));

  constructor() {
    const heads = ['p50', 'p99', 'p99 elsewhere', 'Lost'].map((text) => element('th.number', { scope: 'col' }, text));
    this.element = element(
      'section',
      {},
      element('h3', {}, icon('late'), 'Latency, last minute'),
      element('table.stage-times', {}, element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'Stage'), ...heads)), this.#body),
    );
  }

  show(stages) {
    setHidden(this.element, stages.length === 0);
    const rows = this.#rowOf.of(stages.map(({ stage }) => stage));
    rows.forEach((row, index) => row.show(stages[index]));
    setChildren(this.#body, rows.map((row) => row.element));
  }
}

class StageRow {
  #cells = [1, 2, 3, 4].map(() => element('td.number'));

  constructor(stage) {
    this.element = element('tr', {}, element('th', { scope: 'row' }, stage), ...this.#cells);
  }

  show({ p50Millis, p99Millis, othersMillis, lost, isSlow }) {
    const texts = [...[p50Millis, p99Millis, othersMillis].map(milliseconds), lost === 0 ? 'none' : count(lost)];
    texts.forEach((text, index) => setText(this.#cells[index], text));
    this.#cells[1].classList.toggle('bad', isSlow);
    this.#cells[3].classList.toggle('bad', lost > 0);
  }
}
