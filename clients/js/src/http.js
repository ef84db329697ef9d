import { parseHttpDate } from './http-date.js';

/** Who calls something with `await` is not kept waiting for longer, whatever the server asks for. */
export const LONGEST_PAUSE_MS = 10_000;
/** With more, a timer would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A request that the server refused, in the words of its problem document (RFC 9457) where it sent one. */
export class ProblemError extends Error {
  /**
   * @param {number} status HTTP status
   * @param {{type?: string, title?: string, detail?: string}} problem
   * @param {number} [retryAfterMs] when the server suggests another try
   */
  constructor(status, problem, retryAfterMs) {
    super(problem.detail ?? problem.title ?? `The server answered ${status}`);
    this.name = 'ProblemError';
    this.status = status;
    this.type = problem.type ?? 'about:blank';
    this.title = problem.title ?? '';
    this.detail = problem.detail ?? '';
    this.retryAfterMs = retryAfterMs;
  }

  /** @param {Response} response */
  static async from(response) {
    // Only an answer to read is waited for: a page of somebody else may never end.
    const isProblem = mediaTypeOf(response) === 'application/problem+json';
    const body = await (isProblem ? response.json() : response.body?.cancel())?.catch(() => null);
    const problem = body !== null && typeof body === 'object' ? body : {};
    return new ProblemError(response.status, problem, retryAfterMs(response.headers));
  }
}

/**
 * Whether Ovation itself refuses and will go on to do so. What anybody in between says, as a proxy that knows of no
 * server just now, may be over soon.
 *
 * @param {unknown} error
 */
export function isFinal(error) {
  return (
    error instanceof ProblemError &&
    String(error.type).startsWith('urn:ovation:problem:') &&
    error.status >= 400 &&
    error.status < 500 &&
    error.status !== 408 &&
    error.status !== 429
  );
}

/**
 * @param {Response} response
 * @returns {string} in lower case, without parameters; empty if there is none
 */
export function mediaTypeOf(response) {
  return (response.headers.get('Content-Type') ?? '').replace(/;.*/, '').trim().toLowerCase();
}

/**
 * `Retry-After` has seconds or a date (RFC 9110), which is meant by the clock of whoever sent it. A date that is over
 * asks for nothing: if it did for no wait at all, everybody would come back at once.
 *
 * @param {Headers} headers
 */
function retryAfterMs(headers) {
  const asked = headers.get('Retry-After') ?? '';
  if (/^\d+$/.test(asked)) {
    return Math.min(Number(asked) * 1_000, LONGEST_TIMER_MS);
  }
  // From a server of another origin a browser does not show `Date`.
  const sentAt = parseHttpDate(headers.get('Date') ?? '') || Date.now();
  const ms = parseHttpDate(asked) - sentAt;
  return ms > 0 ? Math.min(ms, LONGEST_TIMER_MS) : undefined;
}

/**
 * @param {typeof fetch} send
 * @param {string} url
 * @param {unknown} body sent as JSON
 * @param {{headers?: Record<string, string>, timeoutMs?: number, keepalive?: boolean}} [options]
 * @returns {Promise<any>} the answer's JSON; undefined if it has none
 * @throws {ProblemError} if the server refuses; any other error if it cannot be reached
 */
export async function postJson(send, url, body, { headers = {}, timeoutMs = 10_000, keepalive = false } = {}) {
  const response = await send(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(timeoutMs),
    keepalive,
  });
  if (!response.ok) {
    throw await ProblemError.from(response);
  }
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

/** @param {number} ms */
export function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** @param {string} url */
export function withoutTrailingSlash(url) {
  return url.replace(/\/$/, '');
}
