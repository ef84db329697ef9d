import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { REMEMBERED_RETRACTIONS, TopicStates } from '../src/topic-states.js';

const TOPIC = 'video:42';

/** @type {TopicStates} */
let states;

beforeEach(() => {
  states = new TopicStates();
});

/** @param {string} id */
const comment = (id, topic = TOPIC) => ({ topic, id, member: 'ada', text: 'hello', at: '2026-01-01T00:00:00Z' });

/** @param {string[]} ids */
const snapshot = (...ids) => ({ topic: TOPIC, likes: {}, viewers: 1, comments: ids.map((id) => comment(id)) });

/** @param {string} id */
const retracted = (id) => ({ topic: TOPIC, id });

const kept = () => states.of(TOPIC)?.comments.map(({ id }) => id);

test('retractedComment_isGone', () => {
  states.apply('snapshot', snapshot('a', 'b'));
  states.apply('comment', comment('c'));
  assert.deepEqual(states.apply('retracted', retracted('a')), retracted('a'));
  states.apply('retracted', retracted('c'));

  assert.deepEqual(kept(), ['b']);
});

test('retraction_isToldOnce_evenOfAnUnknownComment', () => {
  assert.ok(states.apply('retracted', retracted('x')));
  assert.ok(!states.apply('retracted', retracted('x')));

  states.apply('snapshot', snapshot());
  assert.ok(!states.apply('retracted', retracted('x')));
  assert.ok(states.apply('retracted', retracted('y')));
});

test('retractedComment_thatComesAgain_isDropped', () => {
  states.apply('retracted', retracted('early'));
  const { comments } = states.apply('snapshot', snapshot('a', 'early', 'b'));
  assert.deepEqual(comments.map((/** @type {any} */ { id }) => id), ['a', 'b']);

  states.apply('retracted', retracted('b'));
  states.apply('snapshot', snapshot('a', 'b'));
  assert.ok(!states.apply('comment', comment('b')));
  states.apply('retracted', retracted('c'));
  assert.ok(!states.apply('comment', comment('c')));
  assert.deepEqual(kept(), ['a']);
});

test('snapshot_thatLacksAComment_retractsNothing', () => {
  states.apply('snapshot', snapshot('a', 'b'));
  states.apply('snapshot', snapshot('b'));

  assert.deepEqual(kept(), ['a', 'b']);
});

test('retraction_concernsNoOtherTopic', () => {
  states.apply('snapshot', snapshot());
  states.apply('retracted', { topic: 'video:43', id: 'a' });

  assert.ok(states.apply('comment', comment('a')));
});

test('retractions_areForgotten_theOldestFirst', () => {
  states.apply('snapshot', snapshot());
  for (let i = 0; i <= REMEMBERED_RETRACTIONS; i++) {
    states.apply('retracted', retracted(`r${i}`));
  }

  assert.ok(!states.apply('comment', comment('r1')));
  assert.ok(states.apply('comment', comment('r0')));
});
