const SILENT_HEARTBEATS = 3;

/** Notices a stream that died without a word: nothing comes for three heartbeats, not even a heartbeat. */
export class SilenceWatch {
  #onDead;
  #patienceMs = 0;
  #heardAt = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {() => void} onDead */
  constructor(onDead) {
    this.#onDead = onDead;
  }

  /** @param {number} heartbeatSeconds */
  start(heartbeatSeconds) {
    this.stop();
    this.#patienceMs = (heartbeatSeconds || 15) * SILENT_HEARTBEATS * 1_000;
    this.heard();
    this.#wait(this.#patienceMs);
  }

  /** One timer for a whole silence, rather than a new one for each event. */
  heard() {
    this.#heardAt = Date.now();
  }

  stop() {
    clearTimeout(this.#timer);
  }

  /** @param {number} ms */
  #wait(ms) {
    this.#timer = setTimeout(() => this.#check(), ms);
  }

  #check() {
    const leftMs = this.#heardAt + this.#patienceMs - Date.now();
    if (leftMs > 0) {
      this.#wait(leftMs);
    } else {
      this.#onDead();
    }
  }
}
