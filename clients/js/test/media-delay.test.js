import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { connect } from '../src/client.js';
import { MediaDelay, MOST_HELD } from '../src/media-delay.js';
import { SseServer } from './sse-server.js';

const TOPIC = 'video:42';

/** What was told, with what was stale in brackets. @type {string[]} */
let told;
/** @type {{currentTime: number}} */
let media;
/** @type {MediaDelay} */
let delay;

beforeEach(() => {
  told = [];
  media = { currentTime: 100 };
  delay = new MediaDelay((name, event, isStale) => {
    const what = event.id ?? [name, ...(event.comments ?? []).map((/** @type {any} */ { id }) => id)].join(' ');
    told.push(isStale ? `(${what})` : what);
  });
  delay.follow(media);
});

afterEach(() => delay.close());

/** @param {string} id @param {number} [mediaTime] */
const comment = (id, mediaTime) => ({ topic: TOPIC, id, member: 'ada', text: 'hello', at: '', mediaTime });

/** @param {string[]} expected */
async function tells(...expected) {
  while (told.length < expected.length) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.deepEqual(told, expected);
}

test('event_waitsForThePlayhead', async () => {
  delay.pass('comment', comment('later', 105));
  delay.pass('comment', comment('soon', 101));
  delay.pass('comment', comment('soon too', 101));
  assert.deepEqual(told, []);

  media.currentTime = 101;
  await tells('soon', 'soon too');
  media.currentTime = 105.5;
  await tells('soon', 'soon too', 'later');
});

test('event_withoutMediaTime_orOfAMomentAlreadySeen_doesNotWait', () => {
  delay.pass('comment', comment('any time'));
  delay.pass('comment', comment('from a viewer a minute behind', 40));
  delay.pass('viewers', { topic: TOPIC, count: 1 });

  assert.deepEqual(told, ['any time', 'from a viewer a minute behind', 'viewers']);
});

test('event_thatASeekLeavesFarBehind_isStale', async () => {
  delay.pass('comment', comment('far behind', 110));
  delay.pass('comment', comment('just behind', 195));
  delay.pass('comment', comment('ahead', 300));
  media.currentTime = 200;

  await tells('(far behind)', 'just behind');
});

test('event_isBehind_byWhatThePlayheadHasPassedItsMoment', () => {
  assert.equal(delay.behindMs({ mediaTime: 97.5 }), 2_500);
  assert.equal(delay.behindMs({ mediaTime: 100.5 }), -500);
  assert.ok(Number.isNaN(delay.behindMs({})), 'it is of no moment');
  delay.follow(undefined);
  assert.ok(Number.isNaN(delay.behindMs({ mediaTime: 97.5 })), 'there is no playhead');
});

test('commentOfASnapshot_waitsToo', async () => {
  delay.pass('snapshot', { topic: TOPIC, likes: {}, viewers: 1, comments: [comment('seen', 99), comment('ahead', 101)] });
  assert.deepEqual(told, ['snapshot seen']);

  media.currentTime = 101;
  await tells('snapshot seen', 'ahead');
});

test('comment_thatIsRetracted_waitsNoLonger', async () => {
  delay.pass('comment', comment('retracted', 101));
  delay.pass('comment', { ...comment('retracted', 101), topic: 'video:43', id: 'of another topic' });
  delay.pass('comment', { ...comment('retracted', 101), topic: 'video:44' });
  delay.pass('likes', { topic: TOPIC, mediaTime: 101 });
  delay.pass('retracted', { topic: TOPIC, id: 'retracted' });
  assert.deepEqual(told, ['retracted']);

  media.currentTime = 101;
  await tells('retracted', 'of another topic', 'retracted', 'likes');
});

test('nothingWaits_onceTheMediaIsGone', () => {
  delay.pass('comment', comment('ahead', 101));
  delay.follow(undefined);
  delay.pass('comment', comment('far ahead', 1_000));

  assert.deepEqual(told, ['ahead', 'far ahead']);
});

test('whatWaits_isBounded', () => {
  for (let i = 0; i <= MOST_HELD; i++) {
    delay.pass('comment', comment(`c${i}`, 200 + i));
  }

  assert.deepEqual(told, ['(c0)']);
});

test('attachedConnection_tellsWhenThePlayheadIsThere_andKeepsWhatIsStale', async () => {
  const server = await new SseServer().start();
  const ovation = connect(server.url, { topics: [TOPIC] });
  try {
    ovation.on('comment', ({ id }) => told.push(id));
    const detach = ovation.attach(media);
    const stream = await server.nextStream();
    stream.send('snapshot', { topic: TOPIC, likes: {}, viewers: 1, comments: [] }, 'a1');
    stream.send('comment', comment('stale', 101), 'a2');
    stream.send('comment', comment('ahead', 150), 'a3');
    stream.send('comment', comment('ahead', 150), 'a3');
    stream.send('comment', comment('at once'), 'a4');
    await tells('at once');
    media.currentTime = 151;
    await tells('at once', 'ahead');
    stream.send('comment', comment('last', 200), 'a5');
    stream.send('viewers', { topic: TOPIC, count: 2 });
    await new Promise((resolve) => ovation.on('viewers', resolve));
    assert.deepEqual(ovation.stateOf(TOPIC)?.comments.map(({ id }) => id), ['at once', 'stale', 'ahead']);

    detach();
    assert.deepEqual(told, ['at once', 'ahead', 'last']);
  } finally {
    ovation.close();
    server.stop();
  }
});
