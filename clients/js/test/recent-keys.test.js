import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RecentKeys } from '../src/recent-keys.js';

test('recentKeys_knowsAKeyAgain', () => {
  const keys = new RecentKeys(10);

  assert.equal(keys.add('a'), true);
  assert.equal(keys.add('a'), false);
});

test('recentKeys_forgetsTheOldestFirst', () => {
  const keys = new RecentKeys(2);
  ['a', 'b', 'c'].forEach((key) => keys.add(key));

  assert.equal(keys.add('b'), false);
  assert.equal(keys.add('c'), false);
  assert.equal(keys.add('a'), true);
});
