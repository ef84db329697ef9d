package io.ovation.edge.http1;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.ovation.common.http.Problem;
import io.ovation.edge.message.HostField;
import io.ovation.edge.message.RequestTarget;
import io.ovation.edge.tls.Encryption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what is wrong with the head of a request, as far as Netty does not, before its body is read. It does not answer:
 * earlier requests may still wait for their answers. The request goes on as one that could not be decoded, with a
 * {@link io.ovation.common.http.ProblemException} for the reason.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>
 */
@ChannelHandler.Sharable
public final class RequestCheck extends ChannelInboundHandlerAdapter {

    private static final Set<HttpMethod> KNOWN_METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.DELETE,
            HttpMethod.PATCH,
            HttpMethod.OPTIONS,
            HttpMethod.TRACE,
            HttpMethod.CONNECT);

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request && request.decoderResult().isSuccess()) {
            problemOf(request, context.channel()).ifPresent(problem -> refuse(request, problem));
        }
        context.fireChannelRead(message);
    }

    private static void refuse(HttpRequest request, Problem problem) {
        request.setDecoderResult(DecoderResult.failure(problem.asException()));
        // Nobody is to be told to go on.
        request.headers().remove(HttpHeaderNames.EXPECT);
    }

    private static Optional<Problem> problemOf(HttpRequest request, Channel channel) {
        HttpVersion version = request.protocolVersion();
        if (version.majorVersion() != 1) {
            return Optional.of(Problem.versionNotSupported("this port speaks HTTP/1.1 and HTTP/1.0"));
        }
        if (!KNOWN_METHODS.contains(request.method())) {
            return Optional.of(Problem.notImplemented("nothing here answers to this method"));
        }
        if (!isHostValid(request)) {
            return Optional.of(Problem.malformed("a request has one Host, and it is a host with or without a port"));
        }
        if (RequestTarget.isSecure(request.uri()) && !Encryption.isOn(channel)) {
            return Optional.of(Problem.misdirected("this port speaks HTTP without TLS"));
        }
        if (!areCodingsKnown(request)) {
            return Optional.of(Problem.notImplemented("the only transfer coding that is known here is chunked"));
        }
        return Optional.empty();
    }

    /** HTTP/1.0 had no Host. */
    private static boolean isHostValid(HttpRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        return hosts.isEmpty()
                ? request.protocolVersion().minorVersion() == 0
                : hosts.size() == 1 && HostField.isValid(hosts.get(0));
    }

    private static boolean areCodingsKnown(HttpRequest request) {
        for (String codings : request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING)) {
            for (String coding : codings.split(",", -1)) {
                if (!coding.isBlank() && !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding.strip())) {
                    return false;
                }
            }
        }
        return true;
    }
}
