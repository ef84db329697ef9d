import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { connect } from '../src/client.js';
import { SseServer } from './sse-server.js';

const TOPIC = 'video:1';
/** How long a stream may take to open. */
const OPEN_TIMEOUT_MS = 4_000;

/** @type {SseServer} */
let server;

beforeEach(async () => {
  const { setTimeout } = globalThis;
  // Of all other times in the client, only that between two requests with receipts is about four seconds.
  mock.method(globalThis, 'setTimeout', (/** @type {any} */ run, /** @type {number} */ ms, /** @type {any[]} */ ...rest) =>
    setTimeout(run, ms > 2_999 && ms < 5_001 && ms !== OPEN_TIMEOUT_MS ? 10 : ms, ...rest),
  );
  server = await new SseServer().start();
});

afterEach(() => {
  server.stop();
  mock.reset();
});

/** @param {string} trace @param {number} [mediaTime] */
const comment = (trace, mediaTime) => ({ topic: TOPIC, id: trace, member: 'ann', text: 'hi', at: '', trace, mediaTime });

/** What was told of each event, in turn. @returns {any[]} */
const told = () => server.receipts.flatMap(({ body }) => body.receipts ?? []);

/** @param {() => boolean} isSo */
async function until(isSo) {
  for (let i = 0; i < 500 && !isSo(); i++) {
    await new Promise((resolve) => setTimeout(() => resolve(undefined), 10));
  }
}

for (const [name, open, options, asked] of /** @type {const} */ ([
  ['connection_tells_whenItIsAskedTo', { receipts: true }, {}, true],
  ['connection_isSilent_unlessItIsAsked', {}, {}, false],
  ['connection_isSilent_ifItIsToldToBe', { receipts: true }, { receipts: false }, false],
])) {
  test(name, async () => {
    server.open = open;
    const connection = connect(server.url, { topics: [TOPIC], getToken: () => 'good', ...options });
    try {
      const stream = await server.nextStream();
      const come = new Promise((resolve) => connection.on('comment', resolve));
      stream.send('snapshot', { topic: TOPIC, likes: {}, viewers: 1, comments: [] });
      stream.send('comment', comment('9f00000000000001', 1));
      await come;
      assert.equal('trace' in (connection.stateOf(TOPIC)?.comments[0] ?? {}), false);
      for (let i = 0; i < (asked ? 500 : 10) && server.receipts.length < 2; i++) {
        await new Promise((resolve) => setTimeout(() => resolve(undefined), 10));
      }

      assert.equal(server.receipts.length, asked ? 2 : 0);
      if (asked) {
        assert.deepEqual(server.receipts[0], { body: {}, authorization: 'Bearer good' });
        assert.deepEqual(Object.keys(told()[0]), ['trace', 'event', 'at'], 'no player is attached');
        assert.equal(told()[0].trace, '9f00000000000001');
      }
      assert.equal(connection.state.name, 'open');
    } finally {
      connection.close();
    }
  });
}

test('connection_withAPlayer_tellsHowFarBehindTheVideoEventsAreShown', async () => {
  server.open = { receipts: true };
  const media = { currentTime: 100 };
  const connection = connect(server.url, { topics: [TOPIC] });
  connection.attach(media);
  /** @param {string} trace @returns {any[]} */
  const toldOf = (trace) => told().filter((receipt) => receipt.trace === trace);
  try {
    const stream = await server.nextStream();
    stream.send('snapshot', { topic: TOPIC, likes: {}, viewers: 1, comments: [] });
    stream.send('comment', comment('late', 98.5));
    stream.send('comment', comment('early', 101));
    stream.send('comment', comment('early and retracted', 101));
    stream.send('retracted', { topic: TOPIC, id: 'early and retracted' });
    stream.send('comment', comment('left behind', 150));
    stream.send('comment', comment('of a moment days ago', 100 - 200_000));
    stream.send('comment', comment('of no moment'));
    await until(() => toldOf('of no moment').length > 0);
    assert.equal(toldOf('late')[0].behindMs, 1_500);
    assert.ok(toldOf('early')[0].at > 0, 'it was received, and waits');

    media.currentTime = 101.04;
    await until(() => toldOf('early').length > 1);
    assert.deepEqual(toldOf('early').slice(1), [{ trace: 'early', event: 'comment', behindMs: 40 }]);
    media.currentTime = 200;
    await until(() => connection.stateOf(TOPIC)?.comments.some(({ id }) => id === 'left behind') ?? false);
    stream.send('comment', comment('last', 199));
    await until(() => toldOf('last').length > 0);
    assert.deepEqual(
      told().filter(({ behindMs }) => behindMs !== undefined).map(({ trace, behindMs }) => [trace, behindMs]),
      [['late', 1_500], ['early', 40], ['last', 1_000]],
    );
  } finally {
    connection.close();
  }
});
