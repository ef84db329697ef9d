import { KindLatency, STAGES, inOrder } from './kind-latency.js';
import { SECONDS, Series } from './series.js';

/** The first that has figures is shown, unless another is chosen. */
const KINDS = [
  { name: 'comment', title: 'Comments' },
  { name: 'retraction', title: 'Retractions' },
  { name: 'likes', title: 'Likes' },
  { name: 'typing', title: 'Typing' },
];

/** The longest history, for as long as the page is open. */
const LONGEST_SECONDS = 12 * SECONDS;

/** How many seconds a point of a chart may stand for. */
const RESOLUTIONS = [1, 2, 3, 6, 12];

/** A line of fewer points would be a dot. */
const FEWEST_POINTS = 30;

/** A node is slow at a stage if it takes so many times as long as any other. */
const SLOW_TIMES = 3;

/** Of fewer events it would be chance. */
const FEWEST_OF_SLOW = 20;

/** How long events took from publishers to viewers in the last minute, and what was lost on the way. */
export class Latency {
  /** Of those that have figures. @type {KindLatency[]} */
  kinds = [];
  /** The share of events that are followed; null if the node tells nothing of it. @type {number | null} */
  sampling = null;
  #nodes = [];
  #second = 0;
  #since = Number.NaN;
  #series = new Map();

  /** @param {Object | null | undefined} figures as the stream has them */
  take(figures, second) {
    this.sampling = figures == null ? null : (figures.sampling ?? 0);
    this.kinds = figures == null ? [] : KINDS.map((kind) => new KindLatency(kind, figures)).filter((kind) => kind.hasFigures);
    this.#nodes = (figures?.nodes ?? []).filter((each) => STAGES.some(({ name }) => name === each.stage));
    this.#second = second;
    if (this.kinds.length > 0 && !(this.#since <= second)) {
      this.#since = second;
    }
    for (const { name, through, slowest } of this.kinds) {
      if (slowest !== null) {
        this.#put(`${name} ${through} p50Millis`, slowest.p50Millis);
        this.#put(`${name} ${through} p99Millis`, slowest.p99Millis);
      }
    }
  }

  #put(name, value) {
    if (!this.#series.has(name)) {
      this.#series.set(name, new Series(LONGEST_SECONDS));
    }
    this.#series.get(name).put(this.#second, value);
  }

  /** Those that miss their goals. */
  get missed() {
    return this.kinds.filter((kind) => kind.isMissed);
  }

  get #resolution() {
    return RESOLUTIONS.find((seconds) => this.#second - this.#since < seconds * SECONDS) ?? RESOLUTIONS.at(-1);
  }

  /**
   * Of the slowest way, since there were figures; an hour at most.
   *
   * @returns {{usual: number[], slow: number[], seconds: number}} the highest of each few seconds, the oldest first; NaN
   *     where there is none
   */
  historyOf(kind) {
    const step = this.#resolution;
    // Points stand for the same seconds for as long as they are shown, or the line would flicker.
    const end = (Math.floor(this.#second / step) + 1) * step - 1;
    const passed = Math.ceil((end - this.#since + 1) / step);
    const seconds = Math.min(SECONDS, Math.max(FEWEST_POINTS, passed)) * step;
    const points = (quantile) => highestOfEach(step, this.#series.get(`${kind.name} ${kind.through} ${quantile}`)?.upTo(end, seconds) ?? []);
    return { usual: points('p50Millis'), slow: points('p99Millis'), seconds };
  }

  /**
   * The stages that a node takes events to.
   *
   * @returns {{stage: string, p50Millis: number, p99Millis: number, othersMillis: number | null, lost: number, isSlow:
   *     boolean}[]} in order
   */
  stagesOf(address) {
    return inOrder(this.#nodes.filter(({ node }) => node === address)).map((own) => {
      const others = this.#nodes.filter(({ node, stage }) => stage === own.stage && node !== address);
      const othersMillis = others.length === 0 ? null : Math.max(...others.map(({ p99Millis }) => p99Millis));
      return { ...own, othersMillis, isSlow: othersMillis !== null && own.count >= FEWEST_OF_SLOW && own.p99Millis > SLOW_TIMES * othersMillis };
    });
  }

  /** @returns {string | null} the address of the node that is slow there, if one is */
  slowNodeAt(stage) {
    const slowest = this.#nodes.filter((each) => each.stage === stage).reduce((most, each) => (each.p99Millis > (most?.p99Millis ?? 0) ? each : most), null);
    return slowest !== null && this.stagesOf(slowest.node).some((own) => own.stage === stage && own.isSlow) ? slowest.node : null;
  }
}

function highestOfEach(step, values) {
  return Array.from({ length: values.length / step }, (_, index) => highest(values.slice(index * step, (index + 1) * step)));
}

function highest(values) {
  return values.reduce((most, value) => (value > most || Number.isNaN(most) ? value : most), Number.NaN);
}
