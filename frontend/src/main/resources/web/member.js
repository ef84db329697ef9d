const MOODS = ['brave', 'bright', 'calm', 'cosy', 'curious', 'gentle', 'jolly', 'keen', 'lucky', 'merry', 'quiet', 'sunny'];
const ANIMALS = ['badger', 'crane', 'dolphin', 'finch', 'fox', 'hare', 'heron', 'lynx', 'otter', 'owl', 'panda', 'seal', 'wren'];
const KEY = 'ovation-member';

/** The member named in the address, or a friendly name that lasts as long as the tab. */
export function memberName(wanted) {
  const name = wanted ?? remembered() ?? `${any(MOODS)}-${any(ANIMALS)}-${Math.floor(10 + Math.random() * 90)}`;
  try {
    sessionStorage.setItem(KEY, name);
  } catch {
    // Storage is blocked: the name lasts until the next reload.
  }
  return name;
}

function remembered() {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function any(words) {
  return words[Math.floor(Math.random() * words.length)];
}
