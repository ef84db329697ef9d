import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backoff } from '../src/backoff.js';
import { isFinal, mediaTypeOf, ProblemError } from '../src/http.js';

const OURS = 'urn:ovation:problem:invalid';
const PROBLEM = 'application/problem+json';

/** @param {Record<string, string>} headers */
async function retryAfterMs(headers) {
  return (await ProblemError.from(new Response('', { status: 503, headers }))).retryAfterMs;
}

/** @param {string} asked at 08:49:30 of that day */
const retryAfter = (asked) => retryAfterMs({ 'Retry-After': asked, Date: 'Sun, 06 Nov 1994 08:49:30 GMT' });

/** No timer waits for longer. */
const LONGEST_MS = 2_147_483_647;

for (const [asked, ms] of /** @type {[string, number | undefined][]} */ ([
  ['120', 120_000],
  ['0', 0],
  ['0005', 5_000],
  ['31536000000', LONGEST_MS],
  ['9'.repeat(400), LONGEST_MS],
  ['Sun, 06 Nov 1994 08:49:37 GMT', 7_000],
  ['Sunday, 06-Nov-94 08:49:37 GMT', 7_000],
  ['Sun Nov  6 08:49:37 1994', 7_000],
  ['Wed Nov 16 08:49:37 1994', 864_007_000],
  ['Sun, 06 Nov 1994 08:49:30 GMT', undefined],
  ['Sat, 05 Nov 1994 08:49:37 GMT', undefined],
  ['Thu, 01 Jan 1970 00:00:00 GMT', undefined],
  ['Fri, 31 Dec 9999 23:59:59 GMT', LONGEST_MS],
  ['', undefined],
  ['soon', undefined],
  ['-5', undefined],
  ['+5', undefined],
  ['1.5', undefined],
  ['1e3', undefined],
  ['0x10', undefined],
  ['Infinity', undefined],
  ['5, 10', undefined],
  ['2030-01-01', undefined],
  ['2030-01-01T00:00:00Z', undefined],
  ['Sun, 06 Nov 2094 08:49:37', undefined],
  ['Sun, 06 Nov 2094 08:49:37 PST', undefined],
  ['Sun, 06 Nov 2094 08:49:37 +0100', undefined],
  ['Sun, 06 Foo 2094 08:49:37 GMT', undefined],
  ['Sun, 06 Nov 2094 28:49:37 GMT', undefined],
  ['Sun, 06 Nov 2094 08:49:37 GMT, 5', undefined],
])) {
  test(`retryAfter_isSecondsOrADateToCome: '${asked.slice(0, 40)}'`, async () => {
    assert.equal(await retryAfter(asked), ms);
  });
}

test('retryAfter_isByTheClockOfTheServer_inWhicheverFormat', async () => {
  for (const date of ['Sunday, 06-Nov-94 08:49:30 GMT', 'Sun Nov  6 08:49:30 1994']) {
    assert.equal(await retryAfterMs({ 'Retry-After': 'Sun, 06 Nov 1994 08:49:37 GMT', Date: date }), 7_000, date);
  }
});

for (const date of [undefined, 'yesterday']) {
  test(`retryAfter_isByTheOwnClock_ifThatOfTheServerIs_${date}`, async () => {
    const ms = await retryAfterMs({
      'Retry-After': new Date(Date.now() + 60_000).toUTCString(),
      ...(date && { Date: date }),
    });

    assert.ok(ms !== undefined && ms > 55_000 && ms <= 60_000, `${ms} ms`);
  });
}

test('retryAfter_isNone_ifThereIsNone', async () => {
  assert.equal(await retryAfterMs({}), undefined);
});

test('yearOfTwoDigits_isAtMostFiftyYearsAhead', async () => {
  const year = new Date().getUTCFullYear();
  const inYears = (/** @type {number} */ years) =>
    retryAfter(`Sunday, 06-Nov-${String((year + years) % 100).padStart(2, '0')} 08:49:37 GMT`);

  assert.equal(await inYears(50), LONGEST_MS);
  assert.equal(await inYears(1), LONGEST_MS);
  assert.notEqual(await inYears(-1), undefined, 'later than 1994');
  const before1994 = 1993 - (year - 49);
  assert.equal(before1994 >= 0 ? await inYears(51) : undefined, undefined, 'the past');
});

test('wait_thatIsAbsurd_isOneOfAnHour', async () => {
  const hint = await retryAfter('Fri, 31 Dec 9999 23:59:59 GMT');

  assert.equal(new Backoff({ random: () => 0 }).next(hint), 3_600_000);
});

for (const [contentType, expected] of /** @type {[string | undefined, string][]} */ ([
  ['text/event-stream', 'text/event-stream'],
  ['Text/Event-Stream;charset=UTF-8', 'text/event-stream'],
  ['text/event-stream ; a=b; c="d;e"', 'text/event-stream'],
  ['text/event-stream;', 'text/event-stream'],
  ['text/event-streams', 'text/event-streams'],
  ['text/html, text/event-stream', 'text/html, text/event-stream'],
  ['', ''],
  [undefined, ''],
])) {
  test(`mediaType_isWithoutParameters_inLowerCase: '${contentType}'`, () => {
    const headers = new Headers(contentType === undefined ? {} : { 'Content-Type': contentType });
    assert.equal(mediaTypeOf(new Response(null, { headers })), expected);
  });
}

for (const [what, status, contentType, body, expected] of /** @type {[string, number, string, unknown, boolean][]} */ ([
  ['ours', 400, PROBLEM, { type: OURS }, true],
  ['ours, with members that nobody knows', 404, PROBLEM, { type: OURS, trace: ['x'], status: '?' }, true],
  ['ours, of a kind that came later', 418, PROBLEM, { type: 'urn:ovation:problem:later' }, true],
  ['ours, written in another way', 403, 'Application/Problem+JSON; charset=utf-8', { type: OURS }, true],
  ['ours, too late', 408, PROBLEM, { type: 'urn:ovation:problem:timeout' }, false],
  ['ours, too many', 429, PROBLEM, { type: 'urn:ovation:problem:too-many-requests' }, false],
  ['ours, not now', 503, PROBLEM, { type: 'urn:ovation:problem:unavailable' }, false],
  ['a problem of nobody in particular', 404, PROBLEM, {}, false],
  ['a problem of nobody in particular, who says so', 404, PROBLEM, { type: 'about:blank' }, false],
  ['a problem of somebody else', 403, PROBLEM, { type: 'https://cdn.example/blocked' }, false],
  ['a type that is none', 400, PROBLEM, { type: 7 }, false],
  ['not even an object', 400, PROBLEM, null, false],
  ['a page', 404, 'text/html', { type: OURS }, false],
  ['JSON', 410, 'application/json', { type: OURS }, false],
  ['almost', 400, 'application/problem+jsonp', { type: OURS }, false],
])) {
  test(`refusal_isFinal_ifItIsOvations: ${what}`, async () => {
    const headers = { 'Content-Type': contentType };
    const error = await ProblemError.from(new Response(JSON.stringify(body), { status, headers }));

    assert.equal(isFinal(error), expected);
    assert.equal(error.status, status);
  });
}

test('refusal_isNotFinal_ifItsDocumentBrokeOff', async () => {
  const headers = { 'Content-Type': PROBLEM };
  const error = await ProblemError.from(new Response(`{"type":"${OURS}","ti`, { status: 400, headers }));

  assert.equal(isFinal(error), false);
  assert.equal(error.message, 'The server answered 400');
});

test('pageOfAProxy_isNotWaitedFor', async () => {
  let isCancelled = false;
  const endless = new ReadableStream({ cancel: () => void (isCancelled = true) });
  await ProblemError.from(new Response(endless, { status: 502, headers: { 'Content-Type': 'text/html' } }));

  assert.equal(isCancelled, true);
});

test('whatIsNoRefusal_isNotFinal', () => {
  assert.equal(isFinal(new TypeError('fetch failed')), false);
});
