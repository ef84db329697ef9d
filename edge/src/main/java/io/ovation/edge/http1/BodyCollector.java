package io.ovation.edge.http1;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.ovation.common.http.Problem;
import java.util.function.Function;

/**
 * Puts the body of a request together, up to a bound. What is refused for its body is the last of its connection: nobody
 * knows whether the client sends the rest.
 */
public final class BodyCollector extends HttpObjectAggregator {

    private final int maxBytes;
    private final Function<Problem, FullHttpResponse> answers;

    public BodyCollector(int maxBytes, Function<Problem, FullHttpResponse> answers) {
        super(maxBytes);
        this.maxBytes = maxBytes;
        this.answers = answers;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
        context.writeAndFlush(refusal(tooLarge()));
    }

    /** To a client that asks whether it may send its body, or expects something else. */
    @Override
    protected Object newContinueResponse(HttpMessage start, int bytes, ChannelPipeline pipeline) {
        Object response = super.newContinueResponse(start, bytes, pipeline);
        if (!(response instanceof HttpResponse answer) || answer.status().equals(HttpResponseStatus.CONTINUE)) {
            return response;
        }
        return refusal(
                answer.status().equals(HttpResponseStatus.EXPECTATION_FAILED)
                        ? Problem.expectationFailed("the only expectation that is known here is 100-continue")
                        : tooLarge());
    }

    private Problem tooLarge() {
        return Problem.tooLarge("the body may have at most " + maxBytes + " bytes");
    }

    private FullHttpResponse refusal(Problem problem) {
        FullHttpResponse answer = answers.apply(problem);
        answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return answer;
    }
}
