import { Keyed, element, setAttribute, setChildren, setHidden, setText } from './dom.js';
import { count, milliseconds, share, shortNames } from './format.js';
import { ChangingIcon } from './icons.js';
import { isBetweenSeveral, wayName } from './kind-latency.js';
import { LatencyChart } from './latency-chart.js';
import { WayBars } from './way-bars.js';

/** The words around the stage at which the way ends. */
const ENDS = {
  written: ['From the publisher’s request until it is ', ' to viewers'],
  received: ['From the publisher’s request until it is ', ' by viewers'],
};

/** How long events of one kind take, where that time goes, and what gets lost. */
export class LatencySection {
  #chosen = '';
  #latency = null;
  #names = new Map();
  #chips = element('div.chips', { role: 'group', 'aria-label': 'Kinds of events' });
  #chipOf = new Keyed((name) => new Chip(name, () => this.#choose(name)));
  #sample = element('p.sample');
  #nothing = element('p.nothing');
  #wholeWay = new WholeWay();
  #bars = new WayBars();
  #unseen = element('p.nothing');
  #caption = element('p.caption');
  #stages = element('ol.stages');
  #stageOf = new Keyed((name) => new StageFigures(name));

  /** @param {HTMLElement} section */
  constructor(section) {
    section.append(this.#chips, this.#sample, this.#nothing, this.#wholeWay.element, this.#bars.element, this.#unseen, this.#caption, this.#stages);
  }

  show(cluster) {
    this.#latency = cluster.latency;
    this.#names = shortNames([...cluster.nodes.keys()]);
    this.#update();
  }

  #choose(name) {
    this.#chosen = name;
    this.#update();
  }

  #update() {
    const { kinds, sampling } = this.#latency;
    const kind = kinds.find(({ name }) => name === this.#chosen) ?? kinds[0];
    const isSeen = kind !== undefined && kind.ways.length > 0;
    setText(this.#nothing, nothingBecause(sampling));
    setText(this.#sample, `${share(sampling)} of events followed, last minute`);
    setHidden(this.#nothing, kind !== undefined);
    [this.#sample, this.#chips, this.#stages].forEach((part) => setHidden(part, kind === undefined));
    [this.#wholeWay.element, this.#bars.element].forEach((part) => setHidden(part, !isSeen));
    setHidden(this.#unseen, kind === undefined || isSeen);
    setHidden(this.#caption, !isSeen || !isBetweenSeveral(kind.ways));
    const chips = this.#chipOf.of(kinds.map(({ name }) => name));
    chips.forEach((chip, index) => chip.show(kinds[index], kinds[index] === kind));
    setChildren(this.#chips, chips.map((chip) => chip.element));
    setText(this.#unseen, kind === undefined ? '' : unseenBecause(kind));
    if (isSeen) {
      this.#wholeWay.show(kind, this.#latency);
      this.#bars.show(kind);
      setText(this.#caption, `Stages: mean times of ${wayName(kind.slowest)}, losses of all`);
    }
    if (kind !== undefined) {
      this.#showStages(kind.stages);
    }
  }

  #showStages(stages) {
    const figures = this.#stageOf.of(stages.map(({ name }) => name));
    figures.forEach((each, index) => {
      const slow = this.#latency.slowNodeAt(stages[index].name);
      each.show(stages[index], slow, this.#names.get(slow) ?? slow);
    });
    setChildren(this.#stages, figures.map((each) => each.element));
  }
}

function nothingBecause(sampling) {
  if (sampling === null) {
    return 'The node that tells this follows no events: it is of an older version.';
  }
  return sampling === 0 ? 'No events are followed: the sample is empty.' : `No event was followed in the last minute; ${share(sampling)} are.`;
}

function unseenBecause({ lostShare, isUnwatched }) {
  if (isUnwatched) {
    return 'What was followed in the last minute was to be shown to nobody.';
  }
  return `None has got to a viewer in the last minute${lostShare > 0 ? `: ${share(lostShare)} lost` : ''}.`;
}

class Chip {
  #name = element('span');
  #mark = new ChangingIcon();

  constructor(name, onChosen) {
    this.element = element('button', { type: 'button', 'data-kind': name }, this.#mark.element, this.#name);
    this.element.addEventListener('click', onChosen);
  }

  show(kind, isChosen) {
    setText(this.#name, kind.title);
    setAttribute(this.element, 'aria-pressed', String(isChosen));
    this.element.classList.toggle('missed', kind.isMissed);
    this.element.classList.toggle('aimless', !kind.hasGoal);
    this.#mark.show(kind.isMissed ? 'late' : 'good');
  }
}

/** From the publisher to the viewer: two numbers, whether they are as they should be, and how they were. */
class WholeWay {
  #before = element('span');
  #end = element('strong');
  #after = element('span');
  #slowest = element('span.way');
  #usual = element('dd');
  #slow = element('dd');
  #lost = element('dd');
  #hours = element('p.hours');
  #behindVideo = element('p.behind-video', { title: 'How far viewers’ players had passed the moments of events when these were shown' });
  #goal = element('p.goal-text');
  #goalMark = new ChangingIcon();
  #goalText = element('span');
  #chart = new LatencyChart();

  constructor() {
    this.#goal.append(this.#goalMark.element, this.#goalText);
    this.element = element(
      'div.whole-way',
      {},
      element(
        'div.numbers',
        {},
        element('p.end-to-end', {}, this.#before, this.#end, this.#after, this.#slowest),
        element(
          'dl',
          {},
          element('div.usual', {}, element('dt', {}, 'half within', element('span', {}, ' (p50)')), this.#usual),
          element('div.slow', {}, element('dt', {}, '99\u202F% within', element('span', {}, ' (p99)')), this.#slow),
          element('div', {}, element('dt', {}, 'lost'), this.#lost),
        ),
        this.#hours,
        this.#behindVideo,
        this.#goal,
      ),
      this.#chart.element,
    );
  }

  show(kind, latency) {
    const { ways, slowest, through, p99GoalMillis } = kind;
    const [before, after] = ENDS[through];
    setText(this.#before, before);
    setText(this.#end, through);
    setText(this.#after, isBetweenSeveral(ways) ? `${after}; the slowest: ` : after);
    setText(this.#slowest, isBetweenSeveral(ways) ? wayName(slowest) : '');
    setText(this.#usual, milliseconds(slowest.p50Millis));
    setText(this.#slow, milliseconds(slowest.p99Millis));
    setText(this.#lost, share(kind.lostShare));
    setText(this.#hours, hoursOf(kind));
    setHidden(this.#hours, kind.hours.length === 0);
    setText(this.#behindVideo, behindVideoOf(kind));
    setHidden(this.#behindVideo, kind.behindVideo === null);
    this.element.classList.toggle('late', kind.isLate);
    this.element.classList.toggle('losing', kind.losesTooMuch);
    setHidden(this.#goal, !kind.hasGoal);
    this.#goal.classList.toggle('missed', kind.isMissed);
    this.#goalMark.show(kind.isMissed ? 'late' : 'good');
    setText(this.#goalText, `Goal ${kind.isMissed ? 'missed' : 'met'}: ${goalOf(kind)}`);
    this.#chart.show(latency.historyOf(kind), p99GoalMillis);
  }
}

/** By what 99 % took at most. */
function hoursOf({ hours }) {
  return hours.map(({ title, p99Millis }, index) => `${title}${index === 0 ? ' p99' : ''} ${milliseconds(p99Millis)}`).join(' · ');
}

function behindVideoOf({ behindVideo }) {
  return behindVideo === null ? '' : `Behind the video p50 ${milliseconds(behindVideo.p50Millis)} · p99 ${milliseconds(behindVideo.p99Millis)}`;
}

function goalOf({ p99GoalMillis, lossGoal }) {
  return [
    ...(p99GoalMillis === null ? [] : [`99\u202F% within ${milliseconds(p99GoalMillis)}`]),
    ...(lossGoal === null ? [] : [lossGoal === 0 ? 'none lost' : `at most ${share(lossGoal)} lost`]),
  ].join(', ');
}

class StageFigures {
  #time = element('span.time');
  #lost = element('dd');
  #unknown = element('dd');
  #holes = element('dd');
  #rows;
  #slow = element('a');

  constructor(name) {
    this.#rows = {
      lost: element('div', {}, element('dt', {}, 'lost'), this.#lost),
      unknown: element('div.quiet', {}, element('dt', {}, 'unknown'), this.#unknown),
      holes: element('div.quiet', {}, element('dt', {}, 'holes filled'), this.#holes),
    };
    this.element = element('li', { 'data-stage': name }, element('span.swatch', { 'aria-hidden': 'true' }), element('span.name', {}, name), this.#time, element('dl', {}, ...Object.values(this.#rows)), this.#slow);
  }

  /**
   * @param {string | null} slowNode its address
   * @param {string | null} slowName what it is called
   */
  show({ meaning, meanMillis, lostShare, unknownShare, holes }, slowNode, slowName) {
    setAttribute(this.element, 'title', meaning);
    setText(this.#time, milliseconds(meanMillis));
    setText(this.#lost, share(lostShare));
    setText(this.#unknown, share(unknownShare));
    setText(this.#holes, count(holes));
    this.#rows.lost.classList.toggle('bad', lostShare > 0);
    setHidden(this.#rows.lost, lostShare === null);
    setHidden(this.#rows.unknown, !(unknownShare > 0));
    setHidden(this.#rows.holes, holes === 0);
    setHidden(this.#slow, slowNode === null);
    setText(this.#slow, `slow: ${slowName}`);
    setAttribute(this.#slow, 'href', `#node=${encodeURIComponent(slowNode ?? '')}`);
  }
}
