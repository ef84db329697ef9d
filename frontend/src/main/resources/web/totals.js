import { REACTIONS, svgIcon } from './icons.js';

const SHORT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const EXACT = new Intl.NumberFormat('en');
/** An own tap that the stream has not confirmed by then is no longer added to the total. */
const ECHO_MS = 5_000;

export const compact = (count) => SHORT.format(count);

/**
 * The reaction buttons with their totals. A tap shows at once; when the stream brings it back, it is already there
 * and is neither counted nor shown again.
 *
 * @param {(reaction: string, button: HTMLButtonElement) => void} onTap
 */
export function createTotals(parent, onTap) {
  const counters = new Map();

  for (const { name, label, layers } of REACTIONS) {
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset.reaction = name;
    button.setAttribute('aria-label', label);
    const total = document.createElement('span');
    total.id = `total-${name}`;
    total.className = 'total';
    button.append(svgIcon(layers), total);
    button.addEventListener('click', () => {
      counters.get(name).tapped();
      button.firstChild.animate?.([{ scale: 1 }, { scale: 1.35 }, { scale: 1 }], { duration: 220, easing: 'ease-out' });
      onTap(name, button);
    });
    parent.append(button);
    counters.set(name, createCounter(button, total, label));
  }

  return {
    /** @returns {Record<string, number>} what others added, by reaction */
    add(added, total) {
      Object.entries(total).forEach(([name, count]) => counters.get(name)?.confirm(count));
      return Object.fromEntries(
        Object.entries(added).map(([name, count]) => [name, count - (counters.get(name)?.takeEchoes(count) ?? 0)]),
      );
    },
    /** Takes over the state of the topic as the server sees it. */
    reset(total) {
      counters.forEach((counter, name) => counter.reset(total[name] ?? 0));
    },
    /** A tap was refused. */
    revoke(reaction, count) {
      counters.get(reaction).takeEchoes(count);
    },
  };
}

function createCounter(button, element, label) {
  const ticker = createTicker((count) => {
    element.textContent = compact(count);
  });
  let confirmed = 0;
  let echoes = [];

  function show() {
    echoes = echoes.filter((at) => performance.now() - at < ECHO_MS);
    const total = confirmed + echoes.length;
    element.dataset.total = total;
    button.title = `${label}: ${EXACT.format(total)}`;
    ticker.tickTo(total);
  }

  show();
  return {
    tapped() {
      echoes.push(performance.now());
      show();
    },
    confirm(count) {
      confirmed = Math.max(confirmed, count);
      show();
    },
    takeEchoes(count) {
      const taken = echoes.splice(0, count).length;
      show();
      return taken;
    },
    reset(count) {
      confirmed = count;
      echoes = [];
      show();
    },
  };
}

/** Counts smoothly from what is shown to what is true; the first number is shown as it is. */
function createTicker(show) {
  const durationMs = 450;
  let target;
  let from;
  let startedAt;
  let shown;
  let frame = 0;

  function step(now) {
    const progress = Math.min(1, Math.max(0, (now - startedAt) / durationMs));
    shown = Math.round(from + (target - from) * (1 - (1 - progress) ** 3));
    show(shown);
    frame = progress < 1 ? requestAnimationFrame(step) : 0;
  }

  return {
    tickTo(count) {
      if (count === target) {
        return;
      }
      // A tab in the background gets no frames: nothing to animate there, and nobody to see it.
      const known = shown !== undefined && !document.hidden;
      from = known ? shown : count;
      target = count;
      startedAt = performance.now();
      if (!known) {
        show((shown = count));
      } else {
        frame ||= requestAnimationFrame(step);
      }
    },
  };
}
