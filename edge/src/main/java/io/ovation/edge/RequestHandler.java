package io.ovation.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.ovation.common.http.ProblemException;
import java.util.List;

/** Answers the requests of a port. Called on the event loop of each connection, for one request of it at a time. */
public interface RequestHandler {

    /** Those that some path answers to. */
    List<HttpMethod> methods();

    /**
     * Writes an answer to the context, at once or, if it pauses the connection's
     * {@link io.ovation.edge.http1.RequestFlowControl} until then, later.
     *
     * @param request is released when this returns
     * @throws ProblemException with what is to be answered, if nothing has been
     */
    void handle(ChannelHandlerContext context, FullHttpRequest request);
}
