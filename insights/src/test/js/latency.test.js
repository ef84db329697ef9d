import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Latency } from '../../main/resources/console/latency.js';

const START = 1_767_225_600;

const step = (stage, from, to, meanMillis, more = {}) => ({ kind: 'comment', stage, from, to, count: 10, meanMillis, p50Millis: meanMillis, p99Millis: 2 * meanMillis, expected: 10, lost: 0, unknown: 0, holes: 0, ...more });
const delivery = (through, from, to, p99Millis, more = {}) => ({ kind: 'comment', through, from, to, count: 10, meanMillis: p99Millis / 3, p50Millis: p99Millis / 2, p99Millis, ...more });
const event = (more) => ({ kind: 'comment', complete: 0, ended: 0, lost: 0, unknown: 0, ...more });
const at = (stage, node, p99Millis, more = {}) => ({ stage, node, count: 100, p50Millis: 1, p99Millis, lost: 0, ...more });

function taken(figures) {
  const latency = new Latency();
  latency.take({ sampling: 0.01, goals: [], events: [], steps: [], deliveries: [], nodes: [], ...figures }, START);
  return latency;
}

const comments = (figures) => taken(figures).kinds[0];
const times = (way) => way.segments.map(({ stage, meanMillis }) => [stage, meanMillis]);

test('a way has its stages in order, as far as it is measured', () => {
  const steps = [step('written', 'a', 'a', 3), step('received', 'a', 'a', 9), step('committed', 'a', 'a', 1), step('topic-sent', 'a', 'a', 2), step('published', 'a', 'a', 5, { count: 0 })];

  const written = comments({ steps, deliveries: [delivery('written', 'a', 'a', 20)] });
  assert.equal(written.through, 'written');
  assert.deepEqual(times(written.ways[0]), [['committed', 1], ['topic-sent', 2], ['written', 3]]);
  assert.equal(written.ways[0].meanMillis, 6);

  const received = comments({ steps, deliveries: [delivery('written', 'a', 'a', 20), delivery('received', 'a', 'a', 30)] });
  assert.equal(received.through, 'received');
  assert.equal(received.slowest.p99Millis, 30);
  assert.deepEqual(times(received.ways[0]).at(-1), ['received', 9]);

  const inPart = comments({ steps, deliveries: [delivery('written', 'a', 'a', 20), delivery('received', 'a', 'a', 30), delivery('written', 'a', 'b', 40)] });
  assert.deepEqual([inPart.through, inPart.ways.length], ['written', 2]);
});

test('what is committed in the other data centre is shown from there', () => {
  const steps = [step('committed', 'a', 'a', 1), step('published', 'a', 'a', 2), step('committed', 'a', 'b', 70), step('published', 'a', 'b', 3)];
  const [, abroad] = comments({ steps, deliveries: [delivery('written', 'a', 'a', 20), delivery('written', 'a', 'b', 90)] }).ways;

  assert.deepEqual(times(abroad), [['committed', 70], ['published', 3]]);
  assert.deepEqual(abroad.segments.map(({ crosses }) => crosses), [true, false]);
});

test('what goes from topic to topic is shown from where it was accepted', () => {
  const steps = [step('committed', 'a', 'a', 1), step('topic-received', 'a', 'a', 2), step('topic-sent', 'a', 'a', 3), step('topic-received', 'a', 'b', 60), step('topic-sent', 'a', 'b', 4)];
  const { ways, stages } = comments({ steps, deliveries: [delivery('written', 'a', 'b', 90)] });

  assert.deepEqual(times(ways[0]), [['committed', 1], ['topic-received', 2], ['topic-received', 60], ['topic-sent', 4]]);
  assert.deepEqual(stages.map(({ name, meanMillis }) => [name, meanMillis]), [['committed', 1], ['topic-received', 62], ['topic-sent', 4]]);
});

test('what is lost at a stage is a share of what is known, over all ways', () => {
  const { stages } = comments({
    steps: [step('written', 'a', 'a', 1, { expected: 60, lost: 1, holes: 2 }), step('written', 'a', 'b', 1, { expected: 40, lost: 1, unknown: 25, holes: 1 }), step('received', 'a', 'a', 1, { expected: 0 })],
  });

  assert.deepEqual(stages.map(({ name, lostShare, unknownShare, holes }) => [name, lostShare, unknownShare, holes]), [['written', 0.02, 0.2, 3], ['received', null, null, 0]]);
});

test('goals are missed by the slowest way, and by the share of events that are lost', () => {
  const goals = [{ kind: 'comment', p99Millis: 200, lossShare: 0.01 }];
  const deliveries = [delivery('written', 'a', 'a', 20), delivery('written', 'a', 'b', 201)];
  const missed = (figures) => taken({ goals, ...figures }).missed.map(({ isLate, losesTooMuch }) => [isLate, losesTooMuch]);

  assert.deepEqual(missed({ deliveries }), [[true, false]]);
  assert.deepEqual(missed({ deliveries: deliveries.slice(0, 1), events: [event({ complete: 98, ended: 500, lost: 2 })] }), [[false, true]]);
  assert.deepEqual(missed({ deliveries: deliveries.slice(0, 1), events: [event({ complete: 99, lost: 1 })] }), []);
  assert.deepEqual(missed({ goals: [{ kind: 'comment', p99Millis: null, lossShare: null }], deliveries, events: [event({ lost: 1 })] }), []);
  assert.deepEqual(missed({ events: [event({ ended: 3 })] }), []);
});

test('how far behind the video they are shown is told of the kinds that players tell it of', () => {
  const behindVideo = [{ kind: 'comment', count: 3, p50Millis: 40, p99Millis: 1500 }];
  const figures = { events: [event({ complete: 1 }), event({ kind: 'typing', complete: 1 })] };

  assert.deepEqual(taken({ ...figures, behindVideo }).kinds.map((kind) => kind.behindVideo?.p99Millis), [1500, undefined]);
  assert.equal(taken(figures).kinds[0].behindVideo, null);
});

test('kinds without figures are not shown, nor those that are not known', () => {
  const names = (figures) => taken(figures).kinds.map(({ name }) => name);

  assert.deepEqual(names({ events: [event({}), event({ kind: 'typing', ended: 1 }), event({ kind: 'applause', complete: 9 })], steps: [step('written', 'a', 'a', 1, { kind: 'likes' })] }), ['likes', 'typing']);
  assert.equal(comments({ events: [event({ ended: 2 })] }).isUnwatched, true);
  assert.equal(comments({ events: [event({ ended: 2, unknown: 1 })] }).isUnwatched, false);
});

test('a node that tells no latencies, or only some of it, is taken', () => {
  const latency = new Latency();
  latency.take(undefined, START);
  assert.deepEqual([latency.sampling, latency.kinds, latency.missed, latency.stagesOf('a:1'), latency.slowNodeAt('written')], [null, [], [], [], null]);

  latency.take({}, START);
  assert.deepEqual([latency.sampling, latency.kinds], [0, []]);
});

test('the history is of the slowest way, and as long as the page is open', () => {
  const latency = new Latency();
  const tell = (second, ...ways) => latency.take({ deliveries: ways }, START + second);
  for (let second = 0; second < 40; second += 1) {
    tell(second, delivery('written', 'a', 'a', 10), delivery('written', 'a', 'b', second === 20 ? 500 : 50));
  }

  const { usual, slow, seconds } = latency.historyOf(latency.kinds[0]);
  assert.deepEqual([usual.length, slow.length, seconds], [40, 40, 40]);
  assert.deepEqual([slow[0], slow[20], slow[39], usual[39]], [50, 500, 50, 25]);
});

test('a long history has the highest of each few seconds, an hour at most', () => {
  const latency = new Latency();
  const lengths = [];
  for (let second = 0; second < 5000; second += 1) {
    latency.take({ deliveries: [delivery('written', 'a', 'a', second === 3000 ? 500 : 50)] }, START + second);
    if ([299, 300, 4999].includes(second)) {
      const { slow, seconds } = latency.historyOf(latency.kinds[0]);
      lengths.push([slow.length, seconds]);
    }
  }

  assert.deepEqual(lengths, [[300, 300], [151, 302], [300, 3600]]);
  assert.equal(latency.historyOf(latency.kinds[0]).slow.filter((value) => value === 500).length, 1);
});

test('a clock that is set back begins a new history', () => {
  const latency = new Latency();
  const tell = (second, p99Millis) => latency.take({ deliveries: [delivery('written', 'a', 'a', p99Millis)] }, START + second);
  tell(0, 10);
  tell(-1000, 20);
  tell(-951, 30);

  const { slow, seconds } = latency.historyOf(latency.kinds[0]);
  assert.equal(seconds, 50);
  assert.deepEqual(slow.filter((value) => !Number.isNaN(value)), [20, 30]);
});

test('a node is slow that takes three times as long as any other', () => {
  const nodes = [at('written', 'a:1', 4), at('written', 'b:1', 12.1), at('written', 'c:1', 2), at('committed', 'b:1', 90)];

  assert.equal(taken({ nodes }).slowNodeAt('written'), 'b:1');
  assert.deepEqual(taken({ nodes }).stagesOf('b:1').map(({ stage, othersMillis, isSlow }) => [stage, othersMillis, isSlow]), [['committed', null, false], ['written', 4, true]]);
  assert.equal(taken({ nodes }).slowNodeAt('committed'), null);
  assert.equal(taken({ nodes: [at('written', 'a:1', 4), at('written', 'b:1', 12)] }).slowNodeAt('written'), null);
  assert.equal(taken({ nodes: [at('written', 'a:1', 4), at('written', 'b:1', 99, { count: 3 })] }).slowNodeAt('written'), null);
});

test('hours are compared by the slowest way that ends where ways end now', () => {
  const hour = (daysAgo, ...deliveries) => ({ daysAgo, deliveries });
  const { hours } = comments({
    deliveries: [delivery('written', 'a', 'a', 20)],
    hours: [
      hour(7, delivery('written', 'a', 'a', 11)),
      hour(0, delivery('written', 'a', 'a', 12), delivery('written', 'a', 'b', 30), delivery('received', 'a', 'a', 99)),
      hour(1, delivery('written', 'a', 'a', 5, { kind: 'likes' })),
    ],
  });

  assert.deepEqual(hours.map(({ title, p99Millis }) => [title, p99Millis]), [['Last hour', 30], ['last week', 11]]);
});
