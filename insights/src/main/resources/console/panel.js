import { sinceOf } from './card.js';
import { Chart } from './chart.js';
import { ROLES } from './cluster.js';
import { Keyed, element, setAttribute, setChildren, setHidden, setText } from './dom.js';
import * as format from './format.js';
import { ChangingIcon, icon } from './icons.js';
import { StageTimes } from './stage-times.js';

/** Everything about one node or topic; which one is in the URL, so that it can be linked. */
export class Panel {
  #panel;
  #close;
  #content;
  #cluster;
  #shown = '';
  /** @type {NodeDetails | TopicDetails | null} */
  #details = null;

  constructor(panel, cluster) {
    this.#panel = panel;
    this.#close = panel.querySelector('[data-close]');
    this.#content = panel.querySelector('[data-content]');
    this.#cluster = cluster;
    this.#close.addEventListener('click', () => this.#leave());
    addEventListener('hashchange', () => this.#follow());
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.#details !== null && document.querySelector('dialog[open]') === null) {
        this.#leave();
      }
    });
    this.#follow();
  }

  /** The cluster has told something new. */
  update() {
    this.#details?.show(this.#cluster);
  }

  /** Whoever closes it is back at the link that opened it. */
  #follow() {
    const [, kind, encoded] = /^#(node|topic)=(.+)$/.exec(location.hash) ?? [];
    const former = this.#shown;
    this.#shown = kind === undefined ? '' : location.hash;
    this.#details = kind === undefined ? null : detailsOf(kind, decoded(encoded));
    setHidden(this.#panel, this.#details === null);
    document.body.classList.toggle('with-panel', this.#details !== null);
    if (this.#details === null) {
      [...document.querySelectorAll('main a')].find((link) => link.getAttribute('href') === former)?.focus();
      return;
    }
    setChildren(this.#content, [this.#details.element]);
    this.#content.scrollTop = 0;
    this.update();
    this.#close.focus();
  }

  #leave() {
    history.replaceState(null, '', location.pathname + location.search);
    this.#follow();
  }
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function detailsOf(kind, name) {
  return kind === 'node' ? new NodeDetails(name) : new TopicDetails(name);
}

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

class NodeDetails {
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

class TopicDetails {
  #topic;
  #meaning = element('p.meaning');
  #chart = new ChartRow('Viewers', format.count, 1);
  #nodes = element('ol.top-topics');
  #nodeOf = new Keyed((address) => new NumberLink(`#node=${encodeURIComponent(address)}`, address));
  #sections;

  constructor(topic) {
    this.#topic = topic;
    this.#sections = [
      element('section', {}, this.#chart.element),
      element('section', {}, element('h3', {}, 'Its viewers, by node'), this.#nodes),
    ];
    this.element = element('div', {}, element('p.kind', {}, 'Topic'), element('h2', { id: 'panel-title' }, topic), this.#meaning, ...this.#sections);
  }

  show(cluster) {
    const topic = cluster.topics.find((known) => known.topic === this.#topic);
    this.#sections.forEach((section) => setHidden(section, topic === undefined));
    if (topic === undefined) {
      setText(this.#meaning, 'It is not among the topics with the most viewers now.');
      return;
    }
    setText(this.#meaning, 'What nodes tell of their largest topics; nodes on which it is not one of these are not counted.');
    this.#chart.show(topic.viewers, cluster.seriesOf(this.#topic), cluster.second);
    const nodes = [...topic.nodes].sort((one, other) => other.viewers - one.viewers);
    const links = this.#nodeOf.of(nodes.map(({ address }) => address));
    links.forEach((link, index) => link.show(format.count(nodes[index].viewers)));
    setChildren(this.#nodes, links.map((link) => link.element));
  }
}

class NumberLink {
  #number = element('span.number');

  constructor(href, text) {
    this.element = element('li', {}, element('a', { href }, element('bdi', {}, text)), this.#number);
  }

  show(number) {
    setText(this.#number, number);
  }
}

class Facts {
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

class ChartRow {
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
