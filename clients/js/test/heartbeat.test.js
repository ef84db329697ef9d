import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { Heartbeat, HeartbeatWatch } from '../src/heartbeat.js';

const HEARTBEAT_MS = 1_000;

let now = 0;
let silences = 0;
/** @type {HeartbeatWatch} */
let watch;

beforeEach(() => {
  now = 0;
  silences = 0;
  mock.method(Date, 'now', () => now);
  mock.timers.enable({ apis: ['setInterval'] });
  watch = new HeartbeatWatch(HEARTBEAT_MS, () => silences++);
});

afterEach(() => {
  watch.stop();
  mock.reset();
});

/** @param {number} times @param {number} [lateMs] each of them */
function tick(times, lateMs = 0) {
  for (let i = 0; i < times; i++) {
    now += HEARTBEAT_MS + lateMs;
    mock.timers.tick(HEARTBEAT_MS);
  }
}

test('silence_isNoticed_afterFiveHeartbeats', () => {
  tick(4);
  assert.equal(silences, 0);
  tick(1);
  assert.equal(silences, 1);
});

test('silence_beginsAnew_withEachHeartbeat', () => {
  for (let i = 0; i < 10; i++) {
    tick(4);
    watch.heard();
  }
  assert.equal(silences, 0);
});

test('silence_isNoticedAgain_ifNobodyCouldBeMadeLeader', () => {
  tick(10);
  assert.equal(silences, 2);
});

test('silence_isNoticed_inTheBackground_whereTicksAreLate', () => {
  tick(5, HEARTBEAT_MS);
  assert.equal(silences, 1);
});

test('tabThatWasHeldBackItself_hearsFirstWhatHasWaited', () => {
  tick(4);
  tick(1, 3_600_000);
  assert.equal(silences, 0);
  tick(4);
  assert.equal(silences, 0);
  tick(1);
  assert.equal(silences, 1);
});

test('tabWhoseTimersAreHeldBack_missesNothing', () => {
  tick(20, 59_000);
  assert.equal(silences, 0);
});

test('watch_isOver_whenItIsStopped', () => {
  watch.stop();
  tick(10);
  assert.equal(silences, 0);
});

test('heartbeat_isSteady_asLongAsNobodyCanHaveMissedIt', () => {
  let beats = 0;
  const heartbeat = new Heartbeat(HEARTBEAT_MS, () => beats++);
  assert.equal(heartbeat.isSteady, false, 'nobody has looked yet');
  heartbeat.renew();
  tick(10);
  assert.deepEqual([heartbeat.isSteady, beats], [true, 10]);
  now += 3_999;
  assert.equal(heartbeat.isSteady, true);
  now += 1;
  assert.equal(heartbeat.isSteady, false);
  tick(1);
  assert.deepEqual([heartbeat.isSteady, beats], [false, 11], 'somebody may have taken over');
  heartbeat.renew();
  assert.equal(heartbeat.isSteady, true);

  heartbeat.stop();
  tick(1);
  assert.equal(beats, 11);
});
