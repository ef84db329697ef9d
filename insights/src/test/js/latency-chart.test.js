import assert from 'node:assert/strict';
import { test } from 'node:test';

import { roundUp } from '../../main/resources/console/latency-chart.js';

test('a scale ends at a number that is easy to halve', () => {
  assert.deepEqual([0, 0.25, 1, 9, 23, 61, 200, 1001].map((value) => Number(roundUp(value).toPrecision(3))), [1, 0.3, 1, 10, 30, 80, 200, 2000]);
});
