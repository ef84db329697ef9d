const SVG = 'http://www.w3.org/2000/svg';

/**
 * An element. Texts become text and never markup: names of topics come from strangers.
 *
 * @param {string} tag with its classes, as {@code p.note}
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} children
 */
export function element(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  return fill(document.createElement(name), classes, attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  return fill(document.createElementNS(SVG, name), classes, attributes, children);
}

function fill(created, classes, attributes, children) {
  created.classList.add(...classes);
  Object.entries(attributes).forEach(([key, value]) => created.setAttribute(key, value));
  created.append(...children);
  return created;
}

/** Changes nothing that is the same already: screen readers and the browser's layout follow changes. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

export function setAttribute(node, name, value) {
  if (node.getAttribute(name) !== value) {
    node.setAttribute(name, value);
  }
}

export function setHidden(node, hidden) {
  if (node.hidden !== hidden) {
    node.hidden = hidden;
  }
}

/** Makes these the children, in this order, and moves none that is in its place. */
export function setChildren(parent, children) {
  const wanted = new Set(children);
  [...parent.children].filter((child) => !wanted.has(child)).forEach((child) => child.remove());
  children.forEach((child, index) => {
    if (parent.children[index] !== child) {
      parent.insertBefore(child, parent.children[index] ?? null);
    }
  });
}

/** One thing for each key, made when it is first asked for; those that were not asked for are forgotten. */
export class Keyed {
  #known = new Map();
  #create;

  constructor(create) {
    this.#create = create;
  }

  /** @returns {any[]} in the order of the keys */
  of(keys) {
    const next = new Map(keys.map((key) => [key, this.#known.get(key) ?? this.#create(key)]));
    this.#known = next;
    return [...next.values()];
  }
}
