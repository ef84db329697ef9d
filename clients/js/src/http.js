import { parseHttpDate } from './http-date.js';

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
    const body = await response.json().catch(() => null);
    const problem = body !== null && typeof body === 'object' ? body : {};
    return new ProblemError(response.status, problem, retryAfterMs(response.headers));
  }
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
 * @param {{headers?: Record<string, string>, timeoutMs?: number}} [options]
 * @returns {Promise<any>} the answer's JSON; undefined if it has none
 * @throws {ProblemError} if the server refuses; any other error if it cannot be reached
 */
export async function postJson(send, url, body, { headers = {}, timeoutMs = 10_000 } = {}) {
  const response = await send(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) {
    throw await ProblemError.from(response);
  }
  const text = await response.text();
  return text === '' ? undefined : JSON.parse(text);
}

/**
 * Whether another try may succeed: the server could not be reached, or was busy.
 *
 * @param {unknown} error of {@link postJson}
 */
export function isPassing(error) {
  return !(error instanceof ProblemError) || error.status === 429 || error.status >= 502;
}

/** @param {number} ms */
export function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** @param {string} url */
export function withoutTrailingSlash(url) {
  return url.replace(/\/$/, '');
}
