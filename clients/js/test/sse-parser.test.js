import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SseParser } from '../src/sse-parser.js';

/** @typedef {import('../src/sse-parser.js').SseMessage} SseMessage */

/**
 * @param {...string} pieces
 * @returns {SseMessage[]}
 */
function parse(...pieces) {
  /** @type {SseMessage[]} */
  const messages = [];
  const parser = new SseParser((message) => messages.push(message));
  pieces.forEach((piece) => parser.feed(piece));
  return messages;
}

/** @param {...string} data */
const messages = (...data) => data.map((data) => ({ name: 'message', data }));

/** By the names of the HTML standard, 9.2.5 and 9.2.6. @type {[string, string, SseMessage[]][]} */
const STREAMS = [
  ['bom_isDropped', '\uFEFFdata: 1\n\n', messages('1')],
  ['bom_isDroppedOnce', '\uFEFF\uFEFFdata: 1\ndata: 2\n\n', messages('2')],
  ['bom_isText_elsewhere', 'data: \uFEFF1\n\n\uFEFFdata: 2\ndata: 3\n\n', messages('\uFEFF1', '3')],
  ['lineEnds_areLf', 'data: 1\ndata: 2\n\n', messages('1\n2')],
  ['lineEnds_areCr', 'data: 1\rdata: 2\r\r', messages('1\n2')],
  ['lineEnds_areCrLf', 'data: 1\r\ndata: 2\r\n\r\n', messages('1\n2')],
  ['lineEnds_areMixed', 'data: 1\rdata: 2\r\ndata: 3\n\rdata: 4\r\n\ndata: 5\n\r\n', messages('1\n2\n3', '4', '5')],
  ['lineEnds_areNoOthers', 'data: 1\u2028\u2029\u0085\v\f2\n\n', messages('1\u2028\u2029\u0085\v\f2')],
  ['crCr_endsAnEvent_andTheNextMayFollow', 'data: 1\r\rdata: 2\r\r', messages('1', '2')],
  ['crCr_takesNoMoreThanOneLf', 'data: 1\r\r\n\ndata: 2\r\r\n', messages('1', '2')],
  ['fields_loseOneSpace', 'data:1\ndata: 2\ndata:  3\ndata:\t4\n\n', messages('1\n2\n 3\n\t4')],
  ['fields_areCutAtTheFirstColon', 'data: 1: 2\n\n', messages('1: 2')],
  ['fields_withoutAColon_areEmpty', 'data\ndata\n\n', messages('\n')],
  ['fields_thatAreUnknown_areNone', 'Data: 0\n data: 0\ndata : 0\nother: 0\nother\ndata: 1\n\n', messages('1')],
  ['comments_areNone', ': heartbeat\n\n:\n:data: 0\ndata: 1\n: between\ndata: 2\n\n', messages('1\n2')],
  ['name_isTheLatest', 'event: a\nevent: b\ndata: 1\n\n', [{ name: 'b', data: '1' }]],
  ['name_holdsForOneEvent', 'event: a\ndata: 1\n\ndata: 2\n\n', [{ name: 'a', data: '1' }, ...messages('2')]],
  ['name_isForgotten_withoutData', 'event: a\n\ndata: 1\n\n', messages('1')],
  ['name_thatIsEmpty_isThatOfAMessage', 'event: a\nevent\ndata: 1\n\n', messages('1')],
  ['ids_areNotInherited', 'id: a\ndata: 1\n\ndata: 2\n\n', [{ name: 'message', data: '1', id: 'a' }, ...messages('2')]],
  ['ids_areTheLatest', 'id: a\ndata: 1\nid: b\n\n', [{ name: 'message', data: '1', id: 'b' }]],
  ['ids_mayBeEmpty', 'id: a\nid\ndata: 1\n\n', [{ name: 'message', data: '1', id: '' }]],
  ['ids_withANul_areNone', 'id: a\0\ndata: 1\n\nid: b\nid: \0\ndata: 2\n\n', [
    ...messages('1'),
    { name: 'message', data: '2', id: 'b' },
  ]],
  ['data_thatIsEmpty_isAnEvent', 'data\n\ndata:\n\n', messages('', '')],
  ['data_thatIsMissing_isNoEvent', 'event: a\nid: 1\n\n\n\n: nothing\n\n', []],
  ['unfinished_isNoEvent_withoutItsBlankLine', 'data: 1\n\ndata: 2\n', messages('1')],
  ['unfinished_isNoEvent_inMidLine', 'data: 1\n\nid: 2\ndata: 2', messages('1')],
];

for (const [name, text, expected] of STREAMS) {
  test(`${name}_howeverItIsCut`, () => {
    assert.deepEqual(parse(text), expected, 'in one piece');
    assert.deepEqual(parse(...text), expected, 'character by character');
    assert.deepEqual(parse('', ...[...text].flatMap((piece) => [piece, ''])), expected, 'with empty pieces');
    for (let at = 1; at < text.length; at++) {
      assert.deepEqual(parse(text.slice(0, at), text.slice(at)), expected, `in two pieces, after ${at} characters`);
    }
  });
}

for (const end of ['\n\n', '\r\r', '\r\n\r\n', '\r\n\r', '\n\r', '\r\n\n', '\n\r\n']) {
  test(`event_isToldAtOnce_whenItEndsIn_${JSON.stringify(end)}`, () => {
    assert.deepEqual(parse(`data: 1${end}`), messages('1'));
    assert.deepEqual(parse(`data: 1${end}`, '\ndata: 2\n\n'), messages('1', '2'), 'a line feed adds no event');
  });
}

for (const [field, expected] of /** @type {[string, number | undefined][]} */ ([
  ['retry: 1500', 1_500],
  ['retry:0', 0],
  ['retry: 007', 7],
  ['retry', undefined],
  ['retry: ', undefined],
  ['retry: soon', undefined],
  ['retry: -1', undefined],
  ['retry: +1', undefined],
  ['retry: 1.5', undefined],
  ['retry: 1e3', undefined],
  ['retry: 0x10', undefined],
  ['retry:  1', undefined],
  ['retry: 1 ', undefined],
  ['retry: ١', undefined],
])) {
  test(`retry_isDigitsOnly: '${field}'`, () => {
    const parser = new SseParser(() => {});
    parser.feed(`${field}\n`);
    assert.equal(parser.retryMs, expected);

    parser.feed(`retry: 20\n${field}\n`);
    assert.equal(parser.retryMs, expected ?? 20, 'what cannot be read changes nothing');
  });
}
