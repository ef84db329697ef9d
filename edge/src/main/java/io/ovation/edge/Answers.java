package io.ovation.edge;

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
import io.ovation.common.http.ContentCoding;
import io.ovation.common.http.Json;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import io.ovation.common.http.RetryAfter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a port answers. */
public final class Answers {

    private static final String JSON = "application/json";
    private static final int SOON_SECONDS = 2;

    private final Optional<CrossOrigin> crossOrigin;

    public Answers(Optional<CrossOrigin> crossOrigin) {
        this.crossOrigin = crossOrigin;
    }

    public FullHttpResponse json(Object value) {
        return answer(HttpResponseStatus.OK, JSON, Json.write(value));
    }

    /** Something that is for whoever asked alone. */
    public FullHttpResponse created(Object value) {
        FullHttpResponse answer = answer(HttpResponseStatus.CREATED, JSON, Json.write(value));
        answer.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        return answer;
    }

    public FullHttpResponse problem(Problem problem) {
        HttpResponseStatus status = HttpResponseStatus.valueOf(problem.status());
        FullHttpResponse answer = answer(status, Problem.MEDIA_TYPE, problem.toJson());
        if (status.equals(HttpResponseStatus.UNAUTHORIZED)) {
            answer.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, Problem.CHALLENGE);
        } else if (status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
            answer.headers().set(HttpHeaderNames.RETRY_AFTER, SOON_SECONDS);
        } else if (ContentCoding.isRefusedBy(problem)) {
            answer.headers().set(HttpHeaderNames.ACCEPT_ENCODING, "identity");
        }
        return answer;
    }

    /** The other methods that fit the path are named in {@code Allow}, as RFC 9110 demands. */
    public FullHttpResponse methodNotAllowed(List<HttpMethod> allowed) {
        String names = namesOf(allowed);
        FullHttpResponse answer = problem(Problem.methodNotAllowed("this path answers to " + names));
        answer.headers().set(HttpHeaderNames.ALLOW, names);
        return answer;
    }

    public FullHttpResponse unavailable(String detail, int retryAfterSeconds) {
        FullHttpResponse answer = problem(Problem.unavailable(detail));
        answer.headers().set(HttpHeaderNames.RETRY_AFTER, retryAfterSeconds);
        return answer;
    }

    public FullHttpResponse problem(ProblemException refused) {
        FullHttpResponse answer = problem(refused.problem());
        refused.retryAfter()
                .ifPresent(wait -> answer.headers().set(HttpHeaderNames.RETRY_AFTER, RetryAfter.seconds(wait)));
        return answer;
    }

    /** To a client that does not encrypt, on a port that speaks TLS; the last of its connection. */
    FullHttpResponse notEncrypted() {
        FullHttpResponse answer = problem(Problem.malformed("this port speaks HTTP over TLS alone: ask for https://"));
        answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return answer;
    }

    /** To a request that has begun and not ended; the last of its connection. */
    FullHttpResponse tooLate() {
        FullHttpResponse answer = problem(Problem.timeout("the request was not complete in time"));
        answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return answer;
    }

    /** To one of which the body has no room; the last of its connection. */
    FullHttpResponse noRoomForBody() {
        FullHttpResponse answer = problem(Problem.unavailable("too many bodies of requests are here already"));
        answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return answer;
    }

    /** To one that could not be answered in time; the last of its connection. */
    FullHttpResponse unanswered() {
        FullHttpResponse answer = unavailable("the request could not be answered in time", 1);
        answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return answer;
    }

    /** What may be asked, for a browser, too, that wants to know it before it asks on behalf of another site's page. */
    public FullHttpResponse options(List<HttpMethod> allowed) {
        FullHttpResponse answer = answer(HttpResponseStatus.NO_CONTENT, "", new byte[0]);
        answer.headers()
                .remove(HttpHeaderNames.CONTENT_TYPE)
                .remove(HttpHeaderNames.CONTENT_LENGTH)
                .set(HttpHeaderNames.ALLOW, namesOf(allowed));
        crossOrigin.ifPresent(known -> known.permit(answer.headers()));
        return answer;
    }

    public FullHttpResponse answer(HttpResponseStatus status, String mediaType, byte[] body) {
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

    /** With what is true of every answer of the port. */
    public void describe(HttpHeaders headers) {
        headers.set("X-Content-Type-Options", "nosniff");
        crossOrigin.ifPresent(known -> known.describe(headers));
    }

    private static String namesOf(List<HttpMethod> methods) {
        return methods.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    }
}
