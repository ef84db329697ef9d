import { Keyed, element, setChildren, setHidden, setText } from './dom.js';
import * as format from './format.js';
import { Growth } from './growth.js';
import { ChartRow } from './rows.js';
import { Series } from './series.js';
import { TopicComments } from './topic-comments.js';
import { TopicPlaces } from './topic-places.js';
import { TopicQuestions } from './topic-questions.js';

/** Everything about one topic, asked of all nodes for as long as it is shown. */
export class TopicDetails {
  #topic;
  #questions;
  /** The last answer, or why there is none. */
  #answer = null;
  #refusal = '';
  #meaning = element('p.meaning');
  #unanswered = element('p.unanswered');
  #rates = {
    viewers: new Rate('Viewers', format.count),
    likes: new Rate('Likes', format.perSecond),
    comments: new Rate('Comments', format.perSecond),
  };
  #rateSection = element('section', {}, ...Object.values(this.#rates).map((rate) => rate.row.element));
  #growth = { likes: new Growth(), comments: new Growth() };
  #places = element('div');
  #placesOf = new Keyed((dataCentre) => new TopicPlaces(dataCentre));
  #comments = new TopicComments();

  /** @param {() => void} onChange */
  constructor(topic, onChange) {
    this.#topic = topic;
    this.element = element(
      'div',
      {},
      element('p.kind', {}, 'Topic'),
      element('h2', { id: 'panel-title' }, element('bdi', {}, topic)),
      this.#meaning,
      this.#unanswered,
      this.#rateSection,
      this.#places,
      this.#comments.element,
    );
    this.#questions = new TopicQuestions(topic, {
      onAnswer: (answer) => {
        this.#take(answer);
        onChange();
      },
      onRefused: (reason) => {
        this.#refusal = reason;
        onChange();
      },
    });
  }

  close() {
    this.#questions.close();
  }

  #take(answer) {
    this.#answer = answer;
    this.#refusal = '';
    const second = Date.parse(answer.at) / 1000;
    const committed = answer.dataCentres.map((place) => place.committed).filter((position) => position !== null);
    this.#rates.viewers.put(second, viewersOf(answer));
    this.#rates.likes.put(second, this.#growth.likes.see(second, sum(Object.values(answer.likes))));
    // Each data centre has all comments in its own log: the one that is furthest says how many come.
    this.#rates.comments.put(second, this.#growth.comments.see(second, committed.length === 0 ? null : Math.max(...committed)));
  }

  show(cluster) {
    const answer = this.#answer;
    const isKnown = answer !== null && answer.dataCentres.length > 0;
    setText(this.#meaning, this.#meaningOf(answer, isKnown));
    [this.#rateSection, this.#places].forEach((part) => setHidden(part, !isKnown));
    setHidden(this.#comments.element, !isKnown || this.#topic.startsWith('presence:'));
    this.#showUnanswered(answer?.unanswered ?? []);
    if (!isKnown) {
      return;
    }
    Object.values(this.#rates).forEach((rate) => rate.show(cluster.second));
    const places = this.#placesOf.of(answer.dataCentres.map(({ dataCentre }) => dataCentre));
    places.forEach((place, index) => place.show(answer.dataCentres[index], places.length > 1));
    setChildren(this.#places, places.map((place) => place.element));
    this.#comments.show(commentsFor(answer, cluster), cluster.second);
  }

  #meaningOf(answer, isKnown) {
    if (this.#refusal !== '') {
      return answer === null ? `Nothing is known of it: ${this.#refusal}.` : `This is old: ${this.#refusal}.`;
    }
    if (answer === null) {
      return 'Asking all nodes.';
    }
    return isKnown ? '' : 'Nobody watches it, and nothing is stored of it.';
  }

  #showUnanswered(addresses) {
    setHidden(this.#unanswered, addresses.length === 0);
    if (addresses.length > 0) {
      setText(this.#unanswered, `Without what ${addresses.join(', ')} could tell, which did not answer in time.`);
    }
  }
}

/** A number now, and what it was since somebody looks. */
class Rate {
  #series = new Series();
  #now = null;

  constructor(label, text) {
    this.row = new ChartRow(label, text, 1);
  }

  put(second, value) {
    this.#now = value;
    this.#series.put(Math.floor(second), value);
  }

  show(second) {
    this.row.show(this.#now, this.#series, second);
  }
}

function viewersOf(answer) {
  return sum(answer.dataCentres.flatMap(({ frontends }) => frontends.map(({ viewers }) => viewers ?? 0)));
}

/** As the data centre has them of which the node is that was asked; else another one. */
function commentsFor(answer, cluster) {
  const own = cluster.nodes.get(answer.self)?.dataCentre;
  const known = answer.dataCentres.filter(({ comments }) => comments !== null);
  return (known.find(({ dataCentre }) => dataCentre === own) ?? known[0])?.comments ?? null;
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
