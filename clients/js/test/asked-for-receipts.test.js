import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { connect } from '../src/client.js';
import { SseServer } from './sse-server.js';

for (const [name, open, options, asked] of /** @type {const} */ ([
  ['connection_tells_whenItIsAskedTo', { receipts: true }, {}, true],
  ['connection_isSilent_unlessItIsAsked', {}, {}, false],
  ['connection_isSilent_ifItIsToldToBe', { receipts: true }, { receipts: false }, false],
])) {
  test(name, async () => {
    const { setTimeout } = globalThis;
    // Of all times in the client, only that between two requests with receipts is about ten seconds.
    mock.method(globalThis, 'setTimeout', (/** @type {any} */ run, /** @type {number} */ ms, /** @type {any[]} */ ...rest) =>
      setTimeout(run, ms > 7_000 && ms < 13_000 ? 10 : ms, ...rest),
    );
    const server = await new SseServer().start();
    server.open = open;
    const connection = connect(server.url, { topics: ['video:1'], getToken: () => 'good', ...options });
    try {
      const stream = await server.nextStream();
      const come = new Promise((resolve) => connection.on('comment', resolve));
      stream.send('snapshot', { topic: 'video:1', likes: {}, viewers: 1, comments: [] });
      stream.send('comment', { topic: 'video:1', id: 'c1', member: 'ann', text: 'hi', at: '', trace: '9f00000000000001' });
      await come;
      assert.equal('trace' in (connection.stateOf('video:1')?.comments[0] ?? {}), false);
      for (let i = 0; i < (asked ? 500 : 10) && server.receipts.length < 2; i++) {
        await new Promise((resolve) => setTimeout(() => resolve(undefined), 10));
      }

      assert.equal(server.receipts.length, asked ? 2 : 0);
      if (asked) {
        assert.deepEqual(server.receipts[0], { body: {}, authorization: 'Bearer good' });
        assert.equal(server.receipts[1]?.body.receipts[0].trace, '9f00000000000001');
      }
      assert.equal(connection.state.name, 'open');
    } finally {
      connection.close();
      server.stop();
      mock.reset();
    }
  });
}
