import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { ProblemError } from '../src/http.js';
import { Receipts } from '../src/receipts.js';

const LONGEST_WAIT_MS = 5_000;
const SERVER_AHEAD_MS = 5_000;

/** By the clock of the client. */
let now = 0;
/** What each way to the server takes. */
let wayMs = 0;
/** @type {{body: any, keepalive: boolean}[]} */
let posted = [];
let answer = () => ({ now: now + SERVER_AHEAD_MS });
/** @type {Receipts} */
let receipts;

beforeEach(() => {
  now = 1_764_440_000_000;
  wayMs = 10;
  posted = [];
  answer = () => ({ now: now + SERVER_AHEAD_MS });
  mock.timers.enable({ apis: ['setTimeout'] });
  mock.method(performance, 'now', () => now - performance.timeOrigin);
  receipts = new Receipts(async (body, keepalive) => {
    posted.push({ body, keepalive });
    now += wayMs;
    const told = answer();
    now += wayMs;
    return told;
  });
});

afterEach(() => {
  receipts.close();
  mock.reset();
});

async function settle() {
  for (let i = 0; i < 20; i++) {
    await Promise.resolve();
  }
}

async function longest() {
  now += LONGEST_WAIT_MS;
  mock.timers.tick(LONGEST_WAIT_MS);
  await settle();
}

test('receipts_areTold_afterTheClockOfTheServerIsKnown', async () => {
  receipts.received('comment', '9f00000000000001');
  const at = now;
  await longest();

  assert.deepEqual(posted[0], { body: {}, keepalive: false });
  assert.equal(posted.length, 2);
  const { offsetMs, errorMs, receipts: told } = posted[1]?.body;
  assert.ok(Math.abs(offsetMs - SERVER_AHEAD_MS) < 0.01, `${offsetMs}`);
  assert.ok(Math.abs(errorMs - wayMs) < 0.01, `${errorMs}`);
  assert.equal(told.length, 1);
  assert.equal(told[0].trace, '9f00000000000001');
  assert.equal(told[0].event, 'comment');
  assert.ok(Math.abs(told[0].at - at) < 0.01, `${told[0].at}`);
});

test('nothingIsAsked_whileNothingComes', async () => {
  await longest();
  await longest();

  assert.deepEqual(posted, []);
});

test('bestOfLateRoundTrips_isTaken', async () => {
  wayMs = 100;
  await oneMore();
  wayMs = 3;
  await oneMore();
  wayMs = 50;
  await oneMore();
  assert.ok(Math.abs((await oneMore()).errorMs - 3) < 0.01);
  for (let i = 0; i < 8; i++) {
    await oneMore();
  }

  assert.ok(Math.abs((await oneMore()).errorMs - 50) < 0.01);
});

test('clockThatWasSet_isLearntAnew', async () => {
  wayMs = 1;
  await oneMore();
  wayMs = 2;
  answer = () => ({ now: now + SERVER_AHEAD_MS + 60_000 });
  await oneMore();

  assert.ok(Math.abs((await oneMore()).offsetMs - SERVER_AHEAD_MS - 60_000) < 0.01);
});

test('offsetThatIsOld_isLearntAnew', async () => {
  await oneMore();
  now += 120_000;
  await oneMore();

  assert.deepEqual(posted.map(({ body }) => Object.keys(body).length), [0, 3, 0, 3]);
});

test('whatIsShownAtOnce_isOneReceipt_andWhatIsShownLaterAnother', async () => {
  receipts.received('comment', 'at once');
  receipts.shown('comment', 'at once', 1_500);
  receipts.received('comment', 'later');
  await longest();
  receipts.shown('comment', 'later', 40);
  await longest();

  const [first, second] = posted.slice(1).map(({ body }) => body.receipts);
  assert.deepEqual(first.map((/** @type {any} */ { trace, behindMs }) => [trace, behindMs]), [['at once', 1_500], ['later', undefined]]);
  assert.deepEqual(second, [{ trace: 'later', event: 'comment', behindMs: 40 }]);
});

test('queue_isBounded', async () => {
  for (let i = 0; i < 150; i++) {
    receipts.received('likes', `${i}`);
    receipts.shown('likes', `shown ${i}`, 0);
  }
  await longest();

  const told = posted.at(-1)?.body.receipts;
  assert.equal(told.length, 100);
  assert.equal(told[99].trace, 'shown 49');
});

test('pageThatGoes_tellsWhatItHas', async () => {
  /** @type {Record<string, () => void>} */
  const listeners = {};
  globalThis.addEventListener = (/** @type {any} */ name, /** @type {any} */ listener) => (listeners[name] = listener);
  globalThis.removeEventListener = (/** @type {any} */ name) => delete listeners[name];
  try {
    receipts.close();
    receipts = new Receipts(async (body, keepalive) => (posted.push({ body, keepalive }), { now }));
    receipts.received('likes', 'early');
    listeners.pagehide?.();
    await settle();
    assert.equal(posted.length, 0, 'the clock of the server is not known yet');
    await longest();
    receipts.received('likes', 'late');
    listeners.pagehide?.();

    assert.equal(posted.at(-1)?.keepalive, true);
    assert.deepEqual(posted.at(-1)?.body.receipts.map((/** @type {any} */ { trace }) => trace), ['late']);
    receipts.close();
    assert.deepEqual(listeners, {});
  } finally {
    Reflect.deleteProperty(globalThis, 'addEventListener');
    Reflect.deleteProperty(globalThis, 'removeEventListener');
  }
});

test('serverThatFails_isToldLater', async () => {
  answer = () => {
    throw new TypeError('fetch failed');
  };
  receipts.received('likes', 'one');
  await longest();
  answer = () => ({ now });
  await longest();

  assert.deepEqual(posted.at(-1)?.body.receipts.map((/** @type {any} */ { trace }) => trace), ['one']);
});

test('serverThatRefuses_isAskedNoMore', async () => {
  answer = () => {
    throw new ProblemError(401, { type: 'urn:ovation:problem:unauthorized' });
  };
  receipts.received('likes', 'one');
  await longest();
  receipts.received('likes', 'two');
  await longest();

  assert.equal(posted.length, 1);
});

test('answerThatSaysNothing_isNoOffset', async () => {
  answer = () => /** @type {any} */ ({});
  receipts.received('likes', 'one');
  await longest();

  assert.deepEqual(posted.map(({ body }) => body), [{}]);
});

/** @returns {Promise<any>} what is told with one receipt more */
async function oneMore() {
  receipts.received('likes', 'one');
  await longest();
  return posted.at(-1)?.body;
}
