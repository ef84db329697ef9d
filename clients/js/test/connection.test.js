import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Backoff } from '../src/backoff.js';
import { connect, ProblemError } from '../src/client.js';
import { SseServer } from './sse-server.js';

/** @typedef {import('../src/events.js').Events} Events */

const TOPIC = 'video:42';
const OTHER = 'video:43';
const AT_ONCE = () => new Backoff({ firstMs: 1, maxMs: 10 });

/** @type {SseServer} */
let server;
/** @type {import('../src/client.js').Connection[]} */
let connections;

beforeEach(async () => {
  server = await new SseServer().start();
  connections = [];
});

afterEach(() => {
  connections.forEach((connection) => connection.close());
  server.stop();
});

/** @param {import('../src/client.js').ConnectionOptions} [options] */
function connectTo(options) {
  const connection = connect(server.url, { topics: [TOPIC], backoff: AT_ONCE(), ...options });
  connections.push(connection);
  return connection;
}

/**
 * @template {keyof Events} Name
 * @param {import('../src/client.js').Connection} connection
 * @param {Name} name
 * @param {(event: Events[Name]) => boolean} [wanted]
 * @returns {Promise<Events[Name]>}
 */
function next(connection, name, wanted = () => true) {
  return new Promise((resolve) => {
    const stop = connection.on(name, (event) => {
      if (wanted(event)) {
        stop();
        resolve(event);
      }
    });
  });
}

/** @param {import('../src/client.js').Connection} connection @param {string} name */
const state = (connection, name) => next(connection, 'state', (now) => now.name === name);

/** @param {number} total */
const likes = (total) => ({ topic: TOPIC, added: { heart: 1 }, total: { heart: total } });

/** @param {string[]} ids */
const snapshot = (ids) => ({ topic: TOPIC, likes: {}, viewers: 1, comments: ids.map(comment) });

/** The next stream, whose topic has begun. */
async function joinedStream() {
  const stream = await server.nextStream();
  stream.send('snapshot', snapshot([]), 'a0');
  return stream;
}

/** What a stream was asked for: its topics, and one id for all. @param {import('./sse-server.js').ServedStream} stream */
const asked = ({ url: { searchParams } }) => [...searchParams.getAll('topic'), searchParams.get('lastEventId')];

/** @param {import('../src/client.js').Connection} connection */
const commentsOf = (connection) => connection.stateOf(TOPIC)?.comments.map(({ id }) => id);

/** @param {string} id */
const comment = (id) => ({ topic: TOPIC, id, member: 'ada', text: 'hello', at: '2026-01-01T00:00:00Z' });

test('connection_asksForItsTopicsAndMember_andTellsWhatTheStreamTells', async () => {
  const ovation = connectTo({ topics: [TOPIC, 'conversation:7'], member: 'ada' });
  const open = next(ovation, 'open');
  const stream = await server.nextStream();

  assert.deepEqual(stream.url.searchParams.getAll('topic'), [TOPIC, 'conversation:7']);
  assert.equal(stream.url.searchParams.get('member'), 'ada');
  assert.equal((await open).connection, stream.connection);
  for (const [name, data] of /** @type {const} */ ([
    ['snapshot', { topic: TOPIC, likes: { heart: 3 }, viewers: 2, comments: [] }],
    ['likes', likes(4)],
    ['comment', comment('a')],
    ['retracted', { topic: TOPIC, id: 'a', by: 'grace' }],
    ['typing', { topic: TOPIC, member: 'bob', expiresInSeconds: 5 }],
    ['typing', { topic: TOPIC, count: 12, expiresInSeconds: 5 }],
    ['presence', { topic: 'presence:bob', status: 'online', lastActiveAt: '2026-01-01T00:00:00Z' }],
    ['sampled', { topic: TOPIC, shown: 30, of: 2_000 }],
    ['viewers', { topic: TOPIC, count: 3 }],
    ['gap', { topic: TOPIC, reason: 'slow' }],
  ])) {
    const received = next(ovation, name);
    stream.send(name, data, '1');
    assert.deepEqual(await received, data);
  }
});

test('connection_goesFromConnectingToOpen', async () => {
  const ovation = connectTo();
  /** @type {string[]} */
  const states = [];
  ovation.on('state', ({ name }) => states.push(name));
  await state(ovation, 'open');

  assert.deepEqual(states, ['connecting', 'open']);
});

test('connection_resumesAfterTheLastEventThatHadAnId', async () => {
  const ovation = connectTo();
  const first = await server.nextStream();
  assert.equal(first.url.searchParams.has('lastEventId'), false);
  const received = next(ovation, 'likes');
  first.send('snapshot', snapshot([]), '01a20545081e-1b-60303ae22b998861');
  first.send('comment', comment('x'), '01a20545081f-1c-9f86d081884c7d65');
  first.send('likes', likes(1));
  await received;
  const waiting = state(ovation, 'waiting');
  first.cut();

  assert.match(/** @type {any} */ (await waiting).reason, /broke off/);
  const second = await server.nextStream();
  assert.deepEqual(asked(second), ['video:42@01a20545081f-1c-9f86d081884c7d65', null]);
});

test('connection_resumesEachTopicByItself_howeverFarTheStreamGot', async () => {
  const ovation = connectTo({ topics: [TOPIC, OTHER, 'video:44', 'presence:bob'] });
  const first = await server.nextStream();
  first.send('snapshot', snapshot([]), 'a1');
  first.send('snapshot', { ...snapshot([]), topic: OTHER }, 'b1');
  first.send('presence', { topic: 'presence:bob', status: 'online' });
  await next(ovation, 'presence');
  first.cut();
  const second = await server.nextStream();
  assert.deepEqual(asked(second), ['video:42@a1', 'video:43@b1', 'video:44', 'presence:bob', null]);

  second.send('snapshot', snapshot(['x']), 'a2');
  await next(ovation, 'snapshot');
  second.cut();
  assert.deepEqual(asked(await server.nextStream()), ['video:42@a2', 'video:43@b1', 'video:44', 'presence:bob', null]);
});

test('connection_asksPlainlyForATopic_thatWasLeftInBetween', async () => {
  const ovation = connectTo();
  const stream = await joinedStream();
  await next(ovation, 'snapshot');
  await ovation.unsubscribe(TOPIC);
  await ovation.subscribe(TOPIC);
  stream.cut();

  assert.deepEqual(asked(await server.nextStream()), [TOPIC, null]);
});

for (const [why, refusal] of /** @type {const} */ ([
  ['theServerIsOfThePreviousVersion', { status: 400 }],
  ['theRequestIsTooLongForAProxy', { status: 414, headers: { 'Content-Type': 'text/html' } }],
])) {
  test(`connection_namesOneIdForAllTopics_if_${why}`, async () => {
    const ovation = connectTo({ topics: [TOPIC, OTHER] });
    const stream = await joinedStream();
    await next(ovation, 'snapshot');
    server.refusals = [refusal];
    /** @type {string[]} */
    const states = [];
    ovation.on('state', ({ name }) => states.push(name));
    stream.cut();

    const resumed = await server.nextStream();
    assert.deepEqual(asked(resumed), [TOPIC, OTHER, 'a0']);
    await state(ovation, 'open');
    assert.deepEqual(states, ['waiting', 'connecting', 'open']);
    resumed.cut();
    assert.deepEqual(asked(await server.nextStream()), ['video:42@a0', OTHER, null], 'the next one may know better');
  });
}

test('connection_closes_whenTheServerRefusesEitherWayToResume', async () => {
  const ovation = connectTo();
  const stream = await joinedStream();
  await next(ovation, 'snapshot');
  server.refusals = [{ status: 400 }, { status: 400 }, { status: 400 }];
  stream.cut();
  await state(ovation, 'closed');

  assert.equal(server.refusals.length, 1);
});

test('comments_comeOnceById_evenIfTheirEventsShareOne', async () => {
  const ovation = connectTo();
  /** @type {string[]} */
  const received = [];
  ovation.on('comment', ({ id }) => received.push(id));
  const first = await joinedStream();
  first.send('comment', comment('x'), 'a2');
  first.send('comment', comment('x'), 'a3');
  first.send('viewers', { topic: TOPIC, count: 1 });
  await next(ovation, 'viewers');
  first.cut();
  const second = await server.nextStream();
  second.send('comment', comment('x'), 'a2');
  second.send('comment', comment('y'), 'a2');
  second.send('comment', comment('z'), 'a4');
  await next(ovation, 'comment', ({ id }) => id === 'z');

  assert.deepEqual(received, ['x', 'y', 'z']);
});

test('comments_afterAResume_areTheMissedOnesThenTheSnapshotWithoutRepetition', async () => {
  const ovation = connectTo();
  /** @type {string[]} */
  const told = [];
  ovation.on('comment', ({ id }) => told.push(id));
  ovation.on('snapshot', ({ comments }) => told.push(`snapshot of ${comments.length}`));
  const first = await server.nextStream();
  first.send('snapshot', snapshot(['a']), 'a0');
  first.send('comment', comment('b'), 'a1');
  await next(ovation, 'comment');
  first.cut();
  const second = await server.nextStream();
  second.send('comment', comment('c'), 'a2');
  second.send('snapshot', snapshot(['a', 'b', 'c']), 'a2');
  second.send('comment', comment('c'), 'a3');
  second.send('comment', comment('d'), 'a4');
  await next(ovation, 'comment', ({ id }) => id === 'd');

  assert.deepEqual(told, ['snapshot of 1', 'b', 'c', 'snapshot of 3', 'd']);
  assert.deepEqual(commentsOf(ovation), ['a', 'b', 'c', 'd']);
});

test('comments_afterAGap_areThoseOfBeforeAndOfTheSnapshot', async () => {
  const ovation = connectTo();
  const stream = await server.nextStream();
  stream.send('snapshot', snapshot(['a', 'b']), 'a1');
  stream.send('gap', { topic: TOPIC, reason: 'expired' });
  stream.send('snapshot', snapshot(['d', 'e']), 'a9');
  await next(ovation, 'snapshot', ({ comments }) => comments[0]?.id === 'd');

  assert.deepEqual(commentsOf(ovation), ['a', 'b', 'd', 'e']);
});

test('retractedComment_isGone_andComesNoMore', async () => {
  const ovation = connectTo();
  /** @type {string[]} */
  const told = [];
  ovation.on('comment', ({ id }) => told.push(id));
  ovation.on('snapshot', ({ comments }) => told.push(`snapshot ${comments.map(({ id }) => id)}`));
  ovation.on('retracted', ({ id }) => told.push(`no ${id}`));
  const first = await joinedStream();
  first.send('comment', comment('a'), 'a1');
  first.send('comment', comment('b'), 'a2');
  first.send('retracted', { topic: TOPIC, id: 'a' }, 'a3');
  first.send('retracted', { topic: TOPIC, id: 'never seen' }, 'a4');
  await next(ovation, 'retracted', ({ id }) => id === 'never seen');
  assert.deepEqual(commentsOf(ovation), ['b']);
  first.cut();

  const second = await server.nextStream();
  assert.deepEqual(asked(second), ['video:42@a4', null]);
  second.send('comment', comment('never seen'), 'a0');
  second.send('retracted', { topic: TOPIC, id: 'a' }, 'a3');
  second.send('snapshot', snapshot(['a', 'b', 'never seen']), 'a4');
  second.send('comment', comment('c'), 'a5');
  await next(ovation, 'comment', ({ id }) => id === 'c');

  assert.deepEqual(told, ['snapshot ', 'a', 'b', 'no a', 'no never seen', 'snapshot b', 'c']);
  assert.deepEqual(commentsOf(ovation), ['b', 'c']);
});

test('stateOf_followsTheStream_andTotalsNeverFall', async () => {
  const ovation = connectTo();
  assert.equal(ovation.stateOf(TOPIC), undefined);
  const stream = await server.nextStream();
  stream.send('snapshot', { ...snapshot([]), likes: { heart: 5 }, viewers: 2 }, 'a1');
  stream.send('likes', likes(7));
  stream.send('likes', likes(6));
  stream.send('viewers', { topic: TOPIC, count: 3 });
  await next(ovation, 'viewers');

  assert.deepEqual(ovation.stateOf(TOPIC), { likes: { heart: 7 }, viewers: 3, comments: [] });
  await ovation.unsubscribe(TOPIC);
  assert.equal(ovation.stateOf(TOPIC), undefined);
});

test('topic_beginsWithItsSnapshot_andIsOverWhenItIsLeft', async () => {
  const ovation = connectTo({ topics: [TOPIC, 'presence:bob'] });
  /** @type {string[]} */
  const told = [];
  for (const name of /** @type {const} */ (['comment', 'likes', 'viewers', 'snapshot'])) {
    ovation.on(name, () => told.push(name));
  }
  const stream = await server.nextStream();
  const sendAll = () => {
    stream.send('comment', comment('x'), 'a1');
    stream.send('likes', likes(1));
    stream.send('viewers', { topic: TOPIC, count: 1 });
    stream.send('presence', { topic: 'presence:bob', member: 'bob', status: 'online', lastActiveAt: '' });
  };
  sendAll();
  await next(ovation, 'presence');
  assert.equal(ovation.stateOf(TOPIC), undefined);

  stream.send('snapshot', snapshot([]), 'a1');
  sendAll();
  await next(ovation, 'presence');
  assert.deepEqual(commentsOf(ovation), ['x']);

  await ovation.unsubscribe(TOPIC);
  sendAll();
  await next(ovation, 'presence');
  assert.equal(ovation.stateOf(TOPIC), undefined);
  assert.deepEqual(told, ['snapshot', 'comment', 'likes', 'viewers']);
});

test('connection_waitsAsLongAsByeAsks', async () => {
  const ovation = connectTo();
  const stream = await server.nextStream();
  const waiting = state(ovation, 'waiting');
  const bye = next(ovation, 'bye');
  stream.send('bye', { reason: 'drain', reconnectAfterMs: 80 });
  const saidAt = Date.now();

  assert.equal((await bye).reason, 'drain');
  const { retryInMs } = /** @type {any} */ (await waiting);
  assert.ok(retryInMs >= 80 && retryInMs <= 100, `waits ${retryInMs} ms`);
  await server.nextStream();
  assert.ok(Date.now() - saidAt >= 75);
});

test('connection_keepsTrying_whenTheServerIsBusy', async () => {
  server.refusals = [{ status: 503 }, { status: 503 }, { status: 502 }];
  const ovation = connectTo();
  await state(ovation, 'open');

  assert.equal(server.refusals.length, 0);
});

test('connection_closes_whenTheServerRefusesTheStream', async () => {
  server.refusals = [{ status: 400 }];
  const ovation = connectTo();
  const closed = await state(ovation, 'closed');

  assert.match(/** @type {any} */ (closed).reason, /400: not this/);
  await assert.rejects(ovation.subscribe('video:43'), /closed/);
});

test('connection_keepsTrying_whenAProxyAnswersForTheServer', async () => {
  const page = { 'Content-Type': 'text/html' };
  server.refusals = [
    ...[404, 403, 400, 410, 200].map((status) => ({ status, headers: page })),
    { status: 404, type: 'about:blank' },
  ];
  const ovation = connectTo();
  await state(ovation, 'open');

  assert.equal(server.refusals.length, 0);
});

test('connection_closes_whenTheServerHasNoContent', async () => {
  server.refusals = [{ status: 204, headers: { 'Content-Type': '' } }];
  const ovation = connectTo();

  assert.deepEqual(await state(ovation, 'closed'), { name: 'closed', reason: 'answered with 204' });
});

for (const status of [301, 302, 303, 307, 308]) {
  test(`connection_isRedirected_byA${status}_oneAttemptAtATime`, async () => {
    const other = await new SseServer().start();
    try {
      const topic = `topic=${encodeURIComponent(TOPIC)}`;
      server.refusals = [{ status, headers: { Location: `${other.url}/v1/stream?${topic}` } }];
      const ovation = connectTo();
      const there = await other.nextStream();
      await state(ovation, 'open');
      there.cut();

      await server.nextStream();
      assert.equal(other.opened, 1);
    } finally {
      other.stop();
    }
  });
}

test('connection_resumesBefore_anEventThatWasCut', async () => {
  const ovation = connectTo();
  /** @type {string[]} */
  const received = [];
  ovation.on('comment', ({ id }) => received.push(id));
  const first = await joinedStream();
  first.send('comment', comment('x'), 'a1');
  await next(ovation, 'comment');
  first.write(`id: a2\nevent: comment\ndata: ${JSON.stringify(comment('y'))}\n`);
  first.cut();

  const second = await server.nextStream();
  assert.deepEqual(asked(second), ['video:42@a1', null]);
  second.send('comment', comment('y'), 'a2');
  await next(ovation, 'comment');
  assert.deepEqual(received, ['x', 'y']);
});

test('connection_triesAgain_whenNeitherStreamNorPollIsAnswered', async () => {
  server.buffers = true;
  const ovation = connectTo({
    fetch: (url, init) => (String(url).includes('/v1/poll') ? Promise.reject(new TypeError()) : fetch(url, init)),
    openTimeoutMs: 20,
  });
  const waiting = await state(ovation, 'waiting');

  assert.match(/** @type {any} */ (waiting).reason, /polling failed/);
  server.buffers = false;
  await state(ovation, 'open');
});

test('connection_waitsAsLongAsRetryAfterAsks_whenItIsRefused', async () => {
  server.refusals = [{ status: 503, headers: { 'Retry-After': '1' } }];
  const ovation = connectTo();
  const { retryInMs, reason } = /** @type {any} */ (await state(ovation, 'waiting'));

  assert.ok(retryInMs >= 1_000 && retryInMs <= 1_250, `waits ${retryInMs} ms`);
  assert.match(reason, /503/);
  await state(ovation, 'open');
});

test('connection_waitsUntilTheDateOfRetryAfter_byTheClockOfTheServer', async () => {
  const date = (/** @type {number} */ second) => new Date(Date.UTC(2001, 0, 1, 0, 0, second)).toUTCString();
  server.refusals = [{ status: 503, headers: { Date: date(1), 'Retry-After': date(3) } }];
  const ovation = connectTo();
  const { retryInMs } = /** @type {any} */ (await state(ovation, 'waiting'));

  assert.ok(retryInMs >= 2_000 && retryInMs <= 2_500, `waits ${retryInMs} ms`);
});

test('connection_waitsAsLongAsRetryAsks_whenTheStreamBreaksOff', async () => {
  const ovation = connectTo();
  const stream = await joinedStream();
  const received = next(ovation, 'likes');
  stream.write('retry: 60\n\n');
  stream.send('likes', likes(1));
  await received;
  const waiting = state(ovation, 'waiting');
  stream.cut();

  const { retryInMs } = /** @type {any} */ (await waiting);
  assert.ok(retryInMs >= 60 && retryInMs <= 75, `waits ${retryInMs} ms`);
});

test('connection_goesToTheNextServer_whenOneRefusesOrSaysBye', async () => {
  const other = await new SseServer().start();
  try {
    server.refusals = [{ status: 503, headers: { 'Retry-After': '60' } }];
    const ovation = connectTo({ urls: [`${other.url}/`] });
    const there = await other.nextStream();
    there.send('bye', { reason: 'shutdown', reconnectAfterMs: 1 });
    await server.nextStream();

    assert.equal(other.opened, 1);
    await ovation.subscribe('video:43');
    assert.equal(server.topicChanges.length, 1);
  } finally {
    other.stop();
  }
});

test('connection_opensAnotherStream_whenNotEvenHeartbeatsCome', async () => {
  server.heartbeatSeconds = 0.01;
  const ovation = connectTo();
  const first = await server.nextStream();
  const second = await server.nextStream();

  assert.notEqual(second.connection, first.connection);
  ovation.close();
});

test('connection_keepsAQuietStream_asLongAsHeartbeatsCome', async () => {
  server.heartbeatSeconds = 0.5;
  const ovation = connectTo();
  const stream = await joinedStream();
  const beating = setInterval(() => stream.write(': heartbeat\n\n'), 50);
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  clearInterval(beating);

  const received = next(ovation, 'likes');
  stream.send('likes', likes(1));
  await received;
  assert.equal(server.opened, 1);
});

test('subscribe_changesTheOpenStream_andHoldsForTheNext', async () => {
  const ovation = connectTo();
  const stream = await server.nextStream();

  assert.deepEqual(await ovation.subscribe('video:43', 'video:44'), [TOPIC, 'video:43', 'video:44']);
  assert.deepEqual(await ovation.unsubscribe('video:43'), [TOPIC, 'video:44']);
  assert.deepEqual(server.topicChanges, [
    { connection: stream.connection, body: { subscribe: ['video:43', 'video:44'], unsubscribe: [] } },
    { connection: stream.connection, body: { subscribe: [], unsubscribe: ['video:43'] } },
  ]);
  stream.cut();
  const again = await server.nextStream();
  assert.deepEqual(again.url.searchParams.getAll('topic'), [TOPIC, 'video:44']);
});

test('subscribe_changesNothing_whenTheServerRefuses', async () => {
  server.answerTopicChange = () => refusal(400, 'invalid', 'at most 1 topic');
  const ovation = connectTo();

  await assert.rejects(ovation.subscribe('video:43'), (error) => {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.message, 'at most 1 topic');
    return true;
  });
  assert.deepEqual(ovation.topics, [TOPIC]);
});

test('subscribe_isTriedAgain_onTheSameStream_whenAProxyRefuses', async () => {
  server.answerTopicChange = () => ({ status: server.topicChanges.length === 1 ? 404 : 200, body: {} });
  const ovation = connectTo();

  assert.deepEqual(await ovation.subscribe('video:43'), [TOPIC, 'video:43']);
  assert.deepEqual(server.topicChanges.map((change) => change.connection), ['c1', 'c1']);
});

test('subscribe_doesNotWaitForLong_whateverTheServerAsksFor', async () => {
  const { fetch } = globalThis;
  const ovation = connectTo({
    fetch: async (url, init) =>
      init?.method === 'POST' ? new Response('', { status: 503, headers: { 'Retry-After': '11' } }) : fetch(url, init),
  });

  await assert.rejects(ovation.subscribe('video:43'), { name: 'ProblemError', status: 503, retryAfterMs: 11_000 });
});

test('subscribe_isDoneOnANewStream_whenTheServerHasLostTheOldOne', async () => {
  server.answerTopicChange = (connection) =>
    connection === 'c1' ? refusal(404, 'not-found', 'no such stream') : { status: 200, body: {} };
  const ovation = connectTo();

  assert.deepEqual(await ovation.subscribe('video:43'), [TOPIC, 'video:43']);
  assert.deepEqual(server.topicChanges.map((change) => change.connection), ['c1', 'c2']);
});

test('subscribe_rejectsWhatIsNoTopic', async () => {
  const ovation = connectTo();

  await assert.rejects(ovation.subscribe('42'), TypeError);
  assert.throws(() => connect(server.url, { topics: ['video:'] }), TypeError);
});

test('close_endsTheStreamForGood', async () => {
  const ovation = connectTo();
  await state(ovation, 'open');
  const pending = ovation.subscribe('video:43');
  ovation.close();

  await assert.rejects(pending);
  assert.equal(ovation.state.name, 'closed');
  assert.equal(server.opened, 1);
});

test('setPassive_isToldToTheServer_andToTheStreamsThatFollow', async () => {
  const ovation = connectTo();
  const stream = await server.nextStream();
  await state(ovation, 'open');
  ovation.setPassive(true);
  ovation.setPassive(true);
  await told(1);
  stream.cut();
  await server.nextStream();
  await told(2);
  ovation.setPassive(false);
  await told(3);

  assert.deepEqual(
    server.topicChanges.map(({ connection, body }) => [connection, body.passive]),
    [['c1', true], ['c2', true], ['c2', false]],
  );
});

test('stream_isReplaced_ifTheServerLeavesItPassive', async () => {
  const ovation = connectTo();
  await server.nextStream();
  await state(ovation, 'open');
  ovation.setPassive(true);
  await told(1);
  server.answerTopicChange = () => refusal(403, 'forbidden', 'not you');
  ovation.setPassive(false);

  await server.nextStream();
  await state(ovation, 'open');
  assert.equal(server.topicChanges.length, 2);
});

/** @param {number} status @param {string} type @param {string} detail */
const refusal = (status, type, detail) => ({ status, body: { type: `urn:ovation:problem:${type}`, title: 'No', status, detail } });

/** @param {number} changes that the server was told */
async function told(changes) {
  while (server.topicChanges.length < changes) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
