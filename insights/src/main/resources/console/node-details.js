import { sinceOf } from './card.js';
import { ROLES } from './cluster.js';
import { Keyed, element, setAttribute, setChildren, setHidden, setText } from './dom.js';
import * as format from './format.js';
import { ChangingIcon, icon } from './icons.js';
import { ChartRow, Facts, NumberLink } from './rows.js';
import { StageTimes } from './stage-times.js';

const PROCESS = [
  ['cpu', 'CPU', format.percent, 1],
  ['heapUsedBytes', 'Heap', format.bytes, 0],
  ['gcPauseMillisPerSecond', 'GC pauses', format.millisecondsPerSecond, 10],
];

const OF_ROLES = {
  backend: [
    ['likesPerSecond', 'Likes', format.perSecond, 1],
    ['commentsPerSecond', 'Comments', format.perSecond, 1],
    ['refusedPerSecond', 'Refused', format.perSecond, 1],
    ['commitMillis', 'Time of a commit', format.milliseconds, 1],
  ],
  dispatcher: [
    ['eventsPerSecond', 'Events', format.perSecond, 1],
    ['topics', 'Topics', format.count, 1],
    ['subscribers', 'Subscribers', format.count, 1],
    ['storeMillis', 'Time of the store', format.milliseconds, 1],
  ],
  frontend: [
    ['streams', 'Viewers', format.count, 1],
    ['joinsPerSecond', 'Joining', format.perSecond, 1],
    ['framesPerSecond', 'Frames', format.perSecond, 1],
    ['bytesPerSecond', 'Sent', format.bytesPerSecond, 1],
    ['gapsPerSecond', 'Gaps', format.perSecond, 1],
    ['droppedPerSecond', 'Frames dropped', format.perSecond, 1],
    ['slowViewersPerSecond', 'Slow viewers', format.perSecond, 1],
    ['topics', 'Topics', format.count, 1],
    ['subscriptions', 'Subscriptions', format.count, 1],
  ],
};

/** Everything about one node. */
export class NodeDetails {
  #address;
  #icon = new ChangingIcon();
  #word = element('strong');
  #since = element('span');
  #meaning = element('p.meaning');
  #facts = new Facts(['Data centre', 'Roles', 'Status', 'Ready', 'Up for', 'Version', 'Last told']);
  #console = element('a', {}, 'Its own console');
  #health = element('p.health', {}, this.#icon.element, this.#word, this.#since);
  #sections;
  #stages = new StageTimes();
  #topics = element('ol.top-topics');
  #topicOf = new Keyed((topic) => new NumberLink(`#topic=${encodeURIComponent(topic)}`, topic));
  #topicsSection = element('section', {}, element('h3', {}, 'Topics with the most viewers here'), this.#topics);

  constructor(address) {
    this.#address = address;
    this.#sections = [
      new Measures('Process', null, 'process', PROCESS),
      ...ROLES.map(({ name, part, title }) => new Measures(title, name, part, OF_ROLES[part])),
    ];
    this.element = element(
      'div',
      {},
      element('p.kind', {}, 'Node'),
      element('h2', { id: 'panel-title' }, address),
      this.#health,
      this.#meaning,
      this.#facts.element,
      this.#console,
      ...this.#sections.map((section) => section.element),
      this.#stages.element,
      this.#topicsSection,
    );
  }

  close() {}

  show(cluster) {
    const node = cluster.nodes.get(this.#address);
    setHidden(this.#health, node === undefined);
    if (node === undefined) {
      setText(this.#meaning, 'No node of this address is in the cluster now.');
      [this.#facts.element, this.#console, this.#stages.element, this.#topicsSection, ...this.#sections.map((section) => section.element)].forEach((part) => setHidden(part, true));
      return;
    }
    const { picture, health } = node;
    setAttribute(this.#health, 'data-level', health.level);
    this.#icon.show(health.name);
    setText(this.#word, health.word);
    setText(this.#since, sinceOf(node));
    setText(this.#meaning, health.meaning);
    setHidden(this.#facts.element, false);
    this.#facts.show([
      picture.dataCentre,
      picture.roles?.join(', '),
      picture.status,
      picture.ready == null ? null : picture.ready ? 'yes' : 'no',
      picture.uptimeSeconds == null ? null : format.duration(picture.uptimeSeconds),
      picture.version,
      node.missingSince === null && picture.ageSeconds != null ? `${format.duration(picture.ageSeconds)} ago` : null,
    ]);
    const url = consoleOf(picture.management);
    setHidden(this.#console, url === null || this.#address === cluster.self);
    setAttribute(this.#console, 'href', url ?? '');
    this.#sections.forEach((section) => section.show(node, cluster.second));
    this.#stages.show(cluster.latency.stagesOf(this.#address));
    this.#showTopics(node);
  }

  #showTopics(node) {
    const topics = node.isHeard ? (node.picture.topTopics ?? []) : [];
    setHidden(this.#topicsSection, topics.length === 0);
    const links = this.#topicOf.of(topics.map(({ topic }) => topic));
    links.forEach((link, index) => link.show(format.count(topics[index].viewers)));
    setChildren(this.#topics, links.map((link) => link.element));
  }
}

/** Only to where a browser would show a page. */
function consoleOf(management) {
  try {
    const url = new URL('/console', management);
    return ['http:', 'https:'].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** What a node measures in one of its parts, with the last five minutes of each value. */
class Measures {
  #part;
  #keys;
  #rows;

  constructor(title, iconName, part, measures) {
    this.#part = part;
    this.#keys = measures.map(([key]) => key);
    this.#rows = measures.map(([, label, text, top]) => new ChartRow(label, text, top));
    this.element = element('section', {}, element('h3', {}, ...(iconName === null ? [] : [icon(iconName)]), title), ...this.#rows.map((row) => row.element));
  }

  show(node, second) {
    const isThere = node.picture[this.#part] != null;
    setHidden(this.element, !isThere);
    if (!isThere) {
      return;
    }
    this.#keys.forEach((key, index) => {
      const top = key === 'heapUsedBytes' ? (node.picture.process.heapMaxBytes ?? 0) : undefined;
      this.#rows[index].show(node.isHeard ? node.value(this.#part, key) : null, node.series(this.#part, key), second, top);
    });
  }
}
