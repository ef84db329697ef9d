import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ResumePoint } from '../src/resume-point.js';

const A = 'video:a';
const B = 'video:b';
const ADA = 'presence:ada';

/** Where both topics have begun. */
function begun() {
  const point = new ResumePoint();
  point.received('snapshot', A, 'a1');
  point.received('snapshot', B, 'b1');
  return point;
}

/** Before a server that knows one id for all topics. */
function begunBeforeAnOldServer() {
  const point = begun();
  point.isByTopic = false;
  return point;
}

test('topic_goesOnAfterItsOwnLastEventThatHadAnId', () => {
  const point = begun();
  point.received('comment', A, 'a2');
  point.received('likes', A);
  point.received('retracted', B, 'b2');

  assert.deepEqual(point.forStream([A, B]), { topics: ['video:a@a2', 'video:b@b2'] });
});

test('topic_withoutAnId_isAskedForPlainly', () => {
  const point = new ResumePoint([[A, 'a1']]);
  point.received('presence', ADA);

  assert.deepEqual(point.forStream([A, B, ADA]), { topics: ['video:a@a1', B, ADA] });
});

test('topic_thatWasLeft_beginsAnew', () => {
  const point = begun();
  point.keep([B]);

  assert.deepEqual(point.forStream([A, B]), { topics: [A, 'video:b@b1'] });
  assert.deepEqual(point.forPoll([A, B]), { topics: [A, 'video:b@b1'], lastEventId: '' });
  assert.deepEqual(point.ids, [[B, 'b1']]);
});

test('poll_showsATopicThatHasNotBegun_evenIfAnEarlierLinkKnewIt', () => {
  const point = new ResumePoint([[A, 'a1']]);
  assert.deepEqual(point.forPoll([A]), { topics: [A], lastEventId: '' });

  point.received('snapshot', A, 'a2');
  assert.deepEqual(point.forPoll([A]), { topics: ['video:a@a2'], lastEventId: '' });
});

test('poll_saysThatItKnowsItsMembers_onceItDoes', () => {
  const point = begun();
  assert.deepEqual(point.forPoll([A, ADA]), { topics: ['video:a@a1', ADA], lastEventId: '' });

  point.received('presence', ADA);
  assert.deepEqual(point.forPoll([A, ADA]), { topics: ['video:a@a1', ADA], lastEventId: '0' });
  assert.deepEqual(point.forPoll([ADA]), { topics: [ADA], lastEventId: '0' });
  assert.deepEqual(point.forPoll([ADA, 'video:c']), { topics: [ADA, 'video:c'], lastEventId: '' });
});

test('oldServer_isToldTheLatestIdOfAllTopics', () => {
  const point = begunBeforeAnOldServer();
  point.received('comment', A, 'a2');
  point.received('likes', B);

  assert.deepEqual(point.forStream([A, B]), { topics: [A, B], lastEventId: 'a2' });
});

test('pollOfAnOldServer_goesOn_onceAllTopicsHaveBegun', () => {
  const point = begunBeforeAnOldServer();
  assert.deepEqual(point.forPoll([A, B, ADA]), { topics: [A, B, ADA], lastEventId: '' });

  point.received('presence', ADA);
  assert.deepEqual(point.forPoll([A, B, ADA]), { topics: [A, B, ADA], lastEventId: 'b1' });
  point.keep([ADA]);
  assert.deepEqual(point.forPoll([ADA]), { topics: [ADA], lastEventId: '0' });
});
