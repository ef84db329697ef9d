// Posts a body of so many bytes to a URL with undici's fetch, and tells what it is answered.
import { fetch } from 'undici';
import { show } from './shown.js';

const [url, bytes] = process.argv.slice(2);
const response = await fetch(url, {
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ text: 'a'.repeat(Number(bytes)) }),
});
const problem = await response.json();
show({ status: response.status, type: problem.type });
