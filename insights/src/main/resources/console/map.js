import { NodeCard } from './card.js';
import { ROLES } from './cluster.js';
import { Keyed, element, setAttribute, setChildren, setHidden, setText } from './dom.js';
import { flowThrough } from './flow-rate.js';
import { Flows } from './flows.js';
import { count, perSecond, shortNames } from './format.js';
import { icon } from './icons.js';

/** With more nodes than these in one place, cards are compact. */
const MOST_LARGE_CARDS = 6;

const STAGES = [
  { name: 'publishers', title: 'Publishers', does: 'send likes and comments' },
  { name: 'likes-backend', title: 'Likes backends', does: 'count and keep them' },
  { name: 'dispatcher', title: 'Dispatchers', does: 'know which frontends want them' },
  { name: 'frontend', title: 'Frontends', does: 'hold the streams' },
  { name: 'viewers', title: 'Viewers', does: 'watch' },
];

/** The cluster in the direction of the data, a lane for each data centre. */
export class ClusterMap {
  #section;
  #lanes = element('div.lanes');
  #flows;
  #laneOf = new Keyed((dataCentre) => new Lane(dataCentre));

  /** @param {HTMLElement} section */
  constructor(section) {
    this.#section = section;
    this.#flows = new Flows(section);
    const heads = STAGES.map(({ name, title, does }) =>
      element('div.head', { 'data-stage': name }, icon(name), element('strong', {}, title), element('span', {}, does)),
    );
    section.append(element('div.heads', {}, ...heads), this.#lanes);
  }

  show(cluster) {
    const nodes = [...cluster.nodes.values()];
    const names = shortNames(nodes.map((node) => node.address));
    const dataCentres = [...new Set(nodes.map((node) => node.dataCentre))].sort();
    const isCompact = dataCentres.some((dataCentre) => crowd(nodes.filter((node) => node.dataCentre === dataCentre)) > MOST_LARGE_CARDS);
    setAttribute(this.#section, 'data-cards', isCompact ? 'compact' : 'large');
    this.#section.classList.toggle('several', dataCentres.length > 1);
    const widths = columns(nodes, isCompact);
    if (this.#section.style.getPropertyValue('--columns') !== widths) {
      this.#section.style.setProperty('--columns', widths);
    }
    const lanes = this.#laneOf.of(dataCentres);
    setChildren(this.#lanes, lanes.map((lane) => lane.element));
    lanes.forEach((lane) => lane.show(nodes.filter((node) => node.dataCentre === lane.dataCentre), cluster, names, isCompact));
    this.#flows.show(lanes.map((lane) => lane.ports(isCompact)));
  }

  /** Nothing moves while what is shown is old. */
  set moving(moving) {
    this.#flows.moving = moving;
  }
}

/** How many cards would be one below the other. */
function crowd(nodes) {
  const ofRoles = new Map();
  nodes.forEach((node) => ofRoles.set(node.roles.join(), (ofRoles.get(node.roles.join()) ?? 0) + 1));
  return Math.max(0, ...ofRoles.values());
}

/** Where there are many nodes there is more room for them. */
function columns(nodes, isCompact) {
  return ROLES.map(({ name }) => {
    const share = isCompact ? Math.sqrt(nodes.filter((node) => node.roles.includes(name)).length) : 1;
    return `minmax(0, ${Math.max(1, share).toFixed(2)}fr)`;
  }).join(' ');
}

class Lane {
  #publishers = new End('publishers');
  #viewers = new End('viewers');
  #name = element('bdi');
  #summary = element('span.summary');
  #title;
  #grid = element('div.grid', {});
  #groupOf = new Keyed((roles) => new Group(roles));
  #groups = [];
  #arriving = 0;

  constructor(dataCentre) {
    this.dataCentre = dataCentre;
    this.#title = element('h3', {}, element('span', {}, 'Data centre '), this.#name, this.#summary);
    setText(this.#name, dataCentre);
    this.element = element('section.lane', { 'aria-label': `Data centre ${dataCentre}` }, this.#title, this.#grid);
  }

  show(nodes, cluster, names, isCompact) {
    const troubled = nodes.filter((node) => node.health.level !== 'good').length;
    setText(this.#summary, `${nodes.length} ${nodes.length === 1 ? 'node' : 'nodes'}${troubled > 0 ? `, ${troubled} not well` : ''}`);
    this.#showGroups(nodes, names, isCompact ? null : cluster.second);
    const published = ['likesPerSecond', 'commentsPerSecond'].map((key) => cluster.sum(nodes, 'backend', key));
    this.#publishers.show(perSecond(sumOf(published)), 'published', sumOf(published) ?? 0);
    this.#arriving = cluster.sum(nodes, 'dispatcher', 'eventsPerSecond') ?? 0;
    this.#viewers.show(count(cluster.sum(nodes, 'frontend', 'streams')), 'watching', cluster.sum(nodes, 'frontend', 'framesPerSecond') ?? this.#arriving);
  }

  /** Those of several roles first, across the columns of these; what nobody does is said, too. */
  #showGroups(nodes, names, second) {
    const byRoles = new Map();
    nodes.forEach((node) => byRoles.set(node.roles.join(), [...(byRoles.get(node.roles.join()) ?? []), node]));
    ROLES.filter(({ name }) => !nodes.some((node) => node.roles.includes(name))).forEach(({ name }) => byRoles.set(name, []));
    const keys = [...byRoles.keys()].sort((one, other) => other.split(',').length - one.split(',').length || order(one) - order(other));
    this.#groups = this.#groupOf.of(keys);
    this.#groups.forEach((group, index) => group.show(byRoles.get(keys[index]), names, second));
    const rows = this.#placeGroups();
    setChildren(this.#grid, [this.#publishers.element, ...this.#groups.map((group) => group.element), this.#viewers.element]);
    [this.#publishers, this.#viewers].forEach((end) => (end.element.style.gridRow = `1 / ${rows + 1}`));
  }

  /** A single role is below those that lie across its column, or beside all of them. @returns {number} of rows */
  #placeGroups() {
    const wide = this.#groups.filter((group) => group.span > 1);
    const single = this.#groups.filter((group) => group.span === 1);
    const isCovered = (group) => wide.some((other) => other.from <= group.from && group.from <= other.to);
    const rows = Math.max(1, wide.length + (single.some(isCovered) ? 1 : 0));
    wide.forEach((group, index) => group.place(index + 1, index + 2));
    single.forEach((group) => group.place(isCovered(group) ? rows : 1, rows + 1));
    return rows;
  }

  /** What flows are drawn between, by column: 0 for publishers to 4 for viewers. */
  ports(isCompact) {
    const ofGroups = this.#groups.flatMap((group) => group.ports(isCompact, this.#arriving));
    return {
      ends: [this.#publishers.element, this.#viewers.element],
      boxes: [this.#publishers.box(0), ...this.#groups.map((group) => group.box(this.#arriving)), this.#viewers.box(4)],
      ports: [this.#publishers.box(0), ...ofGroups, this.#viewers.box(4)],
    };
  }
}

function order(roles) {
  return ROLES.findIndex(({ name }) => roles.startsWith(name));
}

function sumOf(values) {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** Publishers, or viewers: those outside the cluster. */
class End {
  #number = element('strong');
  #unit = element('span');
  #flow = 0;

  constructor(name) {
    this.element = element('div.end', { 'data-end': name }, icon(name), element('span.hidden', {}, name === 'viewers' ? 'Viewers: ' : 'Published: '), this.#number, this.#unit);
  }

  show(number, unit, flow) {
    setText(this.#number, number);
    setText(this.#unit, unit);
    this.#flow = flow;
  }

  box(column) {
    return { left: this.element, right: this.element, middle: this.element, from: column, to: column, rateIn: this.#flow, rateOut: this.#flow, isBroken: false };
  }
}

/** The nodes of a lane that have the same roles. */
class Group {
  #roles;
  #nodes = [];
  #cards = [];
  #cardOf;
  #list = element('ul.cards');
  #none;

  constructor(roles) {
    this.#roles = ROLES.filter(({ name }) => roles.split(',').includes(name));
    const columnsOf = this.#roles.map((role) => ROLES.indexOf(role) + 1);
    this.from = columnsOf[0] ?? 1;
    this.to = columnsOf.at(-1) ?? ROLES.length;
    this.#cardOf = new Keyed((address) => new NodeCard(address, this.#roles, this.from));
    this.#none = element('p.none', {}, icon('lost'), `No ${this.#roles[0]?.title.toLowerCase() ?? 'node'}`);
    this.element = element('div.group', { 'data-stage': roles }, this.#list, this.#none);
  }

  get span() {
    return this.to - this.from + 1;
  }

  show(nodes, names, second) {
    this.#nodes = nodes;
    this.#cards = this.#cardOf.of(nodes.map((node) => node.address));
    setChildren(this.#list, this.#cards.map((card) => card.element));
    this.#cards.forEach((card, index) => card.show(nodes[index], names.get(nodes[index].address), second));
    setHidden(this.#none, nodes.length > 0);
    setHidden(this.#list, nodes.length === 0);
  }

  place(firstRow, endRow) {
    this.element.style.gridColumn = `${this.from + 1} / ${this.to + 2}`;
    this.element.style.gridRow = `${firstRow} / ${endRow}`;
    this.element.classList.toggle('wide', this.span > 1);
  }

  /** One for all of its nodes. */
  box(arriving) {
    const heard = this.#nodes.filter((node) => node.isHeard);
    const flow = (part) => heard.reduce((sum, node) => sum + flowThrough(node, part, arriving), 0);
    return {
      left: this.element,
      right: this.element,
      middle: this.element,
      from: this.from,
      to: this.to,
      rateIn: flow(this.#roles[0]?.part),
      rateOut: flow(this.#roles.at(-1)?.part),
      isBroken: heard.length === 0,
    };
  }

  /** One for each role of each node, unless there are too many of them. */
  ports(isCompact, arriving) {
    if (isCompact || this.#nodes.length === 0) {
      return [this.box(arriving)];
    }
    return this.#cards.flatMap((card, index) => card.ports(this.#nodes[index], arriving));
  }
}
