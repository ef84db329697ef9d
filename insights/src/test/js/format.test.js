import assert from 'node:assert/strict';
import { test } from 'node:test';

import { bytes, count, duration, milliseconds, percent, perSecond, rate, share, shortNames } from '../../main/resources/console/format.js';

const plain = (text) => text.replaceAll('\u202F', ' ');
const all = (format, values) => values.map((value) => plain(format(value)));

test('numbers have three digits and a unit', () => {
  assert.deepEqual(all(count, [0, 999, 1000, 9999, 10_000, 123_456]), ['0', '999', '1 000', '9 999', '10 k', '123 k']);
  assert.deepEqual(all(rate, [0, 0.04, 0.1, 9.96, 12.4, 999.9, 1234, 99_950, 1e6]), ['0', '< 0.1', '0.1', '10', '12', '1000', '1.23 k', '100 k', '1 M']);
  assert.deepEqual(all(perSecond, [2]), ['2 /s']);
  assert.deepEqual(all(bytes, [0, 1536, 2e9]), ['0 B', '1.54 kB', '2 GB']);
  assert.deepEqual(all(milliseconds, [0.5, 12.34, 1500]), ['0.50 ms', '12.3 ms', '1.50 s']);
  assert.deepEqual(all(percent, [0.314]), ['31 %']);
});

test('a small share is told apart from none', () => {
  assert.deepEqual(all(share, [0, 0.00001, 0.0001, 0.00123, 0.01, 0.0214, 1]), ['none', '< 0.01 %', '0.01 %', '0.1 %', '1 %', '2.1 %', '100 %']);
});

test('times have their two largest units', () => {
  assert.deepEqual(all(duration, [0, 59, 60, 3661, 90_000]), ['0 s', '59 s', '1 min', '1 h 1 min', '1 d 1 h']);
});

test('what is not known is a dash', () => {
  assert.deepEqual([count, rate, bytes, share, duration].flatMap((format) => [format(null), format(undefined), format(Number.NaN)]), Array(15).fill('–'));
});

test('nodes are called by what tells them apart', () => {
  const names = (...addresses) => [...shortNames(addresses).values()];

  assert.deepEqual(names('10.0.0.1:25520'), ['10.0.0.1:25520']);
  assert.deepEqual(names('127.0.0.1:1', '127.0.0.1:2'), [':1', ':2']);
  assert.deepEqual(names('10.0.0.1:1', '10.0.0.2:1'), ['10.0.0.1', '10.0.0.2']);
  assert.deepEqual(names('a.site:1', 'b.site:1'), ['a', 'b']);
  assert.deepEqual(names('[::1]:1', '[::1]:2'), [':1', ':2']);
  assert.deepEqual(names('a:1', 'a:2', 'b:1'), ['a:1', 'a:2', 'b:1']);
});
