import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Listeners } from '../src/listeners.js';

test('listener_hearsUntilItStops', () => {
  /** @type {Listeners<{tick: number}>} */
  const listeners = new Listeners();
  /** @type {number[]} */
  const heard = [];
  const stop = listeners.add('tick', (tick) => heard.push(tick));
  listeners.emit('tick', 1);
  stop();
  listeners.emit('tick', 2);

  assert.deepEqual(heard, [1]);
});

test('listener_thatThrows_disturbsNoOther', async () => {
  /** @type {Listeners<{tick: number}>} */
  const listeners = new Listeners();
  /** @type {number[]} */
  const heard = [];
  listeners.add('tick', () => {
    throw new Error('mine');
  });
  listeners.add('tick', (tick) => heard.push(tick));
  const uncaught = captureUncaught();
  listeners.emit('tick', 1);

  assert.deepEqual(heard, [1]);
  assert.equal((await uncaught).message, 'mine');
});

/** @returns {Promise<Error>} */
async function captureUncaught() {
  const runners = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  const [error] = await once(process, 'uncaughtException');
  runners.forEach((runner) => process.on('uncaughtException', runner));
  return error;
}
