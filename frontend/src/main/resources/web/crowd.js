const TAU = Math.PI * 2;
const ROWS = [
  { top: 0.8, size: 0.028, color: '#1b0d2e', bob: 0.004 },
  { top: 0.86, size: 0.036, color: '#100822', bob: 0.007 },
  { top: 0.93, size: 0.048, color: '#070412', bob: 0.011 },
];
const LIGHTS = 46;

/** The audience in front of the stage, drawn once for a size of the picture and then only moved. */
export function createCrowd(width, height) {
  const random = seeded(7);
  const rows = ROWS.map((row) => ({ bob: row.bob, ...drawRow(width, height, row, random) }));
  const lights = Array.from({ length: LIGHTS }, () => ({
    x: random() * width,
    y: height * (0.78 + random() * 0.17),
    size: height * (0.0025 + random() * 0.003),
    phase: random() * TAU,
  }));
  const glow = drawGlow(Math.ceil(height * 0.06));

  return {
    paint(context, time, beat, applause) {
      rows.forEach(({ image, y, bob }, index) => {
        const sway = Math.sin(time * 1.6 + index * 2) * width * 0.004;
        context.drawImage(image, sway - width * 0.02, y - (beat + applause) * bob * height);
      });
      context.globalCompositeOperation = 'lighter';
      for (const { x, y, size, phase } of lights) {
        const sway = Math.sin(time * 1.4 + phase) * width * 0.006;
        context.globalAlpha = (0.35 + 0.5 * applause) * (0.6 + 0.4 * Math.sin(time * 2.3 + phase * 3));
        context.drawImage(glow, x + sway - size * 5, y - size * 5, size * 10, size * 10);
      }
      context.globalAlpha = 1;
      context.globalCompositeOperation = 'source-over';
    },
  };
}

/** A little wider and deeper than the picture, so that no edge shows when it moves. */
function drawRow(width, height, { top, size, color }, random) {
  const y = Math.floor((top - size * 3) * height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * 1.04);
  canvas.height = Math.ceil(height * 1.05 - y);
  const context = canvas.getContext('2d');
  context.translate(0, -y);
  context.fillStyle = context.strokeStyle = color;
  context.lineCap = 'round';
  const head = size * height;
  context.fillRect(0, top * height + head * 2.1, canvas.width, height);
  for (let x = -head; x < canvas.width + head; x += head * (1.5 + random() * 1.1)) {
    drawPerson(context, x, top * height + (random() - 0.5) * head * 1.2, head * (0.85 + random() * 0.3), random);
  }
  return { image: canvas, y };
}

function drawPerson(context, x, y, head, random) {
  context.beginPath();
  context.ellipse(x, y, head * 0.46, head * 0.56, 0, 0, TAU);
  context.fill();
  context.beginPath();
  context.ellipse(x, y + head * 1.75, head * 1.05, head * 1.15, 0, 0, TAU);
  context.fill();
  if (random() < 0.34) {
    const side = random() < 0.5 ? -1 : 1;
    context.lineWidth = head * 0.3;
    context.beginPath();
    context.moveTo(x + side * head * 0.75, y + head);
    context.quadraticCurveTo(x + side * head * 1.1, y - head * 0.2, x + side * head * (0.5 + random() * 0.5), y - head * 1.35);
    context.stroke();
  }
}

function drawGlow(size) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const context = canvas.getContext('2d');
  const light = context.createRadialGradient(size / 2, size / 2, 0, size / 2, size / 2, size / 2);
  light.addColorStop(0, 'rgba(255, 244, 220, 1)');
  light.addColorStop(0.18, 'rgba(255, 226, 180, 0.8)');
  light.addColorStop(1, 'rgba(255, 200, 150, 0)');
  context.fillStyle = light;
  context.fillRect(0, 0, size, size);
  return canvas;
}

/** The same crowd for everyone: a linear congruential generator (Numerical Recipes). */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
