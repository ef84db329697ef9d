import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Cluster } from '../../main/resources/console/cluster.js';
import { verdictOf } from '../../main/resources/console/verdict.js';

const node = (address, status) => ({ address, status, roles: ['frontend'], ready: true });
const late = (...kinds) => ({
  goals: kinds.map((kind) => ({ kind, p99Millis: 200, lossShare: null })),
  deliveries: kinds.map((kind) => ({ kind, through: 'written', from: 'a', to: 'a', count: 1, meanMillis: 1, p50Millis: 1, p99Millis: 300 })),
});

function verdict(nodes, latency) {
  const cluster = new Cluster();
  cluster.take({ at: '2026-01-01T00:00:00.000Z', self: 'a:1', nodes, latency });
  return verdictOf(cluster);
}

test('a goal that is missed is a warning', () => {
  assert.deepEqual(verdict([node('a:1', 'up')], late()), { level: 'good', icon: 'good', text: 'The node is well' });
  assert.deepEqual(verdict([node('a:1', 'up')], late('comment', 'likes')), { level: 'warn', icon: 'late', text: 'The node is well; goal missed for comments and likes' });
});

test('a node that is not well is worse than a goal that is missed', () => {
  assert.deepEqual(verdict([node('a:1', 'up'), node('b:1', 'silent')], late('typing')), { level: 'bad', icon: 'silent', text: '1 of 2 nodes silent; goal missed for typing' });
});
