import { REACTIONS, sprite } from './icons.js';

/** Reactions that are in the air at once; when there are more, the oldest ends early. */
const MOST = 180;
const LIFE_MS = 3_400;
const SPREAD_MS = 350;
const SPRITE = 80;
/** On a video less high than this, in pixels, reactions are smaller too. */
const FULL_SIZE_HEIGHT = 420;

/**
 * Reactions that float up over the video, on one canvas that is only painted while something flies. Where each is
 * follows from its age alone, so a slow frame costs smoothness and nothing else.
 */
export function createHearts(canvas, { calm }) {
  const context = canvas.getContext('2d');
  const sprites = new Map(REACTIONS.map(({ name, layers }) => [name, sprite(layers, SPRITE)]));
  const flying = [];
  let frame = 0;

  new ResizeObserver(() => {
    const ratio = Math.min(devicePixelRatio, 2);
    canvas.width = canvas.clientWidth * ratio;
    canvas.height = canvas.clientHeight * ratio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
  }).observe(canvas);

  /** @param {number} [x] where it starts, 0 to 1 of the width; the right-hand side if not given */
  function float(reaction, count, x) {
    const now = performance.now();
    for (let i = 0; i < count && sprites.has(reaction); i++) {
      flying.push({
        image: sprites.get(reaction),
        bornAt: now + (i * SPREAD_MS) / count,
        x: (x ?? 0.62 + Math.random() * 0.34) + (Math.random() - 0.5) * 0.03,
        size: 24 + Math.random() * 16,
        sway: 10 + Math.random() * 22,
        phase: Math.random() * Math.PI * 2,
        reach: 0.55 + Math.random() * 0.4,
      });
    }
    flying.splice(0, flying.length - MOST);
    frame ||= requestAnimationFrame(paint);
  }

  function paint(now) {
    context.clearRect(0, 0, canvas.clientWidth, canvas.clientHeight);
    for (let i = flying.length - 1; i >= 0; i--) {
      const age = (now - flying[i].bornAt) / LIFE_MS;
      if (age >= 1) {
        flying.splice(i, 1);
      } else if (age > 0) {
        draw(flying[i], age);
      }
    }
    context.globalAlpha = 1;
    frame = flying.length > 0 ? requestAnimationFrame(paint) : 0;
  }

  function draw({ image, x, size, sway, phase, reach }, age) {
    const popped = Math.min(1, age * 9);
    const scale = Math.min(1, 0.3 + (0.7 * canvas.clientHeight) / FULL_SIZE_HEIGHT);
    const scaled = size * scale * (0.4 + 0.6 * popped * (2 - popped));
    const risen = calm ? reach - 0.4 : (1 - (1 - age) ** 1.6) * reach;
    const left = x * canvas.clientWidth + (calm ? 0 : Math.sin(phase + age * 7) * sway * age);
    const top = canvas.clientHeight * (1 - risen) - scaled * 0.6;
    context.globalAlpha = Math.min(1, (1 - age) * 2.4);
    context.drawImage(image, left - scaled / 2, top - scaled / 2, scaled, scaled);
  }

  return { float };
}
