package io.ovation.common.http;

import java.time.Duration;

/**
 * An error as a client sees it: RFC 9457, "Problem Details for HTTP APIs".
 *
 * @param type a URN that stays the same for the same kind of error
 * @param detail what was wrong this time and what would be right; names the field and the limit
 */
public record Problem(String type, String title, int status, String detail) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** The {@code WWW-Authenticate} of a 401: RFC 6750, section 3, without the error that would tell more than it should. */
    public static final String CHALLENGE = "Bearer realm=\"ovation\"";

    private static Problem of(String name, String title, int status, String detail) {
        return new Problem("urn:ovation:problem:" + name, title, status, detail);
    }

    public static Problem malformed(String detail) {
        return of("malformed", "The request cannot be read", 400, detail);
    }

    public static Problem invalid(String detail) {
        return of("invalid", "The request is not valid", 400, detail);
    }

    /** To be answered with {@link #CHALLENGE}: RFC 9110, section 15.5.2. */
    public static Problem unauthorized(String detail) {
        return of("unauthorized", "A valid token is needed", 401, detail);
    }

    public static Problem forbidden(String detail) {
        return of("forbidden", "This is not allowed", 403, detail);
    }

    public static Problem notFound(String detail) {
        return of("not-found", "There is nothing here", 404, detail);
    }

    public static Problem methodNotAllowed(String detail) {
        return of("method-not-allowed", "The method does not fit the path", 405, detail);
    }

    public static Problem timeout(String detail) {
        return of("timeout", "The request took too long to arrive", 408, detail);
    }

    public static Problem preconditionFailed(String detail) {
        return of("precondition-failed", "The precondition does not hold", 412, detail);
    }

    public static Problem tooLarge(String detail) {
        return of("too-large", "The request is too large", 413, detail);
    }

    public static Problem uriTooLong(String detail) {
        return of("uri-too-long", "The request line is too long", 414, detail);
    }

    public static Problem unsupportedMediaType(String detail) {
        return of("unsupported-media-type", "The body has the wrong type", 415, detail);
    }

    /** To be answered with {@code Accept-Encoding}, which no other problem may have: RFC 9110, section 12.5.3. */
    public static Problem unsupportedContentCoding(String detail) {
        return of("unsupported-content-coding", "The body is encoded in a way that is not taken", 415, detail);
    }

    public static Problem expectationFailed(String detail) {
        return of("expectation-failed", "The expectation cannot be met", 417, detail);
    }

    public static Problem misdirected(String detail) {
        return of("misdirected", "The request came to the wrong place", 421, detail);
    }

    /** As {@code draft-ietf-httpapi-idempotency-key-header} says. */
    public static Problem keyReused(String detail) {
        return of("idempotency-key-reused", "The Idempotency-Key was used for something else", 422, detail);
    }

    /**
     * To be answered with {@code Retry-After}.
     *
     * @param what there are too many of
     */
    public static Problem tooMany(String what) {
        return of("too-many-requests", "Too many of these", 429, "too many " + what + "; slow down");
    }

    public static Problem headersTooLarge(String detail) {
        return of("headers-too-large", "The request headers are too large", 431, detail);
    }

    public static Problem notImplemented(String detail) {
        return of("not-implemented", "The server cannot do this", 501, detail);
    }

    public static Problem unavailable(String detail) {
        return of("unavailable", "Not now", 503, detail);
    }

    public static Problem versionNotSupported(String detail) {
        return of("version-not-supported", "The version of HTTP is not spoken here", 505, detail);
    }

    public ProblemException asException() {
        return new ProblemException(this, null);
    }

    /** @param retryAfter how long whoever asked has to wait */
    public ProblemException asException(Duration retryAfter) {
        return new ProblemException(this, retryAfter);
    }

    public byte[] toJson() {
        return Json.write(this);
    }
}
