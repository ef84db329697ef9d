// Watches a stream with undici's fetch, as its body comes.
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { fetch } from 'undici';
import { show, stream } from './shown.js';

const { url, headers } = stream();
const response = await fetch(url, { headers });
show({ status: response.status });
if (response.ok) {
  const events = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  for await (const { event, id, data } of events) {
    show({ event, id, data });
  }
  show({ end: true });
}
