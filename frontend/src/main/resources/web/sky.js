const TAU = Math.PI * 2;
/** Painted this small and then stretched, light is soft for free. */
const WIDTH = 192;
const HEIGHT = 108;
/** Each ray is twice as wide as the distance to the next, so that they blend. */
const RAY_DISTANCE = 2;
const HORIZON = 0.7;

const CURTAINS = [
  { color: '70, 235, 190', base: 0.42, reach: 0.36, speed: 0.05, wave: 1.1, light: 0.68 },
  { color: '110, 110, 255', base: 0.36, reach: 0.4, speed: -0.037, wave: 1.5, light: 0.68 },
  { color: '255, 80, 170', base: 0.5, reach: 0.3, speed: 0.029, wave: 0.8, light: 0.42 },
];
const BEAMS = [
  { at: 0.06, lean: 0.42, color: '110, 160, 255' },
  { at: 0.24, lean: 0.2, color: '255, 100, 190' },
  { at: 0.41, lean: 0.06, color: '130, 255, 220' },
  { at: 0.59, lean: -0.06, color: '130, 255, 220' },
  { at: 0.76, lean: -0.2, color: '255, 100, 190' },
  { at: 0.94, lean: -0.42, color: '110, 160, 255' },
];

/** The night behind the stage: northern lights and the beams of the show. */
export function createSky() {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext('2d');
  const night = nightOf(context);
  const strips = CURTAINS.map(({ color }) => stripOf(color));

  return {
    paint(target, time, applause) {
      context.globalCompositeOperation = 'source-over';
      context.fillStyle = night;
      context.fillRect(0, 0, WIDTH, HEIGHT);
      context.globalCompositeOperation = 'lighter';
      CURTAINS.forEach((curtain, index) => paintCurtain(context, curtain, strips[index], time));
      context.globalAlpha = 1;
      BEAMS.forEach((beam, index) => paintBeam(context, beam, index, time, 0.28 + 0.25 * applause));
      target.imageSmoothingQuality = 'high';
      target.drawImage(canvas, 0, 0, target.canvas.width, target.canvas.height);
    },
  };
}

function nightOf(context) {
  const night = context.createLinearGradient(0, 0, 0, HEIGHT);
  night.addColorStop(0, '#060616');
  night.addColorStop(0.45, '#120d36');
  night.addColorStop(HORIZON, '#47195a');
  night.addColorStop(HORIZON + 0.02, '#180a29');
  night.addColorStop(1, '#05040c');
  return night;
}

/** One ray of a curtain: bright at its lower edge, fading upwards. */
function stripOf(color) {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 64;
  const context = canvas.getContext('2d');
  const light = context.createLinearGradient(0, 0, 0, 64);
  light.addColorStop(0, `rgba(${color}, 0)`);
  light.addColorStop(0.55, `rgba(${color}, 0.35)`);
  light.addColorStop(0.86, `rgba(${color}, 1)`);
  light.addColorStop(1, `rgba(${color}, 0)`);
  context.fillStyle = light;
  context.fillRect(0, 0, 1, 64);
  return canvas;
}

function paintCurtain(context, { base, reach, speed, wave, light }, strip, time) {
  const phase = time * speed * TAU;
  for (let left = 0; left <= WIDTH; left += RAY_DISTANCE) {
    const x = left / WIDTH;
    const fold = Math.sin(x * wave * TAU + phase) + 0.45 * Math.sin(x * wave * 2.7 * TAU - phase * 1.6);
    const shimmer = 0.55 + 0.3 * Math.sin(x * 23 + phase * 5) * Math.sin(x * 13 - phase * 3) + 0.2 * Math.sin(x * 5 - phase * 2);
    const bottom = (base + 0.075 * fold) * HEIGHT;
    const tall = reach * (0.75 + 0.4 * shimmer) * HEIGHT;
    context.globalAlpha = (light * Math.max(0, shimmer)) / 2;
    context.drawImage(strip, left - RAY_DISTANCE / 2, bottom - tall, RAY_DISTANCE * 2, tall);
  }
}

function paintBeam(context, { at, lean, color }, index, time, strength) {
  const angle = lean + 0.2 * Math.sin(time * 0.5 + index * 1.1);
  const length = HEIGHT * 1.05;
  const foot = { x: at * WIDTH, y: HORIZON * HEIGHT };
  const tip = { x: foot.x + Math.sin(angle) * length, y: foot.y - Math.cos(angle) * length };
  const light = context.createLinearGradient(foot.x, foot.y, tip.x, tip.y);
  light.addColorStop(0, `rgba(${color}, ${strength * 1.2})`);
  light.addColorStop(0.3, `rgba(${color}, ${strength * 0.5})`);
  light.addColorStop(0.75, `rgba(${color}, 0)`);
  context.fillStyle = light;
  for (const spread of [3, 7]) {
    context.beginPath();
    context.moveTo(foot.x - 0.6, foot.y);
    context.lineTo(tip.x - spread, tip.y);
    context.lineTo(tip.x + spread, tip.y);
    context.lineTo(foot.x + 0.6, foot.y);
    context.fill();
  }
}
