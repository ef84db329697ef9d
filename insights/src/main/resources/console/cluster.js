import { HEALTH, WORST_FIRST, healthOf } from './health.js';
import { Latency } from './latency.js';
import { Series } from './series.js';

/** How long a node that went without a word is still shown. */
const LOST_FOR_SECONDS = 10 * 60;

/** How long a node is said to refuse after it did. */
const REFUSING_FOR_SECONDS = 10;

/** What a node that comes or goes told longer ago than this is no longer counted; one that is up would be silent. */
const OLD_SECONDS = 10;

const MOST_LOST = 100;
const MOST_TOPICS = 50;

/** Of which there is a history for each node: its part in the stream, and its name there. */
const MEASURES = [
  ['process', ['cpu', 'heapUsedBytes', 'gcPauseMillisPerSecond']],
  ['frontend', ['streams', 'joinsPerSecond', 'framesPerSecond', 'bytesPerSecond', 'gapsPerSecond', 'droppedPerSecond', 'slowViewersPerSecond']],
  ['dispatcher', ['topics', 'subscribers', 'eventsPerSecond', 'storeMillis']],
  ['backend', ['likesPerSecond', 'commentsPerSecond', 'refusedPerSecond', 'commitMillis']],
];

/** In the direction of the data. */
export const ROLES = [
  { name: 'likes-backend', part: 'backend', title: 'Likes backend' },
  { name: 'dispatcher', part: 'dispatcher', title: 'Dispatcher' },
  { name: 'frontend', part: 'frontend', title: 'Frontend' },
];

/** What is shown on top, and where it comes from. */
export const TOTALS = [
  { name: 'viewers', part: 'frontend', key: 'streams' },
  { name: 'likes', part: 'backend', key: 'likesPerSecond' },
  { name: 'comments', part: 'backend', key: 'commentsPerSecond' },
  { name: 'frames', part: 'frontend', key: 'framesPerSecond' },
  { name: 'gaps', part: 'frontend', key: 'gapsPerSecond' },
  { name: 'refused', part: 'backend', key: 'refusedPerSecond' },
];

/** A node, as it was told last, with its history. */
class Node {
  picture = {};
  /** @type {import('./health.js').Health | null} */
  health = null;
  /** When it was missing for the first time, in seconds. @type {number | null} */
  missingSince = null;
  /** How long it has been so; not known of what was so at first. @type {number | null} */
  healthSeconds = null;
  /** What it told when it was last heard. */
  lastHeard = {};
  #refusedAt = Number.NEGATIVE_INFINITY;
  /** @type {number | null} */
  #healthSince = null;
  /** Whether it said that it leaves, and has not been up since. */
  #leaves = false;
  #series = new Map();

  constructor(address) {
    this.address = address;
  }

  get dataCentre() {
    return this.picture.dataCentre ?? 'default';
  }

  /** @returns {string[]} of those that are known, in the direction of the data */
  get roles() {
    return ROLES.map((role) => role.name).filter((name) => this.picture.roles?.includes(name));
  }

  get leaves() {
    return this.#leaves;
  }

  /** Whether what it told is what is. */
  get isHeard() {
    return this.health.level !== 'bad' && (this.picture.status === 'up' || (this.picture.ageSeconds ?? 0) <= OLD_SECONDS);
  }

  /** @returns {number | null} */
  value(part, key) {
    return this.picture[part]?.[key] ?? null;
  }

  /** @returns {Series | undefined} */
  series(part, key) {
    return this.#series.get(`${part}.${key}`);
  }

  take(picture, second) {
    this.picture = picture;
    this.missingSince = null;
    this.#leaves = picture.status === 'leaving' || (this.#leaves && picture.status !== 'up');
    if (this.value('backend', 'refusedPerSecond') > 0) {
      this.#refusedAt = second;
    }
    this.#be(healthOf(picture, second - this.#refusedAt < REFUSING_FOR_SECONDS), second);
    if (this.isHeard) {
      this.lastHeard = picture;
    }
    for (const [part, keys] of MEASURES) {
      for (const key of keys) {
        this.#record(part, key, second);
      }
    }
  }

  #record(part, key, second) {
    const value = this.isHeard ? this.value(part, key) : null;
    const name = `${part}.${key}`;
    if (value !== null && !this.#series.has(name)) {
      this.#series.set(name, new Series());
    }
    this.#series.get(name)?.put(second, value);
  }

  miss(second) {
    this.missingSince ??= second;
    this.#be(HEALTH.lost, second);
  }

  #be(health, second) {
    if (this.health !== health) {
      this.#healthSince = this.health === null ? null : second;
      this.health = health;
    }
    this.healthSeconds = this.#healthSince === null ? null : second - this.#healthSince;
  }
}

/** The cluster as the stream tells it, and the last five minutes of it. */
export class Cluster {
  second = 0;
  /** @type {string | null} */
  self = null;
  /** @type {Map<string, Node>} by address */
  nodes = new Map();
  /** The most viewers first. */
  topics = [];
  /** @type {Record<string, number | null>} */
  totals = {};
  latency = new Latency();
  totalSeries = Object.fromEntries(TOTALS.map(({ name }) => [name, new Series()]));
  #topicSeries = new Map();

  /** @param {Object} picture one event of the stream */
  take(picture) {
    const at = Date.parse(picture.at ?? '');
    this.second = Math.floor((Number.isNaN(at) ? Date.now() : at) / 1000);
    this.self = picture.self ?? null;
    this.#takeNodes(picture.nodes ?? []);
    this.#takeTotals();
    this.#takeTopics();
    this.latency.take(picture.latency, this.second);
  }

  #takeNodes(pictures) {
    const told = new Map();
    for (const picture of pictures.filter((each) => each?.address)) {
      // One that was started again is told of together with the one before it.
      if (!told.has(picture.address) || ['down', 'unreachable'].includes(told.get(picture.address).status)) {
        told.set(picture.address, picture);
      }
    }
    for (const [address, picture] of told) {
      const node = this.nodes.get(address) ?? new Node(address);
      node.take(picture, this.second);
      this.nodes.set(address, node);
    }
    // A node that is not in the cluster yet does not know who is.
    const isMember = told.has(this.self) && told.get(this.self).status !== 'joining';
    for (const [address, node] of this.nodes) {
      if (isMember && !told.has(address)) {
        this.#miss(address, node);
      }
    }
    this.#forgetTheOldest();
    this.nodes = new Map([...this.nodes].sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true })));
  }

  /** One that said that it leaves is forgotten at once. */
  #miss(address, node) {
    node.miss(this.second);
    if (node.leaves || this.second - node.missingSince > LOST_FOR_SECONDS) {
      this.nodes.delete(address);
    }
  }

  #forgetTheOldest() {
    const lost = [...this.nodes.values()]
      .filter((node) => node.missingSince !== null)
      .sort((one, other) => one.missingSince - other.missingSince);
    lost.slice(0, Math.max(0, lost.length - MOST_LOST)).forEach((node) => this.nodes.delete(node.address));
  }

  #takeTotals() {
    for (const { name, part, key } of TOTALS) {
      this.totals[name] = this.sum([...this.nodes.values()], part, key);
      this.totalSeries[name].put(this.second, this.totals[name]);
    }
  }

  /** @returns {number | null} of what those of them told that are heard; null if none did */
  sum(nodes, part, key) {
    const values = nodes
      .filter((node) => node.isHeard)
      .map((node) => node.value(part, key))
      .filter((value) => value !== null);
    return values.length === 0 ? null : values.reduce((total, value) => total + value, 0);
  }

  /** Each node names its largest. */
  #takeTopics() {
    const topics = new Map();
    for (const node of this.nodes.values()) {
      for (const { topic, viewers } of node.isHeard ? (node.picture.topTopics ?? []) : []) {
        const known = topics.get(topic) ?? { topic, viewers: 0, nodes: [] };
        known.viewers += viewers ?? 0;
        known.nodes.push({ address: node.address, viewers: viewers ?? 0 });
        topics.set(topic, known);
      }
    }
    this.topics = [...topics.values()]
      .sort((one, other) => other.viewers - one.viewers || (one.topic < other.topic ? -1 : 1))
      .slice(0, MOST_TOPICS);
    const former = this.#topicSeries;
    this.#topicSeries = new Map(
      this.topics.map(({ topic, viewers }) => {
        const series = former.get(topic) ?? new Series();
        series.put(this.second, viewers);
        return [topic, series];
      }),
    );
  }

  /** @returns {Series | undefined} of its viewers */
  seriesOf(topic) {
    return this.#topicSeries.get(topic);
  }

  /** Nodes that are not well, the worst first. */
  get troubled() {
    return [...this.nodes.values()]
      .filter((node) => node.health !== HEALTH.good)
      .sort((one, other) => WORST_FIRST.indexOf(one.health) - WORST_FIRST.indexOf(other.health));
  }
}
