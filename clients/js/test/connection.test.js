import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { EventSource } from 'eventsource';
import { Backoff } from '../src/backoff.js';
import { connect, ProblemError } from '../src/client.js';
import { SseServer } from './sse-server.js';

/** @typedef {import('../src/events.js').Events} Events */

const TOPIC = 'video:42';
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
  const connection = connect(server.url, { topics: [TOPIC], EventSource, backoff: AT_ONCE(), ...options });
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
    ['typing', { topic: TOPIC, member: 'bob', expiresInSeconds: 5 }],
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

test('connection_resumesAfterTheLastEvent_whenTheStreamBreaksOff', async () => {
  const ovation = connectTo();
  const first = await server.nextStream();
  const received = next(ovation, 'likes');
  first.send('likes', likes(1), '00000000000000a1');
  await received;
  const waiting = state(ovation, 'waiting');
  first.cut();

  assert.match(/** @type {any} */ (await waiting).reason, /broke off/);
  const second = await server.nextStream();
  assert.equal(second.url.searchParams.get('lastEventId'), '00000000000000a1');
});

test('likesAndComments_countOnce_whenTheServerRepeatsThem', async () => {
  const ovation = connectTo();
  /** @type {unknown[]} */
  const received = [];
  ovation.on('likes', (event) => received.push(event.total['heart']));
  ovation.on('comment', (event) => received.push(event.id));
  const first = await server.nextStream();
  first.send('likes', likes(1), 'a1');
  first.send('comment', comment('x'), 'a2');
  first.send('comment', comment('x'), 'a3');
  first.send('viewers', { topic: TOPIC, count: 1 });
  await next(ovation, 'viewers');
  first.cut();
  const second = await server.nextStream();
  second.send('likes', likes(1), 'a1');
  second.send('comment', comment('x'), 'a2');
  second.send('likes', likes(2), 'a4');
  second.send('comment', comment('y'), 'a5');
  await next(ovation, 'comment');

  assert.deepEqual(received, [1, 'x', 2, 'y']);
});

test('eventsWithoutAnIdOfTheirOwn_areNotTakenForRepetitions', async () => {
  const ovation = connectTo();
  /** @type {number[]} */
  const counts = [];
  ovation.on('viewers', ({ count }) => counts.push(count));
  const stream = await server.nextStream();
  stream.send('likes', likes(1), 'a1');
  stream.send('viewers', { topic: TOPIC, count: 1 });
  stream.send('viewers', { topic: TOPIC, count: 2 });
  await next(ovation, 'viewers', ({ count }) => count === 2);

  assert.deepEqual(counts, [1, 2]);
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
  server.refusals = [503, 503, 502];
  const ovation = connectTo();
  await state(ovation, 'open');

  assert.equal(server.refusals.length, 0);
});

test('connection_closes_whenTheServerRefusesTheStream', async () => {
  server.refusals = [400];
  const ovation = connectTo();
  const closed = await state(ovation, 'closed');

  assert.match(/** @type {any} */ (closed).reason, /400/);
  await assert.rejects(ovation.subscribe('video:43'), /closed/);
});

test('connection_triesAgain_whenTheStreamDoesNotOpenInTime', async () => {
  const silent = class {
    addEventListener() {}
    close() {}
  };
  const ovation = connectTo({ EventSource: silent, openTimeoutMs: 20 });
  const waiting = await state(ovation, 'waiting');

  assert.match(/** @type {any} */ (waiting).reason, /in time/);
});

test('connection_opensAnotherStream_whenItFellSilentAndTheServerDoesNotKnowIt', async () => {
  server.heartbeatSeconds = 0.01;
  server.answerTopicChange = () => ({ status: 404, body: {} });
  const ovation = connectTo();
  const first = await server.nextStream();
  const second = await server.nextStream();

  assert.deepEqual(server.topicChanges[0], { connection: first.connection, body: { subscribe: [], unsubscribe: [] } });
  assert.notEqual(second.connection, first.connection);
  ovation.close();
});

test('connection_keepsAQuietStream_asLongAsTheServerKnowsIt', async () => {
  server.heartbeatSeconds = 0.01;
  const ovation = connectTo();
  const stream = await server.nextStream();
  const asked = new Promise((resolve) => {
    server.answerTopicChange = () => {
      server.topicChanges.length === 3 && resolve(undefined);
      return { status: 200, body: { topics: [TOPIC] } };
    };
  });
  await asked;

  const received = next(ovation, 'likes');
  stream.send('likes', likes(1), 'a1');
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
  server.answerTopicChange = () => ({ status: 400, body: { title: 'No', status: 400, detail: 'at most 1 topic' } });
  const ovation = connectTo();

  await assert.rejects(ovation.subscribe('video:43'), (error) => {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.message, 'at most 1 topic');
    return true;
  });
  assert.deepEqual(ovation.topics, [TOPIC]);
});

test('subscribe_isDoneOnANewStream_whenTheServerHasLostTheOldOne', async () => {
  server.answerTopicChange = (connection) => ({ status: connection === 'c1' ? 404 : 200, body: {} });
  const ovation = connectTo();

  assert.deepEqual(await ovation.subscribe('video:43'), [TOPIC, 'video:43']);
  assert.deepEqual(server.topicChanges.map((change) => change.connection), ['c1', 'c2']);
});

test('subscribe_rejectsWhatIsNoTopic', async () => {
  const ovation = connectTo();

  await assert.rejects(ovation.subscribe('42'), TypeError);
  assert.throws(() => connect(server.url, { topics: ['video:'], EventSource }), TypeError);
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
