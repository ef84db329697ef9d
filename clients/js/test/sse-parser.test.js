import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SseParser } from '../src/sse-parser.js';

/**
 * @param {...string} pieces
 * @returns {import('../src/sse-parser.js').SseMessage[]}
 */
function parse(...pieces) {
  /** @type {import('../src/sse-parser.js').SseMessage[]} */
  const messages = [];
  const parser = new SseParser((message) => messages.push(message));
  pieces.forEach((piece) => parser.feed(piece));
  return messages;
}

test('event_hasItsNameDataAndId', () => {
  assert.deepEqual(parse('id: a1\nevent: likes\ndata: {}\n\n'), [{ name: 'likes', data: '{}', id: 'a1' }]);
});

test('event_withoutAnId_doesNotInheritOne', () => {
  assert.deepEqual(parse('id: a1\ndata: 1\n\ndata: 2\n\n'), [
    { name: 'message', data: '1', id: 'a1' },
    { name: 'message', data: '2' },
  ]);
});

test('lines_mayEndInAnyWayAndBeCutAnywhere', () => {
  const text = 'event: a\r\ndata: 1\r\ndata: 2\r\n\r\nevent: b\rdata:3\r\r: comment\ndata: 4\n\n';
  const expected = [
    { name: 'a', data: '1\n2' },
    { name: 'b', data: '3' },
    { name: 'message', data: '4' },
  ];

  assert.deepEqual(parse(text), expected);
  assert.deepEqual(parse(...text), expected);
});

test('event_isToldAtOnce_howeverItsLinesEnd', () => {
  const expected = [{ name: 'message', data: '1' }];

  assert.deepEqual(parse('data: 1\n\n'), expected);
  assert.deepEqual(parse('data: 1\r\n\r\n'), expected);
  assert.deepEqual(parse('data: 1\r\r'), expected);
});

test('lineEnd_thatIsCutInTwo_isOne', () => {
  assert.deepEqual(parse('data: 1\r', '', '\ndata: 2\r\n\r', '\n'), [{ name: 'message', data: '1\n2' }]);
});

test('event_withoutData_isNone', () => {
  assert.deepEqual(parse('event: likes\n\n: heartbeat\n\nevent: likes\ndata'), []);
});

test('retry_isRemembered_unlessItIsNoNumber', () => {
  const parser = new SseParser(() => {});
  parser.feed('retry: 1500\nretry: soon\n\n');

  assert.equal(parser.retryMs, 1_500);
});
