// Watches a stream with npm's eventsource, which comes back by itself.
import { EventSource } from 'eventsource';
import { show, stream } from './shown.js';

const { url, headers } = stream();
const source = new EventSource(url, {
  fetch: async (input, init) => {
    const response = await fetch(input, { ...init, headers: { ...headers, ...init.headers } });
    show({ status: response.status });
    return response;
  },
});
for (const name of ['open', 'snapshot', 'viewers', 'comment', 'bye']) {
  source.addEventListener(name, (event) => {
    // It tells by an `open` of its own, too, that it is connected.
    if (event.data !== undefined) {
      show({ event: name, id: event.lastEventId, data: event.data });
    }
  });
}
source.addEventListener('error', (event) => {
  if (event.message === undefined) {
    show({ end: true });
  }
});
