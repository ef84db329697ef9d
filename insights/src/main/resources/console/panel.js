import { setChildren, setHidden } from './dom.js';
import { NodeDetails } from './node-details.js';
import { TopicDetails } from './topic-details.js';

/** Everything about one node or topic; which one is in the URL, so that it can be linked. */
export class Panel {
  #panel;
  #close;
  #content;
  #cluster;
  #shown = '';
  /** @type {NodeDetails | TopicDetails | null} */
  #details = null;

  constructor(panel, cluster) {
    this.#panel = panel;
    this.#close = panel.querySelector('[data-close]');
    this.#content = panel.querySelector('[data-content]');
    this.#cluster = cluster;
    this.#close.addEventListener('click', () => this.#leave());
    addEventListener('hashchange', () => this.#follow());
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.#details !== null && document.querySelector('dialog[open]') === null) {
        this.#leave();
      }
    });
    this.#follow();
  }

  /** The cluster has told something new. */
  update() {
    this.#details?.show(this.#cluster);
  }

  /** Whoever closes it is back at the link that opened it. */
  #follow() {
    const [, kind, encoded] = /^#(node|topic)=(.+)$/.exec(location.hash) ?? [];
    const former = this.#shown;
    this.#shown = kind === undefined ? '' : location.hash;
    this.#details?.close();
    this.#details = kind === undefined ? null : this.#detailsOf(kind, decoded(encoded));
    setHidden(this.#panel, this.#details === null);
    document.body.classList.toggle('with-panel', this.#details !== null);
    if (this.#details === null) {
      [...document.querySelectorAll('main a')].find((link) => link.getAttribute('href') === former)?.focus();
      return;
    }
    setChildren(this.#content, [this.#details.element]);
    this.#content.scrollTop = 0;
    this.update();
    this.#close.focus();
  }

  #detailsOf(kind, name) {
    return kind === 'node' ? new NodeDetails(name) : new TopicDetails(name, () => this.update());
  }

  #leave() {
    history.replaceState(null, '', location.pathname + location.search);
    this.#follow();
  }
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
