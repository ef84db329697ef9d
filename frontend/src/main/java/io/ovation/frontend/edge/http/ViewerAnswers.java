package io.ovation.frontend.edge.http;

import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.ovation.edge.Answers;
import java.util.concurrent.ThreadLocalRandom;

/** What is answered to those who ask for a stream or a poll. */
record ViewerAnswers(Answers answers) {

    private static final int FULL_SECONDS = 5;

    /** When the node holds as many streams as it may. */
    FullHttpResponse full(int maxStreams) {
        return answers.unavailable("this node is full: it holds " + maxStreams + " streams", retryAfter());
    }

    /** While what waits for the viewers that the node holds, or what it keeps for them, is more than it may. */
    FullHttpResponse shortOfMemory() {
        return answers.unavailable("this node is short of memory", retryAfter());
    }

    /** To a poll. */
    FullHttpResponse poll(byte[] events) {
        FullHttpResponse answer = answers.answer(HttpResponseStatus.OK, "application/json", events);
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
        answers.describe(headers);
    }

    private static int retryAfter() {
        return FULL_SECONDS + ThreadLocalRandom.current().nextInt(FULL_SECONDS);
    }
}
