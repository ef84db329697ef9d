import { createCrowd } from './crowd.js';
import { createSky } from './sky.js';

const FRAME_MS = 1_000 / 30;
const BEAT_SECONDS = 60 / 96;
const WIDEST = 1_280;
const BARS = 96;
const TAU = Math.PI * 2;
/** A calm picture stands still at this second. */
const CALM_TIME = 20;

/** When the first show began; there has been one every hour since. */
const BEGAN = Date.UTC(2026, 0, 1);
const SHOW_SECONDS = 3_600;

/**
 * The "live video": a concert under northern lights. The picture is a function of the show's time, which starts anew
 * every hour for everyone, so that two viewers side by side see the same; only the applause is added from events.
 */
export function createStage(canvas, timecode, { calm }) {
  const context = canvas.getContext('2d', { alpha: false });
  const sky = createSky();
  let crowd = createCrowd(1, 1);
  let applause = 0;
  let paintedAt = 0;
  let lag = 0;

  new ResizeObserver(() => {
    const scale = Math.min(devicePixelRatio, WIDEST / Math.max(1, canvas.clientWidth));
    canvas.width = Math.max(1, canvas.clientWidth * scale);
    canvas.height = Math.max(1, canvas.clientHeight * scale);
    crowd = createCrowd(canvas.width, canvas.height);
    paint();
  }).observe(canvas);

  if (calm) {
    setInterval(() => showTime(timecode, currentTime()), 1_000);
  } else {
    requestAnimationFrame(function next(now) {
      requestAnimationFrame(next);
      // A little early is better than a whole display frame late.
      if (now - paintedAt >= FRAME_MS - 4) {
        paintedAt = now;
        paint();
      }
    });
  }

  /** A little coarser than true, so that what is said now is never ahead of whoever is in time. */
  const currentTime = () => Math.floor((Date.now() - BEGAN - lag * 1_000) / 100) / 10;

  function paint() {
    const time = calm ? CALM_TIME : ((Date.now() - BEGAN) / 1_000 - lag) % SHOW_SECONDS;
    const beat = calm ? 0.3 : (1 - ((time / BEAT_SECONDS) % 1)) ** 3;
    applause *= 0.96;
    showTime(timecode, currentTime());
    sky.paint(context, time, applause);
    paintGlow(context, canvas.width, canvas.height, beat, applause);
    paintRing(context, canvas.width, canvas.height, time, beat, applause);
    crowd.paint(context, time, beat, applause);
  }

  return {
    /** Seconds since the first show began, to a tenth, as this viewer sees them. */
    get currentTime() {
      return currentTime();
    },
    /** @param {number} seconds that this viewer's video is behind, as with a buffer */
    lagBy(seconds) {
      lag = seconds;
      if (calm) {
        showTime(timecode, currentTime());
      }
    },
    /** The lights answer the audience. */
    cheer(count) {
      applause = Math.min(1, applause + 0.03 * Math.log2(1 + count));
    },
  };
}

function showTime(element, currentTime) {
  const seconds = currentTime % SHOW_SECONDS;
  const two = (number) => String(Math.floor(number)).padStart(2, '0');
  const text = `00:${two(seconds / 60)}:${two(seconds % 60)}`;
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function ringOf(width, height, beat) {
  return { x: width / 2, y: height * 0.47, radius: Math.min(width * 0.16, height * 0.19) * (1 + 0.03 * beat) };
}

function paintGlow(context, width, height, beat, applause) {
  const { x, y, radius } = ringOf(width, height, beat);
  const glow = context.createRadialGradient(x, y, radius * 0.05, x, y, radius * 2.4);
  glow.addColorStop(0, `rgba(255, 206, 170, ${0.6 + 0.2 * beat + 0.15 * applause})`);
  glow.addColorStop(0.2, `rgba(255, 110, 150, ${0.42 + 0.15 * applause})`);
  glow.addColorStop(0.5, `rgba(190, 60, 170, ${0.16 + 0.12 * applause})`);
  glow.addColorStop(1, 'rgba(90, 40, 160, 0)');
  context.globalCompositeOperation = 'lighter';
  context.fillStyle = glow;
  context.fillRect(x - radius * 2.4, y - radius * 2.4, radius * 4.8, radius * 4.8);
  context.globalCompositeOperation = 'source-over';
}

/** The music: a ring of bars that dance. */
function paintRing(context, width, height, time, beat, applause) {
  const { x, y, radius } = ringOf(width, height, beat);
  context.lineWidth = Math.max(1.5, radius * 0.03);
  context.lineCap = 'round';
  for (let bar = 0; bar < BARS; bar++) {
    const angle = (bar / BARS) * TAU - TAU / 4;
    const mirrored = Math.min(bar, BARS - bar);
    const level = Math.abs(Math.sin(mirrored * 0.37 + time * 2.1) * Math.sin(mirrored * 0.11 - time * 1.3));
    const outer = radius * (1.05 + (0.28 + 0.32 * applause) * level * (0.6 + 0.4 * beat));
    context.strokeStyle = `hsl(${(335 - (mirrored / BARS) * 300 + 360) % 360} 95% 76%)`;
    context.beginPath();
    context.moveTo(x + Math.cos(angle) * radius, y + Math.sin(angle) * radius);
    context.lineTo(x + Math.cos(angle) * outer, y + Math.sin(angle) * outer);
    context.stroke();
  }
}
