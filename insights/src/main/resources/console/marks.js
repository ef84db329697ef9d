/** Of all curves together, so that a large cluster costs no more to look at than a small one. */
const MOST_MARKS = 220;

const MOST_OF_A_CURVE = 6;

/** Closer together they would be a line. */
const PIXELS_APART = 12;
const FRAME_MS = 33;
const CROSSES_IN_MS = 2000;
const RADIUS = 2.3;

/** Small marks that move along curves, the more of them the more flows there. */
export class Marks {
  #canvas;
  #context;
  #curves = [];
  #moving = false;
  #latest = 0;
  #isRunning = false;
  #still = matchMedia('(prefers-reduced-motion: reduce)');

  constructor(canvas) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d');
    this.#still.addEventListener('change', () => this.#begin());
  }

  follow(curves) {
    const wanted = curves.map((curve) => ({ ...curve, marks: marksOf(curve) }));
    const sum = wanted.reduce((total, curve) => total + curve.marks, 0);
    const scale = Math.min(1, MOST_MARKS / Math.max(1, sum));
    this.#curves = wanted.map((curve) => ({ ...curve, marks: Math.round(Math.max(curve.marks > 0 ? 1 : 0, curve.marks * scale)) }));
    this.#fit();
    this.#begin();
  }

  set moving(moving) {
    this.#moving = moving;
    this.#begin();
  }

  /** As many dots as the screen has, for sharp edges. */
  #fit() {
    const { clientWidth, clientHeight } = this.#canvas;
    const dots = Math.min(2, devicePixelRatio);
    const width = Math.round(clientWidth * dots);
    const height = Math.round(clientHeight * dots);
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
      this.#context.scale(dots, dots);
    }
  }

  #begin() {
    if (!this.#isRunning) {
      this.#isRunning = true;
      requestAnimationFrame((now) => this.#frame(now));
    }
  }

  #frame(now) {
    if (!this.#moving || this.#still.matches || this.#curves.every((curve) => curve.marks === 0)) {
      this.#context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
      this.#isRunning = false;
      return;
    }
    if (now - this.#latest >= FRAME_MS) {
      this.#latest = now;
      this.#draw(now / CROSSES_IN_MS);
    }
    requestAnimationFrame((next) => this.#frame(next));
  }

  #draw(time) {
    const context = this.#context;
    context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    context.fillStyle = getComputedStyle(this.#canvas).color;
    context.beginPath();
    this.#curves.forEach((curve, index) => {
      for (let mark = 0; mark < curve.marks; mark += 1) {
        // Not at even distances: it is events that move, and no belt.
        const apart = (mark + 0.6 * Math.sin(mark * 12.9898 + index * 4.1)) / curve.marks;
        const [x, y] = pointOf(curve, (time + apart + index * 0.37 + 1) % 1);
        context.moveTo(x + RADIUS, y);
        context.arc(x, y, RADIUS, 0, 2 * Math.PI);
      }
    });
    context.fill();
  }
}

function marksOf({ rate, x1, y1, x2, y2 }) {
  const room = Math.max(1, Math.hypot(x2 - x1, y2 - y1) / PIXELS_APART);
  return rate > 0 ? Math.min(MOST_OF_A_CURVE, room, 1 + Math.log10(1 + rate) * 1.4) : 0;
}

/** Of a cubic Bézier curve. */
function pointOf({ x1, y1, x2, y2, bendX, bendY }, share) {
  const rest = 1 - share;
  const [a, b, c, d] = [rest ** 3, 3 * rest * rest * share, 3 * rest * share * share, share ** 3];
  return [a * x1 + b * (x1 + bendX) + c * (x2 - bendX) + d * x2, a * y1 + b * (y1 + bendY) + c * (y2 - bendY) + d * y2];
}
