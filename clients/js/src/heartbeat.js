/**
 * In a row: so a leader is replaced 4 to 5 s after its last heartbeat. A page that is busy rarely stands still for as
 * long, and in the background browsers let timers run every second or two. Less would be dear: a new leader reconnects
 * and gets a snapshot of each topic.
 */
const MISSED_HEARTBEATS = 5;
/** In heartbeats: later than any timer of a page that is just in the background. */
const HELD_BACK = 3;

/** Of the leader. By a timer, so that a leader whose timers the browser holds back is missed, too. */
export class Heartbeat {
  #periodMs;
  #timer;
  #steadyUntil = 0;

  /**
   * @param {number} periodMs without jitter, since there is one leader
   * @param {() => void} beat
   */
  constructor(periodMs, beat) {
    this.#periodMs = periodMs;
    this.#timer = setInterval(() => {
      if (this.isSteady) {
        this.renew();
      }
      beat();
    }, periodMs);
  }

  /** If so, nobody can have missed enough to take over. */
  get isSteady() {
    return Date.now() < this.#steadyUntil;
  }

  /** Nobody has taken over. */
  renew() {
    this.#steadyUntil = Date.now() + this.#periodMs * (MISSED_HEARTBEATS - 1);
  }

  stop() {
    clearInterval(this.#timer);
  }
}

/** Of another tab: notices that the leader's heartbeat is missing. */
export class HeartbeatWatch {
  #periodMs;
  #onMissing;
  #timer;
  #missed = 0;
  #tickedAt = Date.now();

  /**
   * @param {number} periodMs
   * @param {() => void} onMissing
   */
  constructor(periodMs, onMissing) {
    this.#periodMs = periodMs;
    this.#onMissing = onMissing;
    this.#timer = setInterval(() => this.#tick(), periodMs);
  }

  heard() {
    this.#missed = 0;
  }

  stop() {
    clearInterval(this.#timer);
  }

  #tick() {
    const sinceMs = Date.now() - this.#tickedAt;
    this.#tickedAt += sinceMs;
    // If this tab was held back itself, heartbeats may have come that it has yet to read.
    this.#missed = sinceMs > this.#periodMs * HELD_BACK ? 0 : this.#missed + 1;
    if (this.#missed === MISSED_HEARTBEATS) {
      this.#missed = 0;
      this.#onMissing();
    }
  }
}
