import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProblemError } from '../src/http.js';

/** @param {Record<string, string>} headers */
async function retryAfterMs(headers) {
  return (await ProblemError.from(new Response('', { status: 503, headers }))).retryAfterMs;
}

test('retryAfter_isSecondsOrADate', async () => {
  const date = 'Fri, 31 Dec 1999 23:59:59 GMT';

  assert.equal(await retryAfterMs({ 'Retry-After': '120' }), 120_000);
  assert.equal(await retryAfterMs({ 'Retry-After': '0' }), 0);
  assert.equal(await retryAfterMs({ 'Retry-After': date, Date: 'Fri, 31 Dec 1999 23:59:50 GMT' }), 9_000);
  assert.equal(await retryAfterMs({ 'Retry-After': date, Date: 'Sat, 01 Jan 2000 00:00:00 GMT' }), 0);
});

test('retryAfter_isByTheOwnClock_whereTheBrowserHidesThatOfTheServer', async () => {
  const ms = await retryAfterMs({ 'Retry-After': new Date(Date.now() + 60_000).toUTCString() });

  assert.ok(ms !== undefined && ms > 55_000 && ms <= 60_000, `${ms} ms`);
});

test('retryAfter_isNone_unlessItCanBeRead', async () => {
  assert.equal(await retryAfterMs({}), undefined);
  assert.equal(await retryAfterMs({ 'Retry-After': '' }), undefined);
  assert.equal(await retryAfterMs({ 'Retry-After': 'soon' }), undefined);
});
