import { Keyed, element, setChildren, setHidden, setText } from './dom.js';
import { duration } from './format.js';

/** The latest comments of a topic, the last on top; if they are not to be shown, how that would change. */
export class TopicComments {
  #list = element('ol.comments');
  #nothing = element('p.nothing', {}, 'None.');
  #hidden = element('p.nothing', {}, 'Texts are not shown. ', element('code', {}, 'OVATION_INSIGHT_COMMENTS=on'), ' on this node and on likes backends shows them.');
  #rowOf = new Keyed(() => new CommentRow());

  constructor() {
    this.element = element('section', {}, element('h3', {}, 'Latest comments'), this.#list, this.#nothing, this.#hidden);
  }

  /** @param {Object[] | null} comments oldest first; null if they are hidden */
  show(comments, second) {
    const newest = [...(comments ?? [])].reverse();
    const rows = this.#rowOf.of(newest.map(({ id }) => id));
    rows.forEach((row, index) => row.show(newest[index], second));
    setChildren(this.#list, rows.map((row) => row.element));
    setHidden(this.#list, newest.length === 0);
    setHidden(this.#nothing, comments === null || newest.length > 0);
    setHidden(this.#hidden, comments !== null);
  }
}

class CommentRow {
  #member = element('bdi');
  #age = element('span.age');
  #text = element('p', { dir: 'auto' });

  constructor() {
    this.element = element('li', {}, element('p.by', {}, this.#member, this.#age), this.#text);
  }

  show({ member, text, at }, second) {
    setText(this.#member, member);
    setText(this.#age, `${duration(second - Date.parse(at) / 1000)} ago`);
    setText(this.#text, text);
  }
}
