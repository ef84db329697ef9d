const SILENT_HEARTBEATS = 3;

/**
 * Notices a stream that died without a word. EventSource does not show heartbeats, so a quiet topic looks the same:
 * after three heartbeats without an event, and as long as that lasts, the server is asked whether it still holds the
 * stream.
 */
export class SilenceWatch {
  #isAlive;
  #onDead;
  #heardAt = 0;
  #patienceMs = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {() => Promise<boolean>} isAlive
   * @param {() => void} onDead
   */
  constructor(isAlive, onDead) {
    this.#isAlive = isAlive;
    this.#onDead = onDead;
  }

  /** @param {number} heartbeatSeconds */
  start(heartbeatSeconds) {
    this.#patienceMs = (heartbeatSeconds || 15) * SILENT_HEARTBEATS * 1_000;
    this.heard();
    this.#wait(this.#patienceMs);
  }

  heard() {
    this.#heardAt = Date.now();
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** @param {number} ms */
  #wait(ms) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#check(), ms);
  }

  async #check() {
    const leftMs = this.#heardAt + this.#patienceMs - Date.now();
    if (leftMs > 0) {
      return this.#wait(leftMs);
    }
    const timer = this.#timer;
    const alive = await this.#isAlive();
    if (this.#timer !== timer) {
      return; // stopped, or started anew, while the server was asked
    }
    if (alive) {
      this.#wait(this.#patienceMs);
    } else {
      this.#onDead();
    }
  }
}
