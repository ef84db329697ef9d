// Watches a stream with Node's own client of HTTP/2.
import { connect, constants } from 'node:http2';
import { Readable } from 'node:stream';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { show, stream } from './shown.js';

const { url, headers } = stream();
const { origin, pathname, search } = new URL(url);
const session = connect(origin);
const request = session.request({ ...headers, [constants.HTTP2_HEADER_PATH]: pathname + search });
request.on('response', (head) => show({ status: head[constants.HTTP2_HEADER_STATUS] }));
const events = Readable.toWeb(request)
  .pipeThrough(new TextDecoderStream())
  .pipeThrough(new EventSourceParserStream());
for await (const { event, id, data } of events) {
  show({ event, id, data });
}
show({ end: true });
session.close();
