import { Keyed, element, setAttribute, setChildren, setHidden, setText } from './dom.js';
import { count, milliseconds } from './format.js';
import { isBetweenSeveral, placeName, wayName } from './kind-latency.js';

/** The time that events take from stage to stage, a bar for each pair of data centres. */
export class WayBars {
  element = element('ol.ways');
  #barOf = new Keyed((pair) => new WayBar(pair));

  show({ ways, slowest }) {
    const bars = this.#barOf.of(ways.map(({ from, to }) => JSON.stringify([from, to])));
    const longest = Math.max(...ways.map((way) => way.meanMillis));
    bars.forEach((bar, index) => bar.show(ways[index], longest, isBetweenSeveral(ways)));
    bars.forEach((bar, index) => bar.element.classList.toggle('slowest', ways.length > 1 && ways[index] === slowest));
    setChildren(this.element, bars.map((bar) => bar.element));
  }
}

class WayBar {
  #name = element('p.name');
  #bar = element('div.stack');
  #tip = element('p.tip', { 'aria-hidden': 'true' });
  #quantiles = element('p.quantiles');
  #segments = [];
  #segmentOf = new Keyed((key) => new Segment(JSON.parse(key)[0]));
  /** At which somebody points. @type {Segment | null} */
  #pointed = null;

  constructor(pair) {
    const [from, to] = JSON.parse(pair);
    setText(this.#name, wayName({ from, to }));
    this.element = element('li', {}, this.#name, element('div.room', {}, this.#bar, this.#tip), this.#quantiles);
    for (const happening of ['pointerover', 'focusin']) {
      this.#bar.addEventListener(happening, ({ target }) => this.#point(target));
    }
    for (const happening of ['pointerleave', 'focusout']) {
      this.#bar.addEventListener(happening, () => this.#point(null));
    }
    this.#showTip();
  }

  /** @param {number} longest of the times that bars show */
  show(way, longest, isNamed) {
    setHidden(this.#name, !isNamed);
    setText(this.#quantiles, `p50 ${milliseconds(way.p50Millis)} · p99 ${milliseconds(way.p99Millis)}`);
    setHidden(this.#quantiles, !isNamed);
    this.#bar.style.setProperty('--share', String(longest > 0 ? way.meanMillis / longest : 0));
    this.#segments = this.#segmentOf.of(way.segments.map(({ stage, crosses }) => JSON.stringify([stage, crosses])));
    this.#segments.forEach((segment, index) => segment.show(way.segments[index]));
    setChildren(this.#bar, this.#segments.map((segment) => segment.element));
    this.#showTip();
  }

  #point(target) {
    this.#pointed = this.#segments.find((segment) => segment.element.contains(target)) ?? null;
    this.#showTip();
  }

  #showTip() {
    const isShown = this.#segments.includes(this.#pointed);
    setHidden(this.#tip, !isShown);
    if (isShown) {
      setText(this.#tip, this.#pointed.text);
      const { offsetLeft, offsetWidth } = this.#pointed.element;
      this.#tip.style.setProperty('--at', String((offsetLeft + offsetWidth / 2) / this.#tip.parentElement.clientWidth));
    }
  }
}

class Segment {
  text = '';
  #name = element('span');
  #time = element('span');

  constructor(stage) {
    this.element = element('div.segment', { 'data-stage': stage, role: 'img', tabindex: '0' }, element('span.fits', {}, this.#name), element('span.fits.time', {}, this.#time));
  }

  show({ stage, crosses, to, count: times, meanMillis, p50Millis, p99Millis, lost }) {
    const name = crosses ? `${stage} in ${placeName(to)}` : stage;
    this.text = `${name}: mean ${milliseconds(meanMillis)}, p50 ${milliseconds(p50Millis)}, p99 ${milliseconds(p99Millis)}, ${count(times)} times${lost > 0 ? `; ${count(lost)} lost` : ''}`;
    setText(this.#name, name);
    setText(this.#time, milliseconds(meanMillis));
    setAttribute(this.element, 'aria-label', this.text);
    this.element.classList.toggle('losing', lost > 0);
    this.element.style.setProperty('--time', String(meanMillis));
  }
}
