import { setAttribute, svg } from './dom.js';
import { Marks } from './marks.js';

const NARROWEST = 1.5;
const WIDEST = 16;

/** The next to last of five columns is the last that something leaves. */
const LAST_BOUNDARY = 3;

const BACKENDS_TO_DISPATCHERS = 1;

/**
 * What flows between roles: the wider, the more of it. Who sends how much to whom is not known, so between two columns
 * all flows meet in one point.
 */
export class Flows {
  #section;
  #canvas = document.createElement('canvas');
  #drawing = svg('svg.flows', { 'aria-hidden': 'true' });
  #marks = new Marks(this.#canvas);
  #paths = [];
  #points = [];
  #lanes = [];

  constructor(section) {
    this.#section = section;
    this.#canvas.className = 'marks';
    this.#canvas.setAttribute('aria-hidden', 'true');
    section.append(this.#drawing, this.#canvas);
    new ResizeObserver(() => this.#draw()).observe(section);
  }

  /** @param lanes what {@code Lane.ports} gives */
  show(lanes) {
    this.#lanes = lanes;
    this.#draw();
  }

  set moving(moving) {
    this.#marks.moving = moving;
  }

  #draw() {
    if (this.#lanes.length === 0) {
      return;
    }
    const frame = this.#section.getBoundingClientRect();
    const measured = this.#lanes.map((lane) => measure(lane, frame));
    const curves = measured.flatMap((lane) => lane.curves);
    const meetings = measured.flatMap((lane) => lane.meetings);
    const exchanges = exchange(meetings);
    [this.#drawing, this.#canvas].forEach((layer) => {
      setAttribute(layer, 'width', String(Math.round(frame.width)));
      setAttribute(layer, 'height', String(Math.round(frame.height)));
    });
    this.#showPaths([...curves, ...exchanges]);
    this.#showPoints(meetings);
    this.#marks.follow(curves);
  }

  #showPaths(curves) {
    resize(this.#paths, curves.length, this.#drawing, () => svg('path.flow'));
    curves.forEach((curve, index) => {
      const path = this.#paths[index];
      const { x1, y1, x2, y2, bendX, bendY } = curve;
      setAttribute(path, 'd', `M${x1} ${y1}C${x1 + bendX} ${y1 + bendY} ${x2 - bendX} ${y2 - bendY} ${x2} ${y2}`);
      setAttribute(path, 'stroke-width', curve.width.toFixed(1));
      setAttribute(path, 'data-state', curve.state);
    });
  }

  /** Each shows which way it goes. */
  #showPoints(meetings) {
    resize(this.#points, meetings.length, this.#drawing, () => svg('path.direction', { d: 'M-4 -5.5 4.5 0-4 5.5z' }));
    meetings.forEach(({ x, y, isDown }, index) =>
      setAttribute(this.#points[index], 'transform', `translate(${x} ${y})${isDown ? ' rotate(90)' : ''}`));
  }
}

function resize(elements, wanted, parent, create) {
  while (elements.length > wanted) {
    elements.pop().remove();
  }
  while (elements.length < wanted) {
    elements.push(parent.appendChild(create()));
  }
}

function measure({ boxes, ports, ends }, frame) {
  const [first, last] = ends.map((end) => end.getBoundingClientRect());
  return last.top >= first.bottom ? below(boxes, frame) : beside(ports, frame);
}

/** On a narrow screen each place is below the one before. */
function below(boxes, frame) {
  const places = boxes.map((box) => ({ ...box, at: box.middle.getBoundingClientRect() })).sort((one, other) => one.at.top - other.at.top);
  const curves = places.slice(1).map((place, index) => {
    const former = places[index];
    const x = frame.width / 2;
    const y1 = former.at.bottom - frame.top;
    const y2 = place.at.top - frame.top;
    return curve({ x1: x, y1, x2: x, y2, bendX: 0, bendY: (y2 - y1) / 2 }, former.from === 0 ? place.rateIn : former.rateOut, former.isBroken || place.isBroken);
  });
  return { curves, meetings: curves.map(({ x1, y1, y2 }) => ({ x: x1, y: (y1 + y2) / 2, isDown: true })) };
}

function beside(ports, frame) {
  const measured = ports.map((port) => {
    const middle = port.middle.getBoundingClientRect();
    return {
      ...port,
      left: port.left.getBoundingClientRect().left - frame.left,
      right: port.right.getBoundingClientRect().right - frame.left,
      y: (middle.top + middle.bottom) / 2 - frame.top,
    };
  });
  const curves = [];
  const meetings = [];
  for (let boundary = 0; boundary <= LAST_BOUNDARY; boundary += 1) {
    const sources = measured.filter((port) => port.to === boundary);
    const targets = measured.filter((port) => port.from === boundary + 1);
    if (sources.length > 0 && targets.length > 0) {
      const joined = join(sources, targets, boundary);
      curves.push(...joined.curves);
      meetings.push({ ...joined.meeting, boundary });
    }
  }
  return { curves, meetings };
}

function join(sources, targets, boundary) {
  const right = Math.max(...sources.map((port) => port.right));
  const left = Math.min(...targets.map((port) => port.left));
  const x = (right + left) / 2;
  // An end is in the middle of its lane, and so is where flows meet.
  const one = sources.length === 1 ? sources[0] : targets.length === 1 ? targets[0] : null;
  const all = [...sources, ...targets];
  const y = one?.y ?? (Math.min(...all.map((port) => port.y)) + Math.max(...all.map((port) => port.y))) / 2;
  const passed = boundary === 0 ? targets.reduce((sum, port) => sum + port.rateIn, 0) : sources.reduce((sum, port) => sum + port.rateOut, 0);
  const heardTargets = targets.filter((port) => !port.isBroken).length;
  const curves = [
    ...sources.map((port) =>
      horizontal(port.right, port.y, x, y, boundary === 0 ? passed : port.rateOut, port.isBroken)),
    ...targets.map((port) => {
      const share = boundary === 0 ? port.rateIn : heardTargets === 0 ? 0 : passed / heardTargets;
      return horizontal(x, y, port.left, port.y, share, port.isBroken);
    }),
  ];
  return { curves, meeting: { x, y, isDown: false } };
}

function horizontal(x1, y1, x2, y2, rate, isBroken) {
  return curve({ x1, y1, x2, y2, bendX: (x2 - x1) / 2, bendY: 0 }, rate, isBroken);
}

function curve(shape, rate, isBroken) {
  const state = isBroken ? 'broken' : rate > 0 ? 'flowing' : 'idle';
  const width = state === 'flowing' ? Math.min(WIDEST, NARROWEST + 2.4 * Math.log10(1 + rate)) : NARROWEST;
  return { ...shape, rate: isBroken ? 0 : rate, width, state };
}

/** Dispatchers tell those of other data centres, whose backends commit it first. */
function exchange(meetings) {
  const points = meetings.filter(({ boundary }) => boundary === BACKENDS_TO_DISPATCHERS);
  return points.slice(1).map((point, index) => ({
    x1: points[index].x, y1: points[index].y, x2: point.x, y2: point.y, bendX: 0, bendY: (point.y - points[index].y) / 2, width: NARROWEST, state: 'exchange',
  }));
}
