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

/** What each poll was asked for: its topics, and one id for all if there was one. */
const asked = () =>
  server.polls.map(({ searchParams }) => [...searchParams.getAll('topic'), ...searchParams.getAll('lastEventId')]);

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

  assert.deepEqual(asked(), [[TOPIC], ['video:42@a2'], ['video:42@a2'], ['video:42@a3']]);
  assert.deepEqual(comments(), ['a2', 'a3']);
});

test('client_pollsEachTopic_fromWhereItStands', async () => {
  server.pollAnswers = [
    [snapshot(TOPIC, 'a1'), snapshot('video:43', 'b1')],
    [comment('a2'), { event: 'retracted', id: 'a3', data: { topic: TOPIC, id: 'a2' } }],
  ];
  connectTo({ topics: [TOPIC, 'video:43'], openTimeoutMs: 20 });
  await until(() => server.polls.length === 3);

  assert.deepEqual(asked(), [
    [TOPIC, 'video:43'],
    ['video:42@a1', 'video:43@b1'],
    ['video:42@a3', 'video:43@b1'],
  ]);
  assert.deepEqual(comments(), []);
});

test('client_pollsFromOneIdForAllTopics_ifTheServerIsOfThePreviousVersion', async () => {
  server.knowsIdsOfTopics = false;
  server.pollAnswers = [[snapshot(TOPIC, 'a1')], [comment('a2')]];
  connectTo({ openTimeoutMs: 20 });
  /** @type {string[]} */
  const states = [];
  ovation.on('state', ({ name }) => states.push(name));
  await until(() => server.polls.length === 3);

  assert.deepEqual(asked(), [[TOPIC], [TOPIC, 'a1'], [TOPIC, 'a2']]);
  assert.deepEqual(comments(), ['a2']);
  assert.deepEqual(states, ['connecting', 'open']);
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

for (const [what, contentType, body] of [
  ['aPage', 'text/html', '<h1>Log in</h1>'],
  ['aPage_thatIsNoPage', 'text/html', '[]'],
  ['anAnswerThatIsCut', 'application/json', '[{"event":"likes"'],
  ['anAnswerOfSomebodyElse', 'application/json', '{"error":"log in"}'],
]) {
  test(`client_keepsTrying_whenAPollIsAnsweredWith_${what}`, async () => {
    connectTo({
      openTimeoutMs: 20,
      fetch: async (url, init) =>
        String(url).includes('/v1/poll')
          ? new Response(body, { headers: { 'Content-Type': String(contentType) } })
          : fetch(url, init),
    });
    /** @type {string[]} */
    const states = [];
    ovation.on('state', ({ name }) => states.push(name));
    await until(() => ovation.state.name === 'waiting');
    server.buffers = false;
    await until(() => ovation.state.name === 'open');

    assert.deepEqual(states.slice(0, 2), ['connecting', 'waiting'], 'it was not open in between');
  });
}

test('client_saysThatItKnowsItsMembers_whoHaveNoIds', async () => {
  server.pollAnswers = [[{ event: 'presence', data: { topic: 'presence:bob', member: 'bob', status: 'online' } }], []];
  connectTo({ topics: ['presence:bob'], openTimeoutMs: 20 });
  await until(() => server.polls.length === 3);

  assert.deepEqual(asked(), [['presence:bob'], ['presence:bob', '0'], ['presence:bob', '0']]);
});

test('client_pollsForItsTopics_asTheyChange', async () => {
  server.pollAnswers = [[snapshot(TOPIC, 'a1')]];
  connectTo({ openTimeoutMs: 20 });
  await until(() => server.polls.length === 2);
  assert.deepEqual(await ovation.subscribe('video:43'), [TOPIC, 'video:43']);

  server.pollAnswers = [[snapshot('video:43', 'b4')]];
  await until(() => server.polls.length === 4);
  await ovation.unsubscribe(TOPIC);
  await until(() => server.polls.length === 5);
  assert.deepEqual(asked().slice(2), [
    ['video:42@a1', 'video:43'],
    ['video:42@a1', 'video:43@b4'],
    ['video:43@b4'],
  ]);
});

test('client_triesAStream_whenPollingFails', async () => {
  server.pollAnswers = [[snapshot(TOPIC, 'a1')]];
  connectTo({ openTimeoutMs: 20 });
  await until(() => server.polls.length === 2);
  server.buffers = false;
  server.dropAll();

  const stream = await server.nextStream();
  assert.deepEqual(stream.url.searchParams.getAll('topic'), ['video:42@a1']);
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
