import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KEPT_COMMENTS, REMEMBERED_IDS, TopicState } from '../src/topic-state.js';

/** @param {string} id */
const comment = (id) => ({ topic: 'video:42', id, member: 'ada', text: 'hello', at: '2026-01-01T00:00:00Z' });

/** @param {string[]} ids */
const snapshot = (...ids) => ({ topic: 'video:42', likes: {}, viewers: 1, comments: ids.map(comment) });

/** @param {TopicState} state */
const ids = (state) => state.comments.map(({ id }) => id);

test('comment_isNewOnce', () => {
  const state = new TopicState();

  assert.equal(state.comment(comment('x')), true);
  assert.equal(state.comment(comment('x')), false);
  assert.equal(state.comment(comment('y')), true);
});

test('comment_thatASnapshotHasShown_isNotNew', () => {
  const state = new TopicState();
  state.take(snapshot('x'));

  assert.equal(state.comment(comment('x')), false);
});

test('snapshot_thatLagsBehind_changesNoOrder', () => {
  const state = new TopicState();
  ['a', 'b', 'c', 'd'].forEach((id) => state.comment(comment(id)));
  state.take(snapshot('b', 'c'));
  assert.deepEqual(ids(state), ['a', 'b', 'c', 'd']);

  state.take(snapshot('c', 'x'));
  assert.deepEqual(ids(state), ['a', 'b', 'c', 'x', 'd']);
});

test('snapshot_thatSharesNothingWithWhatWasSaid_isNewer', () => {
  const state = new TopicState();
  state.comment(comment('a'));
  state.take(snapshot('c', 'd'));
  assert.deepEqual(ids(state), ['a', 'c', 'd']);

  state.take(snapshot());
  assert.deepEqual(ids(state), ['a', 'c', 'd']);
});

test('memory_isBounded', () => {
  const state = new TopicState();
  for (let i = 0; i <= REMEMBERED_IDS; i++) {
    state.comment(comment(`c${i}`));
  }

  assert.equal(state.comments.length, KEPT_COMMENTS);
  assert.equal(state.comments.at(-1)?.id, `c${REMEMBERED_IDS}`);
  assert.equal(state.comment(comment('c1')), false);
  assert.equal(state.comment(comment('c0')), true);
});
