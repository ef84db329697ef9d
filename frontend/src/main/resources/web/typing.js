import { compact } from './totals.js';

const MOST_MEMBERS = 100;
const MOST_NAMES = 3;
const LONGEST_NAME = 18;

/** Tells who is writing. A member counts until the notice expires or the comment comes. */
export function createTyping(element, me) {
  const untilByMember = new Map();
  /** In a crowded room nobody is named. */
  let crowd = { count: 0, until: 0 };
  let timer;

  function show() {
    clearTimeout(timer);
    const now = performance.now();
    for (const [member, until] of untilByMember) {
      if (until <= now) {
        untilByMember.delete(member);
      }
    }
    const crowded = crowd.until > now;
    const ends = [...untilByMember.values(), ...(crowded ? [crowd.until] : [])];
    element.textContent = crowded ? crowdSentence(crowd.count) : sentence([...untilByMember.keys()]);
    element.classList.toggle('active', ends.length > 0);
    if (ends.length > 0) {
      timer = setTimeout(show, Math.min(...ends) - now + 10);
    }
  }

  return {
    heard({ member, count, expiresInSeconds }) {
      if (member === undefined) {
        crowd = { count, until: performance.now() + expiresInSeconds * 1_000 };
        show();
      } else if (member !== me && (untilByMember.has(member) || untilByMember.size < MOST_MEMBERS)) {
        untilByMember.set(member, performance.now() + expiresInSeconds * 1_000);
        show();
      }
    },
    stopped(member) {
      untilByMember.delete(member) && show();
    },
  };
}

function sentence(members) {
  if (members.length === 0) {
    return '';
  }
  if (members.length > MOST_NAMES) {
    return crowdSentence(members.length);
  }
  const names = members.map(shorten);
  const last = names.pop();
  return names.length === 0 ? `${last} is typing` : `${names.join(', ')} and ${last} are typing`;
}

function crowdSentence(count) {
  return `${compact(count)} people are typing`;
}

function shorten(member) {
  const letters = [...member];
  return letters.length <= LONGEST_NAME ? member : `${letters.slice(0, LONGEST_NAME).join('')}…`;
}
