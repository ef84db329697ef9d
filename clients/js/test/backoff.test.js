import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backoff } from '../src/backoff.js';

const random = (/** @type {number} */ value) => ({ firstMs: 1_000, maxMs: 5_000, random: () => value });

test('backoff_doubles_upToItsMaximum', () => {
  const backoff = new Backoff(random(1));

  assert.deepEqual([1, 2, 3, 4, 5].map(() => backoff.next()), [1_000, 2_000, 4_000, 5_000, 5_000]);
});

test('backoff_isHalfRandom', () => {
  assert.equal(new Backoff(random(0)).next(), 500);
  assert.equal(new Backoff(random(0.5)).next(), 750);
});

test('backoff_startsAnew_afterAReset', () => {
  const backoff = new Backoff(random(1));
  backoff.next();
  backoff.next();
  backoff.reset();

  assert.equal(backoff.next(), 1_000);
  assert.equal(backoff.attempts, 1);
});

test('backoff_honoursAHint_thatMayBeShorterOnce', () => {
  const backoff = new Backoff(random(1));

  assert.equal(backoff.next(100), 125);
  assert.equal(backoff.next(100), 2_000);
  assert.equal(backoff.next(60_000), 75_000);
});

test('backoff_neverComesEarlierThanTheHint', () => {
  assert.equal(new Backoff(random(0)).next(8_000), 8_000);
});

test('backoff_takesAHintOfAnHourAtMost_andNoneBelowZero', () => {
  const hinted = (/** @type {number} */ ms) => new Backoff(random(0)).next(ms);

  assert.deepEqual([-1, 0, 3_600_000, 3_600_001, Infinity].map(hinted), [0, 0, 3_600_000, 3_600_000, 3_600_000]);
});
