import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, test } from 'node:test';
import { Backoff } from '../src/backoff.js';
import { ProblemError, publisher } from '../src/client.js';
import { text } from './sse-server.js';

/** @type {import('node:http').Server} */
let server;
/** @type {string} */
let url;
/** @type {{path: string | undefined, key: string | string[] | undefined, body: any}[]} */
let requests;
/** @type {(number | 'cut' | 'page')[]} what the next requests get; then 202 */
let answers;

beforeEach(async () => {
  requests = [];
  answers = [];
  server = createServer(async (request, response) => {
    const body = JSON.parse(await text(request));
    requests.push({ path: request.url, key: request.headers['idempotency-key'], body });
    const answer = answers.shift() ?? 202;
    if (answer === 'cut') {
      response.destroy();
    } else if (answer === 'page') {
      response.writeHead(404, { 'Content-Type': 'text/html' }).end('<h1>404</h1>');
    } else if (answer === 202) {
      response.writeHead(202, { 'Content-Type': 'application/json' }).end(request.url === '/comments' ? '{"id":"c1"}' : '');
    } else {
      const problem = { type: 'urn:ovation:problem:invalid', title: 'No', status: answer, detail: 'reaction must be one of these' };
      response.writeHead(answer, { 'Content-Type': 'application/problem+json', 'Retry-After': '0' });
      response.end(JSON.stringify(problem));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/`;
});

afterEach(() => {
  server.close();
  server.closeAllConnections();
});

const backoff = () => new Backoff({ firstMs: 1, maxMs: 5 });

test('like_isPosted', async () => {
  await publisher(url).like({ video: '42', reaction: 'fire', count: 3 });

  assert.deepEqual(requests, [{ path: '/likes', key: undefined, body: { video: '42', reaction: 'fire', count: 3 } }]);
});

test('like_isNotRepeated_whenItsOutcomeIsUnknown', async () => {
  answers = ['cut'];

  await assert.rejects(publisher(url).like({ video: '42' }));
  assert.equal(requests.length, 1);
});

test('refusal_speaksInTheWordsOfTheProblemDocument', async () => {
  answers = [400];

  await assert.rejects(publisher(url).like({ video: '42' }), (error) => {
    assert.ok(error instanceof ProblemError);
    assert.equal(error.status, 400);
    assert.equal(error.type, 'urn:ovation:problem:invalid');
    assert.equal(error.message, 'reaction must be one of these');
    return true;
  });
});

test('comment_isRepeatedUnderOneKey_untilItIsAccepted', async () => {
  answers = ['cut', 503, 'page'];
  const answer = await publisher(url, { backoff: backoff() }).comment({ video: '42', member: 'ada', text: 'hello' });

  assert.deepEqual(answer, { id: 'c1' });
  assert.equal(requests.length, 4);
  assert.match(String(requests[0]?.key), /^[0-9a-f]{32}$/);
  assert.equal(new Set(requests.map((request) => request.key)).size, 1);
});

test('comments_haveKeysOfTheirOwn', async () => {
  const publish = publisher(url);
  await publish.comment({ video: '42', member: 'ada', text: 'same' });
  await publish.comment({ video: '42', member: 'ada', text: 'same' });

  assert.notEqual(requests[0]?.key, requests[1]?.key);
});

test('comment_givesUp_afterAFewAttempts', async () => {
  answers = [503, 503, 503, 503, 202];

  await assert.rejects(publisher(url, { backoff: backoff() }).comment({ video: '42', member: 'ada', text: 'hello' }));
  assert.equal(requests.length, 4);
});

test('comment_isRepeated_whenTooManyAsk', async () => {
  answers = [429];
  await publisher(url, { backoff: backoff() }).comment({ video: '42', member: 'ada', text: 'hello' });

  assert.equal(requests.length, 2);
});

test('comment_isNotRepeated_whenItIsInvalid', async () => {
  answers = [400];

  await assert.rejects(publisher(url).comment({ video: '42', member: 'ada', text: '' }));
  assert.equal(requests.length, 1);
});

test('typing_leavesOnceInThreeSeconds_perTarget', async () => {
  let now = 10_000;
  const publish = publisher(url, { now: () => now });
  const ada = { video: '42', member: 'ada' };

  assert.equal(await publish.typing(ada), true);
  now += 2_999;
  assert.equal(await publish.typing(ada), false);
  assert.equal(await publish.typing({ conversation: '42', member: 'ada' }), true);
  now += 1;
  assert.equal(await publish.typing(ada), true);
  assert.equal(requests.length, 3);
});
