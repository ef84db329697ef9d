/**
 * The reactions and how each is drawn: layers on a 24 by 24 grid, bottom first. One source for the buttons (SVG) and
 * for what floats over the video (canvas), so that both look the same on every system.
 *
 * The outlines of heart, thumb, hands and flame are from Material Design Icons (pictogrammers.com, Apache-2.0).
 */
const FACE = { d: 'M12 2a10 10 0 1 0 0 20a10 10 0 0 0 0-20Z', fill: '#ffcb4c' };
const INK = '#65340c';

export const REACTIONS = [
  {
    name: 'heart',
    label: 'Heart',
    layers: [
      {
        d: 'M12 21.35l-1.45-1.32C5.4 15.36 2 12.27 2 8.5C2 5.41 4.42 3 7.5 3c1.74 0 3.41.81 4.5 2.08C13.09 3.81 14.76 3 16.5 3C19.58 3 22 5.41 22 8.5c0 3.77-3.4 6.86-8.55 11.53L12 21.35Z',
        fill: '#ff4f7b',
      },
      { d: 'M4.6 8.6c0-1.9 1.2-3.2 2.9-3.2', stroke: '#ffb3c6' },
    ],
  },
  {
    name: 'like',
    label: 'Like',
    layers: [
      {
        d: 'M23 10c0-1.11-.9-2-2-2h-6.32l.96-4.57c.02-.1.03-.21.03-.32c0-.41-.17-.79-.44-1.06L14.17 1L7.59 7.58C7.22 7.95 7 8.45 7 9v10a2 2 0 0 0 2 2h9c.83 0 1.54-.5 1.84-1.22l3.02-7.05c.09-.23.14-.47.14-.73v-2M1 21h4V9H1v12Z',
        fill: '#5b9dff',
      },
    ],
  },
  {
    name: 'clap',
    label: 'Clap',
    layers: [
      {
        d: 'M7.9 21.47C6 19.81 5.35 17.17 6.18 14.84L8.31 8.91C8.53 8.3 9.36 8.22 9.69 8.78L10 9.33C10.24 9.72 10.29 10.2 10.14 10.63L9.16 13.37L9.59 13.75L15.55 7C15.9 6.6 16.5 6.56 16.91 6.91C17.3 7.26 17.34 7.87 17 8.26L12.55 13.29L13.13 13.8L18.58 7.62C18.93 7.22 19.54 7.18 19.93 7.53C20.33 7.88 20.37 8.5 20 8.89L14.56 15.07L15.14 15.58L19.83 10.26C20.18 9.86 20.79 9.82 21.18 10.17S21.62 11.13 21.27 11.5L16.58 16.84L17.15 17.35L20.32 13.76C20.67 13.36 21.28 13.32 21.68 13.67S22.11 14.63 21.76 15L16.56 20.92C14.32 23.47 10.44 23.71 7.9 21.47Z',
        fill: '#ffb454',
      },
      {
        d: 'M11.59 9.22L14.43 6C14.67 5.73 14.97 5.5 15.3 5.37L15.68 4.59C15.92 4.12 15.72 3.54 15.24 3.31C14.77 3.08 14.19 3.28 13.96 3.75L11.45 8.89C11.5 9 11.56 9.11 11.59 9.22M11 8L11 8.05L13.78 2.38C14 1.9 13.81 1.33 13.33 1.1C12.86 .865 12.28 1.06 12.05 1.54L9.41 6.95C10.06 7.06 10.63 7.43 11 8M4.77 14.33L6.9 8.4C7.17 7.65 7.8 7.14 8.55 6.97L10.69 2.58C10.92 2.1 10.72 1.53 10.25 1.3C9.77 1.07 9.2 1.26 8.97 1.74L5 9.84L4.5 9.59L4.71 6.68C4.75 6.23 4.57 5.78 4.25 5.46L3.79 5C3.32 4.57 2.55 4.86 2.5 5.5L2 11.79C1.87 13.83 2.77 15.78 4.35 17C4.33 16.12 4.46 15.21 4.77 14.33Z',
        fill: '#e8912e',
      },
    ],
  },
  {
    name: 'laugh',
    label: 'Laugh',
    layers: [
      FACE,
      { d: 'M6.3 10.2q1.7-2.5 3.4 0M14.3 10.2q1.7-2.5 3.4 0', stroke: INK },
      { d: 'M6.2 12.8h11.6a5.8 5.8 0 0 1-11.6 0Z', fill: INK },
      { d: 'M8.7 17.5a4.2 4.2 0 0 1 6.6 0a5.8 5.8 0 0 1-6.6 0Z', fill: '#ff6f7f' },
    ],
  },
  {
    name: 'wow',
    label: 'Wow',
    layers: [
      FACE,
      { d: 'M7.1 5.9q1-.9 2.2-.7M16.9 5.9q-1-.9-2.2-.7', stroke: INK },
      { d: 'M8.5 8.2a1.4 1.7 0 1 0 0 3.4a1.4 1.7 0 0 0 0-3.4ZM15.5 8.2a1.4 1.7 0 1 0 0 3.4a1.4 1.7 0 0 0 0-3.4Z', fill: INK },
      { d: 'M12 13a2.7 3.1 0 1 0 0 6.2a2.7 3.1 0 0 0 0-6.2Z', fill: INK },
    ],
  },
  {
    name: 'fire',
    label: 'Fire',
    layers: [
      { d: 'M12.9 10.5a3.2 4.2 0 1 0 0 8.4a3.2 4.2 0 0 0 0-8.4Z', fill: '#ffe07a' },
      {
        d: 'M17.66 11.2C17.43 10.9 17.15 10.64 16.89 10.38C16.22 9.78 15.46 9.35 14.82 8.72C13.33 7.26 13 4.85 13.95 3C13 3.23 12.17 3.75 11.46 4.32C8.87 6.4 7.85 10.07 9.07 13.22C9.11 13.32 9.15 13.42 9.15 13.55C9.15 13.77 9 13.97 8.8 14.05C8.57 14.15 8.33 14.09 8.14 13.93C8.08 13.88 8.04 13.83 8 13.76C6.87 12.33 6.69 10.28 7.45 8.64C5.78 10 4.87 12.3 5 14.47C5.06 14.97 5.12 15.47 5.29 15.97C5.43 16.57 5.7 17.17 6 17.7C7.08 19.43 8.95 20.67 10.96 20.92C13.1 21.19 15.39 20.8 17.03 19.32C18.86 17.66 19.5 15 18.56 12.72L18.43 12.46C18.22 12 17.66 11.2 17.66 11.2M14.5 17.5C14.22 17.74 13.76 18 13.4 18.1C12.28 18.5 11.16 17.94 10.5 17.28C11.69 17 12.4 16.12 12.61 15.23C12.78 14.43 12.46 13.77 12.33 13C12.21 12.26 12.23 11.63 12.5 10.94C12.69 11.32 12.89 11.7 13.13 12C13.9 13 15.11 13.44 15.37 14.8C15.41 14.94 15.43 15.08 15.43 15.23C15.46 16.05 15.1 16.95 14.5 17.5Z',
        fill: '#ff7a2f',
      },
    ],
  },
];

const STROKE_WIDTH = 1.5;

/** @returns {SVGSVGElement} */
export function svgIcon(layers) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  for (const { d, fill = 'none', stroke = 'none' } of layers) {
    const path = document.createElementNS(svg.namespaceURI, 'path');
    const attributes = { d, fill, stroke, 'stroke-width': STROKE_WIDTH, 'stroke-linecap': 'round' };
    Object.entries(attributes).forEach(([name, value]) => path.setAttribute(name, value));
    svg.append(path);
  }
  return svg;
}

/** @returns {HTMLCanvasElement} an image of `size` pixels, to be drawn many times */
export function sprite(layers, size) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const context = canvas.getContext('2d');
  context.scale(size / 24, size / 24);
  context.lineWidth = STROKE_WIDTH;
  context.lineCap = 'round';
  for (const { d, fill, stroke } of layers) {
    const path = new Path2D(d);
    if (fill) {
      context.fillStyle = fill;
      context.fill(path);
    }
    if (stroke) {
      context.strokeStyle = stroke;
      context.stroke(path);
    }
  }
  return canvas;
}
