import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KEPT_COMMENTS, REMEMBERED_IDS, TopicState } from '../src/topic-state.js';

/** @param {string} id */
const comment = (id) => ({ topic: 'video:42', id, member: 'ada', text: 'hello', at: '2026-01-01T00:00:00Z' });

test('comment_isNewOnce', () => {
  const state = new TopicState();

  assert.equal(state.comment(comment('x')), true);
  assert.equal(state.comment(comment('x')), false);
  assert.equal(state.comment(comment('y')), true);
});

test('comment_thatASnapshotHasShown_isNotNew', () => {
  const state = new TopicState();
  state.take({ topic: 'video:42', likes: {}, viewers: 1, comments: [comment('x')] });

  assert.equal(state.comment(comment('x')), false);
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
