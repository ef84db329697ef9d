import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Stream } from '../src/stream.js';

const TOPIC = 'video:42';
const OPEN = 'event: open\ndata: {"connection":"c1","node":"n","heartbeatSeconds":15,"resumed":false}\n\n';
const PROBLEM = { 'Content-Type': 'application/problem+json' };
const OURS = JSON.stringify({ type: 'urn:ovation:problem:invalid', detail: 'not this' });

/** @param {string} id @param {string} [text] */
const comment = (id, text = 'hello') => `id: ${id}\nevent: comment\ndata: ${JSON.stringify({ topic: TOPIC, id, text })}\n\n`;

/**
 * What a stream makes of an answer.
 *
 * @param {Response} response
 * @returns {Promise<{events: string[], end: import('../src/stream.js').StreamEnd, texts: string[]}>}
 */
function told(response) {
  /** @type {string[]} */
  const events = [];
  /** @type {string[]} */
  const texts = [];
  return new Promise((resolve) => {
    new Stream('http://test/', async () => response, 4_000, {
      onEvent: (name, event, id) => {
        events.push(`${name} ${id ?? ''}`.trim());
        texts.push(event.text);
      },
      onEnd: (end) => resolve({ events, end, texts }),
    });
  });
}

/**
 * @param {Iterable<Uint8Array>} pieces
 * @param {boolean} [isCut] as a connection that is lost, or a chunked body without its last chunk
 */
function body(pieces, isCut = false) {
  const rest = pieces[Symbol.iterator]();
  return new ReadableStream({
    pull: (controller) => {
      const { done, value } = rest.next();
      if (!done) {
        controller.enqueue(value);
      } else if (isCut) {
        controller.error(new TypeError('terminated'));
      } else {
        controller.close();
      }
    },
  });
}

/** @param {string} text */
const bytes = (text) => new TextEncoder().encode(text);

/** @param {BodyInit} content @param {string} [contentType] */
const streamOf = (content, contentType = 'text/event-stream') =>
  new Response(content, { headers: { 'Content-Type': contentType } });

for (const [what, rest] of [
  ['withoutItsBlankLine', comment('b').slice(0, -1)],
  ['withoutItsLastLineEnd', comment('b').slice(0, -2)],
  ['inMidData', comment('b').slice(0, -6)],
  ['afterItsId', 'id: b\n'],
  ['inMidField', 'id: b\neve'],
  ['inMidBye', 'event: bye\ndata: {"reason":"shutdown","reconnectAfterMs":60000}\n'],
]) {
  for (const isCut of [false, true]) {
    test(`cut_isAnEnd_andNoEvent_${what}_${isCut ? 'asTheConnectionIsLost' : 'asTheBodyEnds'}`, async () => {
      const { events, end } = await told(streamOf(body([bytes(OPEN), bytes(comment('a')), bytes(String(rest))], isCut)));

      assert.deepEqual(events, ['open', 'comment a']);
      assert.deepEqual(end, { reason: 'the stream broke off', retryAfterMs: undefined, elsewhere: true });
    });
  }
}

test('cut_inMidCharacter_isAnEnd_andNoEvent', async () => {
  const { events } = await told(streamOf(body([bytes(OPEN), bytes(comment('a', '€')).slice(0, -7)])));

  assert.deepEqual(events, ['open']);
});

test('bytes_mayBeCutAnywhere_andTheirByteOrderMarkIsDroppedOnce', async () => {
  const all = bytes(`\uFEFF${OPEN}${comment('a', 'ä€😀\uFEFF')}`);
  const { events, texts } = await told(streamOf(body(Array.from(all, (byte) => Uint8Array.of(byte)))));

  assert.deepEqual(events, ['open', 'comment a']);
  assert.equal(texts[1], 'ä€😀\uFEFF');
  assert.deepEqual((await told(streamOf(`\uFEFF\uFEFF${OPEN}`))).events, [], 'the second one is part of a name');
});

for (const contentType of ['text/event-stream', 'text/event-stream;charset=utf-8', 'Text/Event-Stream; Charset=UTF-8; q']) {
  test(`stream_isKnownByItsType: ${contentType}`, async () => {
    assert.deepEqual((await told(streamOf(OPEN, contentType))).events, ['open']);
  });
}

for (const [what, status, headers, content, reason] of /** @type {[string, number, HeadersInit, string | null, RegExp][]} */ ([
  ['a page with 200', 200, { 'Content-Type': 'text/html; charset=utf-8' }, OPEN, /answered with 200 text\/html$/],
  ['a 200 of another type', 200, { 'Content-Type': 'text/event-stream-x' }, OPEN, /answered with 200 text/],
  ['part of a stream', 206, { 'Content-Type': 'text/event-stream' }, OPEN, /answered with 206/],
  ['a 201', 201, { 'Content-Type': 'text/event-stream' }, OPEN, /answered with 201/],
  ['a redirect to nowhere', 302, {}, '', /refused with 302/],
  ['a proxy that knows no such path', 404, { 'Content-Type': 'text/html' }, '<h1>404</h1>', /refused with 404/],
  ['a proxy without a type', 410, {}, null, /refused with 410/],
  ['a firewall', 403, { 'Content-Type': 'text/html' }, OURS, /refused with 403/],
  ['a proxy that understands nothing', 400, { 'Content-Type': 'application/json' }, OURS, /refused with 400/],
  ['somebody\'s problem', 404, PROBLEM, '{"type":"about:blank"}', /refused with 404/],
  ['a problem that broke off', 400, PROBLEM, OURS.slice(0, -1), /refused with 400/],
  ['a server that is busy', 503, PROBLEM, OURS, /refused with 503: not this/],
])) {
  test(`refusal_isTriedAgain_ifItIs ${what}`, async () => {
    const { events, end } = await told(new Response(content, { status, headers }));

    assert.deepEqual(events, []);
    assert.equal(end.refused, false);
    assert.equal(end.elsewhere, true);
    assert.match(end.reason, reason);
  });
}

for (const [what, status, headers, content, reason] of /** @type {[string, number, HeadersInit, string | null, string][]} */ ([
  ['Ovation\'s', 400, PROBLEM, OURS, 'refused with 400: not this'],
  ['Ovation\'s, however its type is written', 403, { 'Content-Type': 'APPLICATION/problem+json;charset=utf-8' }, OURS, 'refused with 403: not this'],
  ['that there is nothing to come', 204, {}, null, 'answered with 204'],
])) {
  test(`refusal_isFinal_ifItIs ${what}`, async () => {
    const { end } = await told(new Response(content, { status, headers }));

    assert.equal(end.refused, true);
    assert.equal(end.reason, reason);
  });
}
