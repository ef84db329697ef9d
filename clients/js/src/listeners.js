/**
 * Who listens to what. A listener that throws disturbs neither the others nor the stream; its error surfaces as an
 * uncaught one.
 *
 * @template {Record<string, any>} Events payload by event name
 */
export class Listeners {
  /** @type {Map<keyof Events, Set<(payload: any) => void>>} */
  #byName = new Map();

  /**
   * @template {keyof Events} Name
   * @param {Name} name
   * @param {(payload: Events[Name]) => void} listener
   * @returns {() => void} stops listening
   */
  add(name, listener) {
    const listeners = this.#byName.get(name) ?? new Set();
    this.#byName.set(name, listeners.add(listener));
    return () => {
      listeners.delete(listener);
    };
  }

  /**
   * @template {keyof Events} Name
   * @param {Name} name
   * @param {Events[Name]} payload
   */
  emit(name, payload) {
    for (const listener of [...(this.#byName.get(name) ?? [])]) {
      try {
        listener(payload);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
