import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Backoff } from '../src/backoff.js';
import { connect } from '../src/client.js';
import { SseServer } from './sse-server.js';

const TOPIC = 'video:42';

/** @type {SseServer} */
let server;
/** @type {import('../src/client.js').Connection} */
let ovation;

beforeEach(async () => {
  server = await new SseServer().start();
  server.buffers = true;
});

afterEach(() => {
  ovation.close();
  server.stop();
});

/** @param {import('../src/client.js').ConnectionOptions} [options] */
function connectTo(options) {
  ovation = connect(server.url, { topics: [TOPIC], backoff: new Backoff({ firstMs: 1, maxMs: 10 }), ...options });
}

/** @param {string} topic @param {string} id */
const snapshot = (topic, id) => ({ event: 'snapshot', id, data: { topic, likes: {}, viewers: 1, comments: [] } });

/** @param {string} id */
const comment = (id) => ({ event: 'comment', id, data: { topic: TOPIC, id, member: 'ada', text: 'hello', at: '' } });

/** @param {() => unknown} condition */
async function until(condition) {
  while (!condition()) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const comments = () => ovation.stateOf(TOPIC)?.comments.map(({ id }) => id);
const lastPoll = () => server.polls.at(-1)?.searchParams;

test('client_polls_whenNoStreamComesThroughWithinFiveSeconds', async () => {
  const startedAt = Date.now();
  server.pollAnswers = [[snapshot(TOPIC, 'a1')]];
  connectTo({ member: 'ada' });
  await until(() => ovation.stateOf(TOPIC));

  assert.ok(Date.now() - startedAt < 5_000);
  assert.deepEqual(ovation.state, { name: 'open', polling: true });
  assert.equal(String(server.polls[0]?.searchParams), 'topic=video%3A42&member=ada');
});

test('client_pollsOn_whereTheLastAnswerEnded', async () => {
  server.pollAnswers = [[snapshot(TOPIC, 'a1'), comment('a2')], [], [comment('a2'), comment('a3')]];
  connectTo({ openTimeoutMs: 20 });
  await until(() => server.polls.length === 4);

  assert.deepEqual(server.polls.map((url) => url.searchParams.get('lastEventId')), [null, 'a2', 'a2', 'a3']);
  assert.deepEqual(comments(), ['a2', 'a3']);
});

test('client_closes_whenTheServerRefusesThePoll', async () => {
  connectTo({
    openTimeoutMs: 20,
    fetch: (url, init) => {
      server.refusals = String(url).includes('/v1/poll') ? [{ status: 400 }] : [];
      return fetch(url, init);
    },
  });
  await until(() => ovation.state.name === 'closed');

  assert.equal(server.polls.length, 0);
});

test('client_saysThatItKnowsItsMembers_whoHaveNoIds', async () => {
  server.pollAnswers = [[{ event: 'presence', data: { topic: 'presence:bob', member: 'bob', status: 'online' } }]];
  connectTo({ topics: ['presence:bob'], openTimeoutMs: 20 });
  await until(() => server.polls.length === 3);

  assert.deepEqual(server.polls.map((url) => url.searchParams.get('lastEventId')), [null, '0', '0']);
});

test('client_pollsForItsTopics_asTheyChange', async () => {
  server.pollAnswers = [[snapshot(TOPIC, 'a1')]];
  connectTo({ openTimeoutMs: 20 });
  await until(() => server.polls.length === 2);
  assert.deepEqual(await ovation.subscribe('video:43'), [TOPIC, 'video:43']);

  server.pollAnswers = [[snapshot(TOPIC, 'a3'), snapshot('video:43', 'a4')]];
  await until(() => ovation.stateOf('video:43'));
  assert.deepEqual(server.polls[2]?.searchParams.getAll('topic'), [TOPIC, 'video:43']);
  assert.equal(server.polls[2]?.searchParams.has('lastEventId'), false);
  await ovation.unsubscribe(TOPIC);
  await until(() => lastPoll()?.getAll('topic').length === 1);
  assert.equal(lastPoll()?.get('lastEventId'), 'a4');
});

test('client_triesAStream_whenPollingFails', async () => {
  server.pollAnswers = [[snapshot(TOPIC, 'a1')]];
  connectTo({ openTimeoutMs: 20 });
  await until(() => server.polls.length === 2);
  server.buffers = false;
  server.dropAll();

  const stream = await server.nextStream();
  assert.equal(stream.url.searchParams.get('lastEventId'), 'a1');
  await until(() => ovation.state.name === 'open');
});

test('client_keepsTrying_whenTheServerKnowsNoPolling', async () => {
  connectTo({
    openTimeoutMs: 20,
    fetch: (url, init) => fetch(String(url).replace('/v1/poll', '/missing'), init),
  });
  await until(() => ovation.state.name === 'waiting');
  server.buffers = false;

  await until(() => ovation.state.name === 'open');
});
