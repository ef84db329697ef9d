package io.ovation.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.ovation.common.http.AllowedOrigins;

/**
 * What pages of other sites may do with a port.
 *
 * @param origins whose pages they are
 * @param methods that such a page may use
 * @param headers that it may send
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">WHATWG Fetch, CORS protocol</a>
 */
public record CrossOrigin(AllowedOrigins origins, String methods, String headers) {

    private static final int MAX_AGE_SECONDS = 86_400;

    /** On every answer. Whether such a page may read it, {@link io.ovation.edge.http1.CrossOriginHeaders} says. */
    void describe(HttpHeaders answer) {
        answer.set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, "Retry-After, WWW-Authenticate");
    }

    /** To a browser that wants to know it before it asks on behalf of such a page. */
    void permit(HttpHeaders answer) {
        answer.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, methods)
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, headers)
                .set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, MAX_AGE_SECONDS);
    }
}
