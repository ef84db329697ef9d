package io.ovation.edge.route;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.util.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.ovation.edge.Answers;
import java.util.OptionalLong;
import java.util.Set;

/** What a route answered, as Netty sends it. How it is framed is no concern of routes. */
record ResponseConversion(Answers answers) {

    private static final Set<String> OF_FRAMING = Set.of("content-length", "content-type", "date", "transfer-encoding");

    /** Of a body that is there. */
    FullHttpResponse whole(HttpResponse response, HttpEntity.Strict body) {
        HttpResponseStatus status = statusOf(response);
        ByteBuf content = bytes(body.getData());
        FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
        describe(response, answer.headers());
        if (!status.equals(HttpResponseStatus.NO_CONTENT) && !status.equals(HttpResponseStatus.NOT_MODIFIED)) {
            answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
        }
        return answer;
    }

    /** To a {@code HEAD} whose answer would have a body that is still to come. */
    FullHttpResponse head(HttpResponse response) {
        FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, statusOf(response));
        describe(response, answer.headers());
        setLength(response, answer.headers());
        return answer;
    }

    /**
     * The head of an answer whose body is still to come.
     *
     * @param version of the request; HTTP/1.0 knows no chunks
     */
    io.netty.handler.codec.http.HttpResponse begin(HttpResponse response, HttpVersion version) {
        io.netty.handler.codec.http.HttpResponse head =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, statusOf(response));
        describe(response, head.headers());
        if (!setLength(response, head.headers()) && version.compareTo(HttpVersion.HTTP_1_1) >= 0) {
            head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        }
        return head;
    }

    static ByteBuf bytes(ByteString data) {
        return data.isEmpty() ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(data.asByteBuffer());
    }

    private static boolean setLength(HttpResponse response, HttpHeaders headers) {
        OptionalLong length = response.entity().getContentLengthOption();
        length.ifPresent(bytes -> headers.set(HttpHeaderNames.CONTENT_LENGTH, bytes));
        return length.isPresent();
    }

    private static HttpResponseStatus statusOf(HttpResponse response) {
        return HttpResponseStatus.valueOf(response.status().intValue());
    }

    private void describe(HttpResponse response, HttpHeaders headers) {
        for (HttpHeader header : response.getHeaders()) {
            if (header.renderInResponses() && !OF_FRAMING.contains(header.lowercaseName())) {
                headers.add(header.name(), header.value());
            }
        }
        if (!response.entity().getContentType().equals(ContentTypes.NO_CONTENT_TYPE)) {
            headers.set(
                    HttpHeaderNames.CONTENT_TYPE,
                    response.entity().getContentType().toString());
        }
        answers.describe(headers);
    }
}
