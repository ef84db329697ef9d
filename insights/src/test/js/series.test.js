import assert from 'node:assert/strict';
import { test } from 'node:test';

import { SECONDS, Series } from '../../main/resources/console/series.js';

test('seconds that were missed have no value', () => {
  const series = new Series();
  series.put(1000, 1);
  series.put(1003, 4);

  assert.deepEqual(series.upTo(1004).slice(-5), [1, Number.NaN, Number.NaN, 4, Number.NaN]);
});

test('what is older than the history is gone', () => {
  const series = new Series();
  series.put(1000, 1);
  series.put(1000 + SECONDS, 2);

  assert.deepEqual(series.upTo(1000 + SECONDS).filter((value) => !Number.isNaN(value)), [2]);
});

test('a clock that is set back a little costs nothing, one that is set back a lot the history', () => {
  const series = new Series();
  series.put(1000, 1);
  series.put(999, 9);
  assert.deepEqual(series.upTo(1000).slice(-2), [Number.NaN, 1]);

  series.put(500, 7);
  assert.deepEqual(series.upTo(500).filter((value) => !Number.isNaN(value)), [7]);
});

test('a longer history can be asked for in part', () => {
  const series = new Series(2 * SECONDS);
  series.put(1000, 1);
  series.put(1000 + SECONDS, 2);

  assert.deepEqual(series.upTo(1000 + SECONDS).filter((value) => !Number.isNaN(value)), [2]);
  assert.deepEqual(series.upTo(1000 + SECONDS, 2 * SECONDS).filter((value) => !Number.isNaN(value)), [1, 2]);
});
