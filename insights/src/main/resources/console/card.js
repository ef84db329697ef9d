import { Chart } from './chart.js';
import { ROLES } from './cluster.js';
import { element, setAttribute, setHidden, setText } from './dom.js';
import { flowThrough } from './flow-rate.js';
import { bytesPerSecond, count, duration, milliseconds, percent, rate } from './format.js';
import { HEALTH } from './health.js';
import { ChangingIcon, icon } from './icons.js';

/** What a role does: its largest number first, which is all that a compact card shows. */
const FIGURES = {
  backend: [
    ['likesPerSecond', 'likes/s', rate],
    ['commentsPerSecond', 'comments/s', rate],
    ['commitMillis', 'to commit', milliseconds],
    ['refusedPerSecond', 'refused/s', rate, 'bad'],
  ],
  dispatcher: [
    ['eventsPerSecond', 'events/s', rate],
    ['topics', 'topics', count],
    ['subscribers', 'subscribers', count],
    ['storeMillis', 'to store', milliseconds],
  ],
  frontend: [
    ['streams', 'viewers', count],
    ['framesPerSecond', 'frames/s', rate],
    ['bytesPerSecond', 'sent', bytesPerSecond],
    ['gapsPerSecond', 'gaps/s', rate, 'bad'],
    ['slowViewersPerSecond', 'slow/s', rate, 'bad'],
  ],
};

/** A node on the map; across columns, if it has several roles. */
export class NodeCard {
  #link;
  #name = element('bdi.name');
  #health = new ChangingIcon();
  #word = element('span.word');
  #since = element('span.since');
  #meaning = element('p.meaning');
  #cpu = new Meter('CPU');
  #heap = new Meter('Heap');
  #parts;

  /**
   * @param {string} address
   * @param {typeof ROLES} roles
   * @param {number} from the first column that it is in
   */
  constructor(address, roles, from) {
    this.#link = element('a', { href: `#node=${encodeURIComponent(address)}`, title: address }, this.#name);
    this.#parts = roles.map((role) => new RolePart(role, ROLES.indexOf(role) + 2 - from));
    this.element = element(
      'li.node',
      { 'data-node': address },
      element('div.top', {}, element('span.badge', {}, this.#health.element, this.#word), this.#link, this.#since, element('span.meters', {}, this.#cpu.element, this.#heap.element)),
      this.#meaning,
      ...this.#parts.map((part) => part.element),
    );
  }

  /**
   * @param {string} name short, and unlike any other
   * @param {number | null} second of the last value that charts show; null if there is no room for them
   */
  show(node, name, second) {
    setText(this.#name, name);
    setAttribute(this.element, 'data-health', node.health.name);
    setAttribute(this.element, 'data-level', node.health.level);
    this.#health.show(node.health.name);
    setText(this.#word, node.health.word);
    setText(this.#since, sinceOf(node));
    setText(this.#meaning, node.health.meaning);
    this.element.classList.toggle('unheard', !node.isHeard);
    const isKnown = node.isHeard && node.picture.process != null;
    setHidden(this.#cpu.element, !isKnown);
    setHidden(this.#heap.element, !isKnown);
    if (isKnown) {
      const { cpu, heapUsedBytes, heapMaxBytes } = node.picture.process;
      this.#cpu.show(cpu);
      this.#heap.show(heapUsedBytes === null ? null : heapUsedBytes / heapMaxBytes);
    }
    this.#parts.forEach((part) => part.show(node, second));
  }

  /** Flows reach the card's edges, and the parts within it. */
  ports(node, arriving) {
    return this.#parts.map((part, index) => ({
      ...part.port(node, arriving),
      left: index === 0 ? this.element : part.element,
      right: index === this.#parts.length - 1 ? this.element : part.element,
      middle: this.element,
    }));
  }
}

/** How long it has been so, where that is known. */
export function sinceOf(node) {
  const seconds = node.health === HEALTH.silent ? node.picture.ageSeconds : node.healthSeconds;
  return node.health.level === 'good' || seconds == null ? '' : `for ${duration(seconds)}`;
}

class Meter {
  #bar = element('span.bar');
  #value = element('span.share');

  constructor(label) {
    this.element = element('span.meter', {}, element('span.of', {}, label), element('span.track', { 'aria-hidden': 'true' }, this.#bar), this.#value);
  }

  show(share) {
    setText(this.#value, percent(share));
    this.#bar.style.setProperty('--share', String(Math.min(1, share ?? 0)));
    this.element.classList.toggle('high', share > 0.9);
  }
}

class RolePart {
  #role;
  #figures;
  #column;
  #chart = new Chart();

  constructor(role, column) {
    this.#role = role;
    this.#column = ROLES.indexOf(role) + 1;
    this.#figures = FIGURES[role.part].map((figure) => new Figure(figure));
    this.element = element(
      'div.part',
      { 'data-role': role.name },
      element('span.role', {}, icon(role.name), element('span', {}, role.title)),
      element('dl', {}, ...this.#figures.map((figure) => figure.element)),
      this.#chart.element,
    );
    this.element.style.setProperty('--column', String(column));
  }

  /** Of a node that is not heard, what it did when it was. */
  show(node, second) {
    const { part } = this.#role;
    const told = (node.isHeard ? node.picture : node.lastHeard)[part];
    this.element.classList.toggle('untold', told == null);
    // Not every node measures everything.
    const measured = this.#figures.filter((figure) => node.series(part, figure.key) !== undefined);
    const headline = measured[0] ?? this.#figures[0];
    this.#figures.forEach((figure) => figure.show(told, figure === headline, measured.includes(figure)));
    if (second !== null) {
      this.#chart.show(node.series(part, headline.key)?.upTo(second) ?? [], 1);
    }
  }

  port(node, arriving) {
    const through = node.isHeard ? flowThrough(node, this.#role.part, arriving) : 0;
    return { from: this.#column, to: this.#column, rateIn: through, rateOut: through, isBroken: !node.isHeard };
  }
}

class Figure {
  #format;
  #isBad;
  #value = element('dd');

  constructor([key, label, format, bad]) {
    this.key = key;
    this.#format = format;
    this.#isBad = bad === 'bad';
    this.element = element('div', { 'data-figure': key }, element('dt', {}, label), this.#value);
  }

  show(part, isHeadline, isMeasured) {
    const value = part?.[this.key] ?? null;
    setText(this.#value, this.#format(value));
    this.element.classList.toggle('bad', this.#isBad && value > 0);
    this.element.classList.toggle('headline', isHeadline);
    setHidden(this.element, !isHeadline && (this.#isBad ? !(value > 0) : !isMeasured));
  }
}
