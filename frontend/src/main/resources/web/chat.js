const MOST_COMMENTS = 200;
/** How far from the bottom still counts as being there, in pixels. */
const NEAR_BOTTOM = 48;
const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const HUES = 12;

/**
 * The list of comments: newest at the bottom, and it stays there unless the reader has scrolled up.
 *
 * @param {(members: string[]) => void} onMembers who wrote what is new here
 */
export function createChat({ scroll, list, empty, pill }, me, onMembers) {
  const shown = new Set();
  let unseen = 0;
  let sticking = true;

  scroll.addEventListener('scroll', () => {
    sticking = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_BOTTOM;
    if (sticking) {
      tellUnseen(0);
    }
  });
  pill.addEventListener('click', () => {
    tellUnseen(0);
    toBottom();
  });
  new ResizeObserver(() => sticking && toBottom()).observe(scroll);

  function toBottom() {
    sticking = true;
    scroll.scrollTop = scroll.scrollHeight;
  }

  function tellUnseen(count) {
    unseen = count;
    pill.hidden = count === 0;
    pill.textContent = count === 1 ? '1 new comment' : `${count > 99 ? '99+' : count} new comments`;
  }

  /** @param {object[]} comments oldest first; those shown already are skipped */
  function add(comments) {
    const news = comments.filter(({ id }) => !shown.has(id)).slice(-MOST_COMMENTS);
    if (news.length === 0) {
      return;
    }
    news.forEach(({ id }) => shown.add(id));
    list.append(...news.map((comment) => item(comment, me)));
    onMembers(news.map(({ member }) => member));
    empty.hidden = true;
    trim();
    if (sticking) {
      toBottom();
    } else {
      tellUnseen(unseen + news.filter(({ member }) => member !== me).length);
    }
  }

  function trim() {
    keepPlace(() => {
      while (list.children.length > MOST_COMMENTS) {
        drop(list.firstElementChild);
      }
    });
  }

  /** @param {string} id of a comment that was retracted */
  function remove(id) {
    const items = [...list.children];
    const li = items.find(({ dataset }) => dataset.id === id);
    if (li === undefined) {
      return;
    }
    // Unseen are the last ones that others wrote.
    const others = items.filter(({ dataset }) => dataset.member !== me);
    if (others.slice(Math.max(0, others.length - unseen)).includes(li)) {
      tellUnseen(unseen - 1);
    }
    const isAbove = li.getBoundingClientRect().top < scroll.getBoundingClientRect().top;
    isAbove ? keepPlace(() => drop(li)) : drop(li);
    empty.hidden = list.children.length > 0;
  }

  function drop(li) {
    shown.delete(li.dataset.id);
    li.remove();
  }

  /** What is read must not move while something above it goes. */
  function keepPlace(change) {
    const before = scroll.scrollHeight;
    change();
    if (!sticking) {
      scroll.scrollTop -= before - scroll.scrollHeight;
    }
  }

  /** @param {string} [status] none: no dot */
  function showPresence(member, status) {
    for (const li of list.children) {
      if (li.dataset.member === member) {
        markPresence(li, status);
      }
    }
  }

  return { add, remove, toBottom, showPresence };
}

function markPresence(li, status) {
  const dot = li.querySelector('.presence');
  dot.dataset.status = status ?? 'unknown';
  dot.title = dot.textContent = status ?? '';
}

/** Whatever a member wrote becomes text, never markup. */
function item({ id, member, text, at, featured }, me) {
  const li = document.createElement('li');
  li.dataset.id = id;
  li.dataset.member = member;
  li.classList.toggle('mine', member === me);
  li.classList.toggle('featured', featured === true);
  li.style.setProperty('--hue', hue(member));
  const avatar = element('span', 'avatar', [...member][0]?.toUpperCase() ?? '');
  avatar.setAttribute('aria-hidden', 'true');
  const presence = element('span', 'presence', '');
  const name = element('bdi', 'name', member);
  name.title = member;
  const time = element('time', 'at', TIME.format(new Date(at)));
  time.dateTime = at;
  const words = element('p', 'text', text);
  words.dir = 'auto';
  li.append(avatar, presence, name, time, words);
  return li;
}

function element(tag, className, text) {
  const created = document.createElement(tag);
  created.className = className;
  created.textContent = text;
  return created;
}

function hue(member) {
  const sum = [...member].reduce((hash, char) => (hash * 31 + char.codePointAt(0)) >>> 0, 7);
  return (sum % HUES) * (360 / HUES);
}
