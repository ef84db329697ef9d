import { Keyed, element, setAttribute, setChildren, setHidden, setText } from './dom.js';
import * as format from './format.js';
import { icon } from './icons.js';

/** Where a topic is in one data centre, on the way of its log: stored, at its dispatcher, at each frontend. */
export class TopicPlaces {
  #title = element('h3');
  #name;
  #body = element('tbody');
  #stored = new PlaceRow('likes-backend', 'Stored');
  #actor = new PlaceRow('dispatcher');
  #frontendOf = new Keyed(() => new PlaceRow('frontend'));

  constructor(dataCentre) {
    this.#name = element('bdi', {}, dataCentre);
    const heads = ['Viewers', 'Position', 'Behind'].map((text) => element('th.number', { scope: 'col' }, text));
    this.element = element(
      'section',
      { 'data-centre': dataCentre },
      this.#title,
      element('table.places', {}, element('thead', {}, element('tr', {}, element('th', { scope: 'col' }, 'Node'), ...heads)), this.#body),
    );
  }

  /** @param {boolean} isOneOfSeveral data centres */
  show(place, isOneOfSeveral) {
    setChildren(this.#title, isOneOfSeveral ? [element('span', {}, 'Where it is in ', this.#name)] : [element('span', {}, 'Where it is')]);
    this.#stored.show({ position: place.committed });
    this.#actor.show({ address: place.dispatcher, note: place.dispatcher === null ? 'Its actor does not run' : '', position: place.position, behind: behindOf(place) });
    const frontends = this.#frontendOf.of(place.frontends.map(({ address }) => address));
    frontends.forEach((row, index) => {
      const frontend = place.frontends[index];
      row.show({ ...frontend, note: frontend.subscribed === false ? 'not subscribed' : '' });
    });
    setChildren(this.#body, [this.#stored, this.#actor, ...frontends].map((row) => row.element));
  }
}

/** What it waits for is missing even if it is level with the store that was asked a moment earlier. */
function behindOf({ committed, position, missing }) {
  return position === null ? null : Math.max(missing ?? 0, (committed ?? 0) - position);
}

class PlaceRow {
  #link = element('a');
  #note;
  #viewers = element('td.number', { 'data-cell': 'viewers' });
  #position = element('td.number', { 'data-cell': 'position' });
  #behind = element('td.number', { 'data-cell': 'behind' });
  #wasBehind = false;

  /** @param {string} [name] of what has no address */
  constructor(role, name = '') {
    this.#note = element('span.note', {}, name);
    this.element = element('tr', { 'data-role': role }, element('th', { scope: 'row' }, element('span', {}, icon(role), this.#link, this.#note)), this.#viewers, this.#position, this.#behind);
  }

  show({ address, note, viewers, position, behind }) {
    setHidden(this.#link, address == null);
    if (address != null) {
      setText(this.#link, address);
      setAttribute(this.#link, 'href', `#node=${encodeURIComponent(address)}`);
      setAttribute(this.#link, 'title', address);
    }
    if (note !== undefined) {
      setText(this.#note, note);
    }
    setText(this.#viewers, viewers == null ? '' : format.count(viewers));
    setText(this.#position, format.whole(position));
    setText(this.#behind, behind === undefined ? '' : behind === 0 ? 'none' : format.count(behind));
    // Nodes are asked one after the other: who is behind for a moment need not be late.
    this.#behind.classList.toggle('level', behind === 0);
    this.#behind.classList.toggle('bad', behind > 0 && this.#wasBehind);
    this.#wasBehind = behind > 0;
  }
}
