import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { ProblemError } from '../src/client.js';
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
  await second.hears(`snapshot ${A}`);

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

test('tabThatHasJustBegun_isClosed_ifTheServerRefusesItsTopics', async () => {
  const first = browser.open(server.url, A);
  await first.hears('open');
  server.answerTopicChange = () => refusal('at most 1 topic');
  const second = browser.open(server.url, B);
  await second.hears('closed');

  assert.deepEqual(second.link.state, { name: 'closed', reason: 'at most 1 topic' });
  assert.equal(first.told.includes('closed'), false);
});
