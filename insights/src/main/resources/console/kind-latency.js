/** In the order in which an event gets there. It is accepted first, which is where its time begins. */
export const STAGES = [
  { name: 'committed', meaning: 'The likes backend has it in its store' },
  { name: 'published', meaning: 'The likes backend has sent it to the topic' },
  { name: 'topic-received', meaning: 'The dispatcher of the topic has it' },
  { name: 'topic-sent', meaning: 'The dispatcher has sent it to a frontend' },
  { name: 'frontend-received', meaning: 'The frontend has it' },
  { name: 'written', meaning: 'The frontend has written it to viewers' },
  { name: 'received', meaning: 'A viewer has it, and says so' },
];

/** Hours that are compared, by how many days ago they ended. */
const HOURS = [
  { daysAgo: 0, title: 'Last hour' },
  { daysAgo: 1, title: 'same hour yesterday' },
  { daysAgo: 7, title: 'last week' },
];

/** What no data centre is called: it is not known which it is. */
const UNKNOWN_PLACE = '-';

/** The figures of one kind of events. */
export class KindLatency {
  #steps;
  #events;
  #goal;
  #hours;
  /** By what viewers’ playheads had passed the moments of events when these were shown; null if none tells. */
  behindVideo;

  constructor({ name, title }, figures) {
    const own = (list) => (list ?? []).filter((each) => each.kind === name);
    this.name = name;
    this.title = title;
    this.#steps = own(figures.steps);
    this.#events = own(figures.events)[0] ?? {};
    this.#goal = own(figures.goals)[0] ?? {};
    this.behindVideo = own(figures.behindVideo)[0] ?? null;
    this.#hours = (figures.hours ?? []).map(({ daysAgo, deliveries }) => ({ daysAgo, deliveries: own(deliveries) }));
    const [written, received] = ['written', 'received'].map((end) => own(figures.deliveries).filter(({ through, count }) => through === end && count > 0));
    const isAcknowledged = received.length > 0 && received.length >= written.length;
    /** Where ways end: at the viewers, if some of each way say when they have events. */
    this.through = isAcknowledged ? 'received' : 'written';
    /** One for each pair of data centres. */
    this.ways = (isAcknowledged ? received : written)
      .map((delivery) => ({ ...delivery, segments: this.#segments(delivery) }))
      .map((way) => ({ ...way, meanMillis: sum(way.segments, 'meanMillis') }))
      .sort((one, other) => one.from.localeCompare(other.from) || one.to.localeCompare(other.to));
  }

  get hasFigures() {
    return this.#steps.length > 0 || this.ways.length > 0 || Object.values(this.#events).some((value) => value > 0);
  }

  /** By what all but a hundredth take at most; null if nothing got to a viewer. */
  get slowest() {
    return this.ways.reduce((slowest, way) => (slowest === null || way.p99Millis > slowest.p99Millis ? way : slowest), null);
  }

  /** Those that are known, each by its slowest way. @returns {{title: string, p50Millis: number, p99Millis: number}[]} */
  get hours() {
    return HOURS.flatMap(({ daysAgo, title }) => {
      const deliveries = this.#hours.find((hour) => hour.daysAgo === daysAgo)?.deliveries ?? [];
      const [slowest] = deliveries.filter(({ through }) => through === this.through).sort((one, other) => other.p99Millis - one.p99Millis);
      return slowest === undefined ? [] : [{ title, p50Millis: slowest.p50Millis, p99Millis: slowest.p99Millis }];
    });
  }

  /** What an event goes through on its way, in order. */
  #segments({ from, to }) {
    const ofPlaces = (one, other) => inOrder(this.#steps.filter((step) => step.from === one && step.to === other && step.count > 0));
    const there = ofPlaces(from, to);
    const way = from === to ? there : [...this.#before(there, ofPlaces(from, from)), ...there];
    return way.filter((step) => order(step) <= order({ stage: this.through })).map((step) => ({ ...step, crosses: from !== to && step === there[0] }));
  }

  /**
   * What is logged is committed in each data centre, which is measured from where it was accepted. All else goes from
   * topic to topic.
   */
  #before(there, here) {
    const crossing = there[0];
    return crossing === undefined || crossing.stage === 'committed' ? [] : here.filter((step) => order(step) <= order(crossing));
  }

  /** The time is that of the slowest way, and all else of all ways together. */
  get stages() {
    const segments = this.slowest?.segments ?? [];
    return STAGES.map((stage) => ({ ...stage, steps: this.#steps.filter((step) => step.stage === stage.name) }))
      .filter(({ steps }) => steps.length > 0)
      .map(({ name, meaning, steps }) => {
        const [expected, lost, unknown, holes] = ['expected', 'lost', 'unknown', 'holes'].map((key) => sum(steps, key));
        const here = segments.filter((segment) => segment.stage === name);
        return {
          name,
          meaning,
          holes,
          meanMillis: here.length === 0 ? null : sum(here, 'meanMillis'),
          lostShare: shareOf(lost, expected),
          unknownShare: shareOf(unknown, expected + unknown),
        };
      });
  }

  /** Of events that somebody was to be shown. @returns {number | null} */
  get lostShare() {
    const { complete = 0, lost = 0 } = this.#events;
    return shareOf(lost, complete + lost);
  }

  /** Whether that is all that can be said of them. */
  get isUnwatched() {
    const { complete = 0, ended = 0, lost = 0, unknown = 0 } = this.#events;
    return ended > 0 && complete + lost + unknown === 0;
  }

  get hasGoal() {
    return this.p99GoalMillis !== null || this.lossGoal !== null;
  }

  get p99GoalMillis() {
    return this.#goal.p99Millis ?? null;
  }

  get lossGoal() {
    return this.#goal.lossShare ?? null;
  }

  get isLate() {
    return this.p99GoalMillis !== null && this.slowest?.p99Millis > this.p99GoalMillis;
  }

  get losesTooMuch() {
    return this.lossGoal !== null && this.lostShare > this.lossGoal;
  }

  get isMissed() {
    return this.isLate || this.losesTooMuch;
  }
}

/** Whether there is more than one data centre. */
export function isBetweenSeveral(ways) {
  return ways.length > 1 || ways.some(({ from, to }) => from !== to);
}

export function placeName(dataCentre) {
  return dataCentre === UNKNOWN_PLACE ? 'unknown' : dataCentre;
}

export function wayName({ from, to }) {
  return `${placeName(from)} → ${placeName(to)}`;
}

export function inOrder(steps) {
  return [...steps].sort((one, other) => order(one) - order(other));
}

function order({ stage }) {
  return STAGES.findIndex(({ name }) => name === stage);
}

function sum(list, key) {
  return list.reduce((total, each) => total + (each[key] ?? 0), 0);
}

function shareOf(part, whole) {
  return whole === 0 ? null : part / whole;
}
