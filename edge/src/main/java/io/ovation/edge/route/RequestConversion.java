package io.ovation.edge.route;

import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpMethod;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.RemoteAddress;
import akka.http.javadsl.model.RequestEntity;
import akka.http.javadsl.model.Uri;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.scaladsl.model.IllegalUriException;
import akka.util.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.NetUtil;
import io.ovation.common.http.Problem;
import io.ovation.common.http.ProblemException;
import io.ovation.edge.limit.ClientAddresses;
import io.ovation.edge.message.RequestTarget;
import io.ovation.edge.tls.Encryption;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * A request as Akka HTTP sees it. Its body is there, and the address of its client is an attribute. Headers are as they
 * came, {@code Content-Type} too, which routes can judge better by themselves; only those by which Akka HTTP chooses a
 * representation are typed, so it believes no {@code X-Forwarded-For}.
 */
final class RequestConversion {

    private static final Set<String> TYPED = Set.of("accept", "accept-charset", "accept-encoding");

    private static final String JSON = "application/json";

    private RequestConversion() {}

    /**
     * {@code HEAD} becomes {@code GET}, of which the answer's body is left out.
     *
     * @param clients tells by which address the client is known
     * @throws ProblemException if Akka HTTP knows of no such method or target
     */
    static HttpRequest convert(FullHttpRequest request, Channel channel, ClientAddresses clients) {
        HttpRequest converted = HttpRequest.create()
                .withMethod(method(request.method().name()))
                .withUri(uri(request, channel))
                .withHeaders(headers(request))
                .withEntity(entity(request));
        return clients.of(channel, request.headers())
                .map(client -> converted.addAttribute(AttributeKeys.remoteAddress, RemoteAddress.create(client)))
                .orElse(converted);
    }

    private static HttpMethod method(String name) {
        return name.equals("HEAD")
                ? HttpMethods.GET
                : HttpMethods.lookup(name)
                        .orElseThrow(() -> Problem.notImplemented("nothing here answers to this method")
                                .asException());
    }

    /** Of what Akka HTTP would read otherwise than a client meant it, nothing gets there. */
    private static Uri uri(FullHttpRequest request, Channel channel) {
        String target = request.uri();
        if (RequestTarget.parse(target).hasDotSegments()) {
            throw Problem.invalid("the path must not have '.' or '..' between its slashes: nothing is called so")
                    .asException();
        }
        try {
            return Uri.create(
                    target.startsWith("/") ? scheme(channel) + authority(request, channel) + target : target,
                    StandardCharsets.UTF_8,
                    Uri.RELAXED);
        } catch (IllegalUriException e) {
            throw Problem.malformed("the path or the query is not that of a URL")
                    .asException();
        }
    }

    private static String scheme(Channel channel) {
        return Encryption.isOn(channel) ? "https://" : "http://";
    }

    private static String authority(FullHttpRequest request, Channel channel) {
        String host = request.headers().get(HttpHeaderNames.HOST, "");
        return host.isEmpty() ? NetUtil.toSocketAddressString((InetSocketAddress) channel.localAddress()) : host;
    }

    private static List<HttpHeader> headers(FullHttpRequest request) {
        List<HttpHeader> headers = new ArrayList<>(request.headers().size());
        for (Map.Entry<String, String> field : request.headers()) {
            headers.add(header(field.getKey(), field.getValue()));
        }
        return headers;
    }

    private static HttpHeader header(String name, String value) {
        if (TYPED.contains(name.toLowerCase(Locale.ROOT))) {
            try {
                return HttpHeader.parse(name, value);
            } catch (IllegalArgumentException e) {
                return RawHeader.create(name, value);
            }
        }
        return RawHeader.create(name, value);
    }

    private static RequestEntity entity(FullHttpRequest request) {
        ByteBuf body = request.content();
        return body.isReadable()
                ? HttpEntities.create(contentType(request), ByteString.fromArrayUnsafe(ByteBufUtil.getBytes(body)))
                : HttpEntities.EMPTY;
    }

    private static ContentType contentType(FullHttpRequest request) {
        String field = request.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        if (field.equals(JSON)) {
            return ContentTypes.APPLICATION_JSON;
        }
        try {
            return ContentTypes.parse(field);
        } catch (NoSuchElementException e) {
            // What Akka HTTP throws if it is none.
            return ContentTypes.APPLICATION_OCTET_STREAM;
        }
    }
}
