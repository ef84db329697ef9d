// What a client's program tells of what it sees, a line of JSON each.

/** The stream to watch, and the headers to ask for it with. */
export function stream() {
  const [url, lastEventId] = process.argv.slice(2);
  return { url, headers: lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId } };
}

export function show(what) {
  console.log(JSON.stringify(what));
}
