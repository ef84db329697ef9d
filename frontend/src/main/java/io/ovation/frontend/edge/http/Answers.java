package io.ovation.frontend.edge.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.ovation.common.http.Json;
import io.ovation.common.http.Problem;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** What the edge answers to requests that do not become streams. */
final class Answers {

    private static final String JSON = "application/json";
    private static final int FULL_SECONDS = 5;
    private static final int SOON_SECONDS = 2;

    private final String allowedOrigin;

    /** @param allowedOrigin the value of {@code Access-Control-Allow-Origin} */
    Answers(String allowedOrigin) {
        this.allowedOrigin = allowedOrigin;
    }

    FullHttpResponse json(Object value) {
        return answer(HttpResponseStatus.OK, JSON, Json.write(value));
    }

    /** Something that is for whoever asked alone. */
    FullHttpResponse created(Object value) {
        FullHttpResponse answer = answer(HttpResponseStatus.CREATED, JSON, Json.write(value));
        answer.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        return answer;
    }

    FullHttpResponse problem(Problem problem) {
        HttpResponseStatus status = HttpResponseStatus.valueOf(problem.status());
        FullHttpResponse answer = answer(status, Problem.MEDIA_TYPE, problem.toJson());
        if (status.equals(HttpResponseStatus.UNAUTHORIZED)) {
            answer.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, Problem.CHALLENGE);
        } else if (status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
            answer.headers().set(HttpHeaderNames.RETRY_AFTER, SOON_SECONDS);
        }
        return answer;
    }

    /** The other methods that fit the path are named in {@code Allow}, as RFC 9110 demands. */
    FullHttpResponse methodNotAllowed(List<HttpMethod> allowed) {
        String names = namesOf(allowed);
        FullHttpResponse answer = problem(Problem.methodNotAllowed("this path answers to " + names));
        answer.headers().set(HttpHeaderNames.ALLOW, names);
        return answer;
    }

    FullHttpResponse unavailable(String detail, int retryAfterSeconds) {
        FullHttpResponse answer = problem(Problem.unavailable(detail));
        answer.headers().set(HttpHeaderNames.RETRY_AFTER, retryAfterSeconds);
        return answer;
    }

    /** When the node holds as many streams as it may. */
    FullHttpResponse full(int maxStreams) {
        int retryAfter = FULL_SECONDS + ThreadLocalRandom.current().nextInt(FULL_SECONDS);
        return unavailable("this node is full: it holds " + maxStreams + " streams", retryAfter);
    }

    /** While what waits for the viewers that the node holds, or what it keeps for them, is more than it may. */
    FullHttpResponse shortOfMemory() {
        int retryAfter = FULL_SECONDS + ThreadLocalRandom.current().nextInt(FULL_SECONDS);
        return unavailable("this node is short of memory", retryAfter);
    }

    /** To a request that has begun and not ended; the last of its connection. */
    FullHttpResponse tooLate() {
        FullHttpResponse answer = problem(Problem.timeout("the request was not complete in time"));
        answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return answer;
    }

    /** To a poll. */
    FullHttpResponse poll(byte[] events) {
        FullHttpResponse answer = answer(HttpResponseStatus.OK, JSON, events);
        answer.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        return answer;
    }

    /** To somebody who asks how a poll would be answered. */
    FullHttpResponse pollHead() {
        FullHttpResponse answer = poll(new byte[0]);
        answer.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
        return answer;
    }

    /** To somebody who asks how a stream would begin. */
    FullHttpResponse streamHead() {
        FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        describeStream(answer.headers());
        return answer;
    }

    void describeStream(HttpHeaders headers) {
        headers.set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream;charset=utf-8")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("X-Accel-Buffering", "no");
        describe(headers);
    }

    /** What may be asked, for a browser, too, that wants to know it before it asks on behalf of another site's page. */
    FullHttpResponse options(List<HttpMethod> allowed) {
        FullHttpResponse answer = answer(HttpResponseStatus.NO_CONTENT, "", new byte[0]);
        answer.headers()
                .remove(HttpHeaderNames.CONTENT_TYPE)
                .remove(HttpHeaderNames.CONTENT_LENGTH)
                .set(HttpHeaderNames.ALLOW, namesOf(allowed))
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST")
                .set(
                        HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS,
                        "Authorization, Content-Type, Last-Event-ID, Cache-Control")
                .set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, 86_400);
        return answer;
    }

    FullHttpResponse answer(HttpResponseStatus status, String mediaType, byte[] body) {
        FullHttpResponse answer =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
        answer.headers().set(HttpHeaderNames.CONTENT_TYPE, mediaType).set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        describe(answer.headers());
        return answer;
    }

    /** The last answer on this connection, of which nothing more is read. */
    void closeWith(ChannelHandlerContext context, FullHttpResponse answer) {
        answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        context.writeAndFlush(answer);
    }

    private void describe(HttpHeaders headers) {
        headers.set("X-Content-Type-Options", "nosniff")
                .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, allowedOrigin)
                .set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, "Retry-After, WWW-Authenticate");
    }

    private static String namesOf(List<HttpMethod> methods) {
        return methods.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    }
}
