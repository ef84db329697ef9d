package io.ovation.edge.http1;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Consumer;

/**
 * Completes the answers of a connection: gives each its date, and says whether the connection goes on after it. Behind
 * the last one nothing is let in any more.
 *
 * <p>Has its place behind {@link RequestFlowControl}, where there is one request at a time.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-9.3">RFC 9112, section 9.3</a>
 */
public final class ResponseWriter extends ChannelDuplexHandler {

    private final RequestFlowControl flow;
    private final RequestDeadline deadline;
    private final Consumer<Channel> last;
    private boolean isPersistent = true;
    private boolean isHttp10;
    private boolean isHead;
    private boolean isOver;

    /** Answers, and parts of one, that have been written and not been taken. */
    private int partsToTake;

    public ResponseWriter(RequestFlowControl flow, RequestDeadline deadline) {
        this(flow, deadline, LingeringClose::begin);
    }

    /** @param last ends a channel on which all has been written that there is */
    public ResponseWriter(RequestFlowControl flow, RequestDeadline deadline, Consumer<Channel> last) {
        this.flow = flow;
        this.deadline = deadline;
        this.last = last;
    }

    /** Of the connection that a handler handles. */
    public static ResponseWriter of(ChannelHandlerContext context) {
        return context.pipeline().get(ResponseWriter.class);
    }

    /** The answer that is still to come is the last; nothing more is let in. */
    public void end() {
        isOver = true;
    }

    /** Whether the last answer has been written, or somebody else writes it. */
    public boolean isOver() {
        return isOver;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (isOver && !(message instanceof ChannelInputShutdownEvent)) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            isPersistent = HttpUtil.isKeepAlive(request);
            isHttp10 = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
            isHead = request.method().equals(HttpMethod.HEAD);
        }
        if (message instanceof LastHttpContent) {
            deadline.making();
        }
        context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!(message instanceof HttpObject)) {
            context.write(message, promise);
            return;
        }
        if (message instanceof HttpResponse response) {
            if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
                context.write(message, promise);
                return;
            }
            complete(response);
        }
        deadline.answering();
        partsToTake++;
        boolean isEnd = message instanceof LastHttpContent;
        boolean isLast = isOver;
        context.write(
                isHead ? withoutContent(message) : message,
                promise.unvoid().addListener(taken -> onTaken(context, isEnd, isLast)));
    }

    private void onTaken(ChannelHandlerContext context, boolean isEnd, boolean isLast) {
        partsToTake--;
        if (isEnd && isLast) {
            deadline.stop();
            last.accept(context.channel());
        } else if (isEnd) {
            deadline.answered();
        } else if (partsToTake == 0) {
            deadline.pausing();
        }
    }

    /** Netty does so over HTTP/1.1 alone. */
    private static Object withoutContent(Object message) {
        if (!(message instanceof FullHttpResponse answer) || !answer.content().isReadable()) {
            return message;
        }
        answer.release();
        return answer.replace(Unpooled.EMPTY_BUFFER);
    }

    private void complete(HttpResponse response) {
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.DATE, CurrentDate.get());
        isOver = isOver || !isPersistent || !HttpUtil.isKeepAlive(response) || !endsByItself(response);
        if (isOver) {
            flow.close();
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (isHttp10) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
    }

    /** Whether a client can tell where it ends. */
    private boolean endsByItself(HttpResponse response) {
        return isHead
                || HttpUtil.isContentLengthSet(response)
                || HttpUtil.isTransferEncodingChunked(response)
                || response.status().equals(HttpResponseStatus.NO_CONTENT)
                || response.status().equals(HttpResponseStatus.NOT_MODIFIED);
    }
}
