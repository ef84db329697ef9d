package io.ovation.frontend.receipt;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.ovation.access.request.Refusal;
import io.ovation.access.rights.Caller;
import io.ovation.common.http.ContentCoding;
import io.ovation.common.http.Json;
import io.ovation.edge.Answers;
import java.math.BigDecimal;

/** {@code POST /v1/receipts}: takes receipts, and tells what time it is at this node. */
public final class ReceiptsEndpoint {

    private final Receipts receipts;
    private final Answers answers;

    public ReceiptsEndpoint(Receipts receipts, Answers answers) {
        this.receipts = receipts;
        this.answers = answers;
    }

    /** @throws io.ovation.common.http.ProblemException if the request is not valid, or 401 for somebody without a token */
    public FullHttpResponse handle(FullHttpRequest request, Caller caller) {
        Refusal.require(caller.member().isPresent() || caller.equals(Caller.UNRESTRICTED), caller);
        ContentCoding.requireNone(request.headers().getAll(HttpHeaderNames.CONTENT_ENCODING));
        receipts.take(ReceiptBatch.read(Json.read(ByteBufUtil.getBytes(request.content()))));
        return answers.json(new Told(receipts.nowMillis()));
    }

    private record Told(BigDecimal now) {}
}
