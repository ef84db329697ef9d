import { svg } from './dom.js';

/** Drawn in lines, on a square of 24. */
const PATHS = {
  publishers: 'M4 4h16v12h-8l-5 4v-4H4z M12 13s-3.6-2.1-3.6-4.2a1.8 1.8 0 0 1 3.6-.5 1.8 1.8 0 0 1 3.6.5C15.6 10.9 12 13 12 13',
  'likes-backend': 'M5 6c0-1.7 3.1-3 7-3s7 1.3 7 3-3.1 3-7 3-7-1.3-7-3v12c0 1.7 3.1 3 7 3s7-1.3 7-3V6 M5 12c0 1.7 3.1 3 7 3s7-1.3 7-3',
  dispatcher: 'M3 12h7 M9 12c5 0 4-7 11-7 M9 12c5 0 4 7 11 7 M10 12h10 M17.5 2.5 20 5l-2.5 2.5 M17.5 9.5 20 12l-2.5 2.5 M17.5 16.5 20 19l-2.5 2.5',
  frontend: 'M3 5h18v11H3z M8 20h8 M12 16v4 M12 12.5v0 M9.5 10.5a3.6 3.6 0 0 1 5 0 M7.6 8.4a6.3 6.3 0 0 1 8.8 0',
  viewers: 'M9 11.5a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4 M2.5 20c0-3.4 2.9-5.5 6.5-5.5s6.5 2.1 6.5 5.5 M15.5 4.5a3.7 3.7 0 0 1 0 6.7 M18 14.8c2.1.8 3.5 2.7 3.5 5.2',
  good: 'M5 12.5 10 17.5 19.5 7',
  lost: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18 M8.5 8.5l7 7 M15.5 8.5l-7 7',
  down: 'M12 3v14 M6 12l6 6 6-6 M5 21.5h14',
  unreachable: 'M9.5 7H7a5 5 0 0 0 0 10h2.5 M14.5 7H17a5 5 0 0 1 0 10h-2.5 M12 2.5v4 M12 17.5v4',
  silent: 'M4 9.5v5h3.5l5 4v-13l-5 4z M16 9.5l5 5 M21 9.5l-5 5',
  leaving: 'M11 4H4v16h7 M9 12h12 M17 8l4 4-4 4',
  joining: 'M13 4h7v16h-7 M3 12h12 M11 8l4 4-4 4',
  'not-ready': 'M6.5 3h11 M6.5 21h11 M8 3c0 5.5 8 5.5 8 9s-8 3.5-8 9 M16 3c0 5.5-8 5.5-8 9s8 3.5 8 9',
  refusing: 'M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3z M8 12h8',
  late: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18 M12 7v5l3.5 2.5',
  unknown: 'M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.1-1.5 2.3 M12 18.5v0',
};

/** An icon says nothing that a word beside it does not. */
export function icon(name) {
  return svg('svg.icon', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: PATHS[name] }));
}

/** An icon that turns into others. */
export class ChangingIcon {
  #name = '';
  #path = svg('path');

  constructor() {
    this.element = svg('svg.icon', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, this.#path);
  }

  show(name) {
    if (this.#name !== name) {
      this.#name = name;
      this.#path.setAttribute('d', PATHS[name]);
    }
  }
}
