import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ResumePoint } from '../src/resume-point.js';

const A = 'video:a';
const B = 'video:b';

/** @param {string[]} topics */
function resumedAt1(...topics) {
  const point = new ResumePoint();
  point.received('comment', A, '1');
  point.resume(topics);
  return point;
}

test('resumePoint_isTheLatestEventThatHadAnId', () => {
  const point = new ResumePoint();
  point.resume([A, B]);
  assert.equal(point.id, '');
  point.received('snapshot', A, '2');
  point.received('comment', A, '1');
  point.received('likes', A);

  assert.equal(point.id, '1');
});

test('resumePoint_stays_untilEveryTopicIsUpToDate', () => {
  const point = resumedAt1(A, B);
  point.received('comment', A, '2');
  point.received('snapshot', A, '3');
  point.received('comment', B, '2');
  assert.equal(point.id, '1');

  point.received('snapshot', B, '4');
  assert.equal(point.id, '4');
  point.received('comment', A, '5');
  assert.equal(point.id, '5');
});

test('resumePoint_startsOver_onTheNextStream', () => {
  const point = resumedAt1(A, B);
  point.received('snapshot', A, '3');
  point.resume([A, B]);
  point.received('snapshot', B, '4');

  assert.equal(point.id, '1');
});

test('resumePoint_awaitsNothingOfPresence_norOfATopicThatIsLeft', () => {
  const point = resumedAt1(A, B, 'presence:ada');
  point.received('snapshot', A, '3');
  point.forget([B]);

  assert.equal(point.id, '3');
});
