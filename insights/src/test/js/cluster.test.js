import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Cluster } from '../../main/resources/console/cluster.js';

const START = Date.parse('2026-01-01T00:00:00.000Z');

/** A cluster as its first node tells it, a second later each time. */
class Told {
  cluster = new Cluster();
  #seconds = 0;

  take(...nodes) {
    const at = new Date(START + 1000 * this.#seconds).toISOString();
    this.#seconds += 1;
    this.cluster.take({ at, self: 'a:1', nodes });
    return this.cluster;
  }

  pass(seconds) {
    this.#seconds += seconds;
  }
}

const node = (address, status, more = {}) => ({ address, status, roles: ['frontend'], ready: true, frontend: { streams: 1 }, ...more });
const health = (cluster, address) => cluster.nodes.get(address)?.health.name;

test('a node that went without a word is lost until it is back', () => {
  const told = new Told();
  told.take(node('a:1', 'up'), node('b:1', 'up'));

  assert.equal(health(told.take(node('a:1', 'up')), 'b:1'), 'lost');
  assert.equal(told.cluster.totals.viewers, 1);
  assert.equal(health(told.take(node('a:1', 'up'), node('b:1', 'up')), 'b:1'), 'good');
  assert.equal(told.cluster.totals.viewers, 2);
});

test('a node that was unreachable, down and then removed stays lost for ten minutes', () => {
  const told = new Told();
  told.take(node('a:1', 'up'), node('b:1', 'up'));
  told.take(node('a:1', 'up'), node('b:1', 'unreachable'));
  told.take(node('a:1', 'up'), node('b:1', 'down'));

  assert.equal(health(told.take(node('a:1', 'up')), 'b:1'), 'lost');
  told.pass(590);
  assert.equal(health(told.take(node('a:1', 'up')), 'b:1'), 'lost');
  told.pass(20);
  assert.equal(health(told.take(node('a:1', 'up')), 'b:1'), undefined);
});

test('a node that said that it leaves is not missed, even if it was unreachable in the end', () => {
  const told = new Told();
  told.take(node('a:1', 'up'), node('b:1', 'up'));
  told.take(node('a:1', 'up'), node('b:1', 'leaving'));
  told.take(node('a:1', 'up'), node('b:1', 'unreachable'));

  assert.equal(health(told.take(node('a:1', 'up')), 'b:1'), undefined);
});

test('a node that is not in the cluster yet makes no other one lost', () => {
  const told = new Told();
  told.take(node('a:1', 'up'), node('b:1', 'up'));

  assert.equal(health(told.take(node('a:1', 'joining')), 'b:1'), 'good');
  assert.equal(health(told.take(), 'b:1'), 'good');
});

test('a node that was started again counts, and not the one before it', () => {
  for (const statuses of [['down', 'up'], ['up', 'unreachable']]) {
    const told = new Told();
    assert.equal(health(told.take(node('a:1', 'up'), ...statuses.map((status) => node('b:1', status))), 'b:1'), 'good');
  }
});

test('what nodes told too long ago is not counted', () => {
  const told = new Told();
  told.take(node('a:1', 'up'), node('b:1', 'silent', { ageSeconds: 4 }), node('c:1', 'leaving', { ageSeconds: 60 }));

  assert.equal(told.cluster.totals.viewers, 1);
  assert.equal(told.cluster.totals.likes, null);
});

test('a node that refuses is said to for ten seconds, and one that is not ready at once', () => {
  const told = new Told();
  const backend = (refusedPerSecond) => node('a:1', 'up', { roles: ['likes-backend'], backend: { refusedPerSecond } });

  assert.equal(health(told.take(backend(3)), 'a:1'), 'refusing');
  told.pass(7);
  assert.equal(health(told.take(backend(0)), 'a:1'), 'refusing');
  told.pass(7);
  assert.equal(health(told.take(backend(0)), 'a:1'), 'good');
  assert.equal(health(told.take(node('a:1', 'up', { ready: false })), 'a:1'), 'not-ready');
});

test('topics are ranked by their viewers on all nodes', () => {
  const told = new Told();
  const topics = (...topTopics) => ({ topTopics });
  const cluster = told.take(
    node('a:1', 'up', topics({ topic: 'video:1', viewers: 3 }, { topic: 'video:2', viewers: 2 })),
    node('b:1', 'up', topics({ topic: 'video:2', viewers: 2 })),
  );

  assert.deepEqual(cluster.topics.map(({ topic, viewers }) => [topic, viewers]), [['video:2', 4], ['video:1', 3]]);
});

test('what is remembered is bounded, whatever comes and goes', () => {
  const told = new Told();
  for (let each = 0; each < 1000; each += 1) {
    const topTopics = Array.from({ length: 20 }, (_, index) => ({ topic: `video:${each * 20 + index}`, viewers: 1 }));
    told.take(node('a:1', 'up'), node(`b:${each}`, 'up', { topTopics }));
  }

  assert.ok(told.cluster.nodes.size <= 102, String(told.cluster.nodes.size));
  assert.ok(told.cluster.topics.length <= 50);
  assert.equal(told.cluster.seriesOf('video:1'), undefined);
});

test('a picture of which everything is missing is taken', () => {
  const cluster = new Cluster();
  cluster.take({});
  cluster.take({ at: null, self: null, nodes: [{ address: 'a:1', roles: null, status: null, process: null, topTopics: null }] });

  assert.equal(health(cluster, 'a:1'), 'unknown');
});
