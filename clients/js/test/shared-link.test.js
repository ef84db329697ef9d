import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { ProblemError } from '../src/client.js';
import { Receipts } from '../src/receipts.js';
import { SseServer } from './sse-server.js';
import { TestBrowser } from './tabs.js';

const A = 'video:a';
const B = 'video:b';

/** @type {SseServer} */
let server;
/** @type {TestBrowser} */
let browser;

beforeEach(async () => {
  server = await new SseServer().start();
  browser = new TestBrowser();
});

afterEach(() => {
  browser.close();
  server.stop();
});

/** @param {string} topic @param {string[]} ids */
const snapshot = (topic, ...ids) => ({ topic, likes: {}, viewers: 1, comments: ids.map((id) => comment(topic, id)) });

/** @param {string} topic @param {string} id */
const comment = (topic, id) => ({ topic, id, member: 'ada', text: 'hello', at: '2026-01-01T00:00:00Z' });

/** @param {string} detail */
const refusal = (detail) => ({ status: 400, body: { type: 'urn:ovation:problem:invalid', title: 'No', status: 400, detail } });

/** @param {() => boolean} condition */
async function until(condition) {
  while (!condition()) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** Two tabs, of which the first leads. */
async function twoTabs() {
  const first = browser.open(server.url, A);
  const stream = await server.nextStream();
  await first.hears('open');
  const second = browser.open(server.url, B);
  await second.hears('open');
  await until(() => second.link.topics.length === 1);
  return { first, second, stream };
}

test('tabs_shareOneStream_andHearOfTheirOwnTopics', async () => {
  const { first, second, stream } = await twoTabs();
  stream.send('snapshot', snapshot(A), '1');
  stream.send('snapshot', snapshot(B), '2');
  stream.send('comment', comment(A, 'x'), '3');
  stream.send('comment', comment(B, 'y'), '4');
  await Promise.all([first.hears('comment x'), second.hears('comment y')]);

  assert.equal(server.opened, 1);
  assert.deepEqual(server.topicChanges.map(({ body }) => body), [{ subscribe: [B], unsubscribe: [] }]);
  assert.deepEqual(first.told, ['connecting', 'open', 'open', `snapshot ${A}`, 'comment x']);
  assert.deepEqual(second.told, ['open', 'open', `snapshot ${B}`, 'comment y']);
  assert.deepEqual([first.link.topics, second.link.topics], [[A], [B]]);
});

test('tabThatHoldsTheStream_tellsWhatItShows_andNoOtherDoes', async () => {
  server.open = { receipts: true };
  const shown = mock.method(Receipts.prototype, 'shown');
  try {
    const { first, second } = await twoTabs();
    first.link.shown('comment', { trace: '9f00000000000001' }, 39.6);
    first.link.shown('comment', {}, 40);
    second.link.shown('comment', { trace: '9f00000000000002' }, 40);

    assert.deepEqual(shown.mock.calls.map((call) => call.arguments), [['comment', '9f00000000000001', 40]]);
  } finally {
    shown.mock.restore();
  }
});

test('tab_isShownATopic_thatAnotherTabHasAlready', async () => {
  const { first, second, stream } = await twoTabs();
  stream.send('snapshot', snapshot(A, 'x'), '1');
  await first.hears(`snapshot ${A}`);

  assert.deepEqual(await second.link.change({ subscribe: [A] }), [B, A]);
  await second.hears(`snapshot ${A}`);
  assert.equal(server.topicChanges.length, 1);
  assert.equal(first.told.filter((what) => what.startsWith('snapshot')).length, 1);
});

test('anotherTabResumes_withTheTopicsOfAll_whenTheLeaderDies', async () => {
  const { first, second, stream } = await twoTabs();
  const third = browser.open(server.url, 'video:c');
  await until(() => third.link.topics.length === 1);
  stream.send('comment', comment(B, 'x'), 'b1');
  await second.hears('comment x');
  first.die();

  const resumed = await server.nextStream();
  assert.deepEqual(resumed.url.searchParams.getAll('topic').sort(), ['video:b@b1', 'video:c']);
  assert.equal(resumed.url.searchParams.has('lastEventId'), false);
  resumed.send('comment', comment('video:c', 'y'), 'b2');
  await third.hears('comment y');
  assert.equal(server.opened, 2);
});

test('anotherTabResumes_whatWasToldBeforeItCame', async () => {
  const first = browser.open(server.url, A);
  const stream = await server.nextStream();
  stream.send('snapshot', snapshot(A), 'a1');
  await first.hears(`snapshot ${A}`);
  const second = browser.open(server.url, A);
  await second.hears(`snapshot ${A}`);
  first.die();

  const resumed = await server.nextStream();
  assert.deepEqual(resumed.url.searchParams.getAll('topic'), ['video:a@a1']);
});

test('anotherTabAsksPlainly_forWhatWasLeftInBetween', async () => {
  const { first, second, stream } = await twoTabs();
  stream.send('snapshot', snapshot(B), 'b1');
  await second.hears(`snapshot ${B}`);
  await second.link.change({ unsubscribe: [B] });
  await second.link.change({ subscribe: [B] });
  first.die();

  const resumed = await server.nextStream();
  assert.deepEqual(resumed.url.searchParams.getAll('topic'), [B]);
});

test('retractedComment_isNotShownToATabThatComesLater', async () => {
  const { first, second, stream } = await twoTabs();
  stream.send('snapshot', snapshot(A, 'x', 'y'), '1');
  stream.send('retracted', { topic: A, id: 'x' }, '2');
  stream.send('comment', comment(A, 'x'), '1');
  await first.hears('comment x');
  await second.link.change({ subscribe: [A] });
  await until(() => second.shown.length === 1);

  assert.deepEqual(second.shown, ['y']);
});

test('streamIsHandedOver_whenTheLeaderCloses', async () => {
  const { first, second } = await twoTabs();
  first.link.close();

  const resumed = await server.nextStream();
  assert.deepEqual(resumed.url.searchParams.getAll('topic'), [B]);
  assert.equal(first.told.at(-1), 'closed');
  assert.equal(second.told.includes('closed'), false);
});

test('topicsOfATabThatDies_areLeft', async () => {
  const { second } = await twoTabs();
  second.die();

  await until(() => server.topicChanges.length === 2);
  assert.deepEqual(server.topicChanges[1]?.body, { subscribe: [], unsubscribe: [B] });
});

test('refusalOfAChange_reachesTheTabThatAskedForIt', async () => {
  const { second } = await twoTabs();
  server.answerTopicChange = () => refusal('at most 2 topics');

  await assert.rejects(second.link.change({ subscribe: ['video:c'] }), (error) => {
    assert.ok(error instanceof ProblemError);
    assert.deepEqual([error.status, error.message], [400, 'at most 2 topics']);
    return true;
  });
  assert.deepEqual(second.link.topics, [B]);
});

test('stream_isPassive_whileAllTabsAre', async () => {
  const { first, second } = await twoTabs();
  first.link.setPassive(true);
  second.link.setPassive(true);
  await until(() => server.topicChanges.length === 2);
  second.link.setPassive(false);
  await until(() => server.topicChanges.length === 3);

  assert.deepEqual(server.topicChanges.slice(1).map(({ body }) => body.passive), [true, false]);
});

test('stream_isPassive_whenTheOnlyTabThatIsNotIsGone', async () => {
  const { first, second } = await twoTabs();
  first.link.setPassive(true);
  second.die();
  await until(() => server.topicChanges.some(({ body }) => body.passive === true));
});

test('tab_isToldAPresence_thatAnotherTabKnowsAlready', async () => {
  const { first, second, stream } = await twoTabs();
  await first.link.change({ subscribe: ['presence:grace'] });
  stream.send('presence', { topic: 'presence:grace', status: 'online' });
  await first.hears('presence presence:grace');

  await second.link.change({ subscribe: ['presence:grace'] });
  await second.hears('presence presence:grace');
  assert.equal(first.told.filter((what) => what.startsWith('presence')).length, 1);
});

test('changeUnderWay_isDoneByTheNextLeader', async () => {
  const { first, second } = await twoTabs();
  server.answerTopicChange = () => ({ status: 503, body: {} });
  const changed = second.link.change({ subscribe: ['video:c'] });
  await until(() => server.topicChanges.length === 2);
  first.die();

  assert.deepEqual(await changed, [B, 'video:c']);
  const resumed = await server.nextStream();
  assert.deepEqual(resumed.url.searchParams.getAll('topic'), [B, 'video:c']);
});

test('streamThatIsRefused_isRefusedToAll', async () => {
  const { first, second, stream } = await twoTabs();
  server.refusals = [{ status: 400 }, { status: 400 }];
  stream.cut();

  await Promise.all([first.hears('closed'), second.hears('closed')]);
  await assert.rejects(second.link.change({ subscribe: ['video:c'] }), /closed/);
});

test('tabThatHasJustBegun_isNotGivenUp_whileTheServerIsBusy', async () => {
  const first = browser.open(server.url, A);
  await first.hears('open');
  server.answerTopicChange = () => ({ status: server.topicChanges.length <= 4 ? 503 : 200, body: {} });
  const second = browser.open(server.url, B);

  await until(() => second.link.topics.length === 1);
  assert.equal(second.told.includes('closed'), false);
});

test('topicsOfAllTabs_areNeverFewerThanTheyWant_howeverMany', async () => {
  const manyOf = (/** @type {string} */ name) => Array.from({ length: 60 }, (_, i) => `video:${name}${i}`);
  const first = browser.open(server.url, ...manyOf('a'));
  await first.hears('open');
  server.answerTopicChange = () => refusal('at most 100 topics');
  const second = browser.open(server.url, ...manyOf('b'));
  await second.hears('closed');

  assert.equal(server.topicChanges[0]?.body.subscribe.length, 60);
});

test('tabThatHasJustBegun_isClosed_ifTheServerRefusesItsTopics', async () => {
  const first = browser.open(server.url, A);
  await first.hears('open');
  server.answerTopicChange = () => refusal('at most 1 topic');
  const second = browser.open(server.url, B);
  await second.hears('closed');

  assert.deepEqual(second.link.state, { name: 'closed', reason: 'at most 1 topic' });
  assert.equal(first.told.includes('closed'), false);
});

/** Three tabs in a hurry, of which the first leads. */
async function threeTabs() {
  browser.heartbeatMs = 20;
  const first = browser.open(server.url, A);
  const stream = await server.nextStream();
  await first.hears('open');
  const second = browser.open(server.url, A, B);
  const third = browser.open(server.url, B);
  await until(() => second.link.topics.length === 2 && third.link.topics.length === 1);
  stream.send('snapshot', snapshot(A), 'a0');
  stream.send('comment', comment(A, 'a1'), 'a1');
  stream.send('snapshot', snapshot(B), 'b0');
  stream.send('comment', comment(B, 'b1'), 'b1');
  await Promise.all([first.hears('comment a1'), second.hears('comment b1'), third.hears('comment b1')]);
  return { first, second, third, stream };
}

/** Where the topics of a stream go on. @param {import('./sse-server.js').ServedStream} stream */
const asked = ({ url: { searchParams } }) => searchParams.getAll('topic').sort();

/** What the streams bring from now on: those that another one had before it, too. @param {import('./sse-server.js').ServedStream} stream */
function resume(stream) {
  stream.send('comment', comment(A, 'a2'), 'a2');
  stream.send('snapshot', snapshot(A, 'a1', 'a2'), 'a2');
  stream.send('comment', comment(B, 'b2'), 'b2');
  stream.send('snapshot', snapshot(B, 'b1', 'b2'), 'b2');
  stream.send('comment', comment(A, 'a3'), 'a3');
  stream.send('comment', comment(B, 'b3'), 'b3');
}

test('leaderThatStopsAnswering_isReplaced_withoutLossOrRepetition', async () => {
  const { first, second, third, stream } = await threeTabs();
  first.freeze();
  stream.send('comment', comment(A, 'a2'), 'a2');
  stream.send('comment', comment(B, 'b2'), 'b2');
  const resumed = await server.nextStream();
  assert.deepEqual(asked(resumed), ['video:a@a1', 'video:b@b1']);
  resume(resumed);
  await Promise.all([second.hears('comment b3'), third.hears('comment b3')]);

  await first.thaw();
  await stream.ended;
  resumed.send('comment', comment(A, 'a4'), 'a4');
  await Promise.all([first.hears('comment a4'), second.hears('comment a4')]);
  assert.deepEqual(second.comments, ['a1', 'b1', 'a2', 'b2', 'a3', 'b3', 'a4']);
  assert.deepEqual(third.comments, ['b1', 'b2', 'b3']);
  assert.deepEqual(first.comments, ['a1', 'a2', 'a3', 'a4']);
  assert.equal(server.opened, 2);
});

test('leaderThatIsAboutToBeFrozen_handsOver_withoutWaitingToBeMissed', async () => {
  const { first, second, third, stream } = await threeTabs();
  const stolen = browser.steals;
  first.freeze({ isTold: true });
  await stream.ended;
  const resumed = await server.nextStream();
  assert.deepEqual(asked(resumed), ['video:a@a1', 'video:b@b1']);
  resume(resumed);
  await Promise.all([second.hears('comment b3'), third.hears('comment b3')]);
  await first.thaw();

  await first.hears('comment a3');
  assert.deepEqual(first.comments, ['a1', 'a2', 'a3']);
  assert.deepEqual(second.comments, ['a1', 'b1', 'a2', 'b2', 'a3', 'b3']);
  assert.deepEqual([browser.steals, server.opened], [stolen, 2]);
});

test('topicsThatOnlyTheFrozenTabWatches_areHeldForIt', async () => {
  browser.heartbeatMs = 20;
  const { first, second, stream } = await twoTabs();
  stream.send('snapshot', snapshot(A), 'a0');
  stream.send('snapshot', snapshot(B), 'b0');
  await Promise.all([first.hears(`snapshot ${A}`), second.hears(`snapshot ${B}`)]);
  first.freeze();
  const resumed = await server.nextStream();
  assert.deepEqual(asked(resumed), ['video:a@a0', 'video:b@b0']);
  resumed.send('comment', comment(A, 'a1'), 'a1');
  resumed.send('comment', comment(B, 'b1'), 'b1');
  await second.hears('comment b1');
  await first.thaw();

  await first.hears('comment a1');
  assert.equal(server.topicChanges.length, 1);
});

test('topicsThatAreHeldForAFrozenTab_areLeft_whenItDies', async () => {
  browser.heartbeatMs = 20;
  const { first, second, stream } = await twoTabs();
  stream.send('snapshot', snapshot(A), 'a0');
  await first.hears(`snapshot ${A}`);
  first.freeze();
  const resumed = await server.nextStream();
  assert.deepEqual(asked(resumed), ['video:a@a0', 'video:b']);
  first.die();

  await until(() => server.topicChanges.length === 2);
  assert.deepEqual(server.topicChanges[1]?.body, { subscribe: [], unsubscribe: [A] });
  assert.deepEqual(second.link.topics, [B]);
});

test('leaderWhoseTimersAreHeldBack_tellsAll_ifNobodyTakesOver', async () => {
  browser.heartbeatMs = 1;
  const only = browser.open(server.url, A);
  const stream = await server.nextStream();
  await only.hears('open');
  const ids = Array.from({ length: 20 }, (_, i) => `a${i}`);
  for (const id of ids) {
    stream.send('comment', comment(A, id), id);
    stream.send('comment', comment(A, `${id}b`), `${id}b`);
    const until = Date.now() + 10;
    while (Date.now() < until); // longer than any heartbeat may be late
    await new Promise((resolve) => setImmediate(resolve));
  }

  await only.hears('comment a19b');
  assert.deepEqual(only.comments, ids.flatMap((id) => [id, `${id}b`]));
  assert.equal(server.opened, 1);
});

test('leaderWhoseTimersAreHeldBack_isReplaced_evenThoughItTellsWhatComes', async () => {
  const { first, second, stream } = await threeTabs();
  const chatter = setInterval(() => stream.send('viewers', { topic: A, count: 1 }), 5);
  first.hasTimers = false;
  const resumed = await server.nextStream();
  await stream.ended;
  clearInterval(chatter);

  resume(resumed);
  await Promise.all([first.hears('comment a3'), second.hears('comment b3')]);
  assert.deepEqual(first.comments, ['a1', 'a2', 'a3']);
});

test('leaderWithAHeartbeat_isKept_howeverQuietItsStream', async () => {
  await threeTabs();
  await new Promise((resolve) => setTimeout(resolve, 1_000));

  assert.deepEqual([browser.steals, server.opened], [0, 1]);
});

test('tabsThatMissTheLeaderTogether_endUpWithOneStream', async () => {
  browser.heartbeatMs = 20;
  const tabs = [0, 1, 2, 3, 4, 5].map(() => browser.open(server.url, A));
  const stream = await server.nextStream();
  await Promise.all(tabs.map((tab) => tab.hears('open')));
  stream.send('snapshot', snapshot(A), 'a0');
  await Promise.all(tabs.map((tab) => tab.hears(`snapshot ${A}`)));
  const leader = tabs.find((tab) => tab.leads);
  leader?.freeze();
  const others = tabs.filter((tab) => tab !== leader);
  const resumed = await server.nextStream();
  resumed.send('comment', comment(A, 'a1'), 'a1');
  await Promise.all(others.map((tab) => tab.hears('comment a1')));
  await leader?.thaw();
  await stream.ended;

  resumed.send('comment', comment(A, 'a2'), 'a2');
  await Promise.all(tabs.map((tab) => tab.hears('comment a2')));
  tabs.forEach((tab) => assert.deepEqual(tab.comments, ['a1', 'a2']));
  assert.equal(server.opened, 2);
});

test('tabThatIsAlone_leadsAgain_whenItThaws', async () => {
  browser.heartbeatMs = 20;
  const only = browser.open(server.url, A);
  const stream = await server.nextStream();
  stream.send('snapshot', snapshot(A), 'a0');
  await only.hears(`snapshot ${A}`);
  only.freeze({ isTold: true });
  await stream.ended;
  await only.thaw();

  assert.deepEqual(asked(await server.nextStream()), ['video:a@a0']);
});

test('tabThatOpensWhileTheLeaderIsFrozen_isServed', async () => {
  browser.heartbeatMs = 20;
  const first = browser.open(server.url, A);
  await first.hears('open');
  first.freeze();
  const second = browser.open(server.url, B);
  await second.hears('open');

  await until(() => second.link.topics.length === 1);
  assert.equal(second.told.includes('closed'), false);
});
