import { sinceOf } from './card.js';
import { Keyed, element, setAttribute, setChildren, setHidden, setText } from './dom.js';
import { count, rate, shortNames } from './format.js';
import { ChangingIcon } from './icons.js';

const MOST_ALERTS = 6;
const MOST_TOPICS = 12;
const MOST_BEHIND = 8;

/** Nodes that are not well, the worst first. */
export class Alerts {
  #list;
  #alertOf = new Keyed((address) => new Alert(address));
  #more = element('li.more');

  constructor(list) {
    this.#list = list;
  }

  show(cluster) {
    const troubled = cluster.troubled;
    const shown = troubled.slice(0, MOST_ALERTS);
    const alerts = this.#alertOf.of(shown.map((node) => node.address));
    alerts.forEach((alert, index) => alert.show(shown[index]));
    setText(this.#more, `and ${troubled.length - shown.length} more`);
    setChildren(this.#list, [...alerts.map((alert) => alert.element), ...(troubled.length > shown.length ? [this.#more] : [])]);
    setHidden(this.#list, troubled.length === 0);
  }
}

class Alert {
  #icon = new ChangingIcon();
  #word = element('strong');
  #detail = element('span.detail');

  constructor(address) {
    this.element = element('li', {}, element('a', { href: `#node=${encodeURIComponent(address)}` }, this.#icon.element, this.#word, element('bdi', {}, address), this.#detail));
  }

  show(node) {
    this.#icon.show(node.health.name);
    setText(this.#word, node.health.word);
    setText(this.#detail, sinceOf(node));
    setAttribute(this.element, 'data-level', node.health.level);
    setAttribute(this.element, 'title', node.health.meaning);
  }
}

/** Topics of all nodes, ranked by their viewers. */
export class Topics {
  #body;
  #none;
  #rowOf = new Keyed((topic) => new TopicRow(topic));

  constructor(body, none) {
    this.#body = body;
    this.#none = none;
  }

  show(cluster) {
    const topics = cluster.topics.slice(0, MOST_TOPICS);
    const rows = this.#rowOf.of(topics.map(({ topic }) => topic));
    rows.forEach((row, index) => row.show(topics[index], topics[0].viewers));
    setChildren(this.#body, rows.map((row) => row.element));
    setText(this.#none, cluster.totals.viewers > 0 ? 'No node tells of its topics.' : 'Nobody watches anything.');
    setHidden(this.#none, topics.length > 0);
    setHidden(this.#body.parentElement, topics.length === 0);
  }
}

class TopicRow {
  #bar = element('span.bar');
  #viewers = element('td.number');

  constructor(topic) {
    const [kind, ...id] = topic.split(':');
    const link = element('a', { href: `#topic=${encodeURIComponent(topic)}`, title: topic }, element('span.kind', {}, `${kind}:`), element('bdi', {}, id.join(':')));
    this.element = element('tr', { 'data-topic': topic }, element('th', { scope: 'row' }, this.#bar, link), this.#viewers);
  }

  show(topic, most) {
    setText(this.#viewers, count(topic.viewers));
    this.#bar.style.setProperty('--share', String(most === 0 ? 0 : topic.viewers / most));
  }
}

/** Viewers that do not read as fast as it is sent to them, and what was not given to them, by node. */
export class Behind {
  #body;
  #none;
  #rowOf = new Keyed((address) => new BehindRow(address));

  constructor(body, none) {
    this.#body = body;
    this.#none = none;
  }

  show(cluster) {
    const nodes = [...cluster.nodes.values()];
    const names = shortNames(nodes.map((node) => node.address));
    const behind = nodes
      .filter((node) => node.isHeard && ['slowViewersPerSecond', 'gapsPerSecond', 'droppedPerSecond'].some((key) => node.value('frontend', key) > 0))
      .sort((one, other) => (other.value('frontend', 'gapsPerSecond') ?? 0) - (one.value('frontend', 'gapsPerSecond') ?? 0))
      .slice(0, MOST_BEHIND);
    const rows = this.#rowOf.of(behind.map((node) => node.address));
    rows.forEach((row, index) => row.show(behind[index], names.get(behind[index].address)));
    setChildren(this.#body, rows.map((row) => row.element));
    setHidden(this.#body.parentElement, behind.length === 0);
    setHidden(this.#none, behind.length > 0);
  }
}

class BehindRow {
  #name = element('bdi');
  #cells = [element('td.number'), element('td.number'), element('td.number')];

  constructor(address) {
    this.element = element('tr', {}, element('th', { scope: 'row' }, element('a', { href: `#node=${encodeURIComponent(address)}`, title: address }, this.#name)), ...this.#cells);
  }

  show(node, name) {
    setText(this.#name, name);
    ['slowViewersPerSecond', 'gapsPerSecond', 'droppedPerSecond'].forEach((key, index) => setText(this.#cells[index], rate(node.value('frontend', key))));
  }
}
