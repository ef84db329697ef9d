package io.ovation.loadtest.viewer;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ovation.common.topic.Topic;
import io.ovation.loadtest.access.ServerTrust;
import io.ovation.loadtest.access.Tokens;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a frontend for a stream.
 *
 * @param authorization what it says of itself where access is closed
 * @param source the address to connect from; null leaves it to the operating system
 */
public record StreamRequest(
        URI frontend,
        Topic topic,
        Optional<String> member,
        Optional<String> authorization,
        @Nullable SocketAddress source) {

    public StreamRequest(URI frontend, Topic topic) {
        this(frontend, topic, Optional.empty(), Optional.empty(), null);
    }

    public StreamRequest withMember(String name) {
        return new StreamRequest(frontend, topic, Optional.of(Topic.requireId("member", name)), authorization, source);
    }

    /** With the token of its member, or of somebody else if nobody is named. */
    public StreamRequest withToken(Tokens tokens, int number) {
        return new StreamRequest(
                frontend, topic, member, tokens.viewer(member.orElseGet(() -> "viewer-" + number)), source);
    }

    StreamRequest from(SocketAddress address) {
        return new StreamRequest(frontend, topic, member, authorization, address);
    }

    InetSocketAddress server() {
        return new InetSocketAddress(frontend.getHost(), ServerTrust.portOf(frontend));
    }

    /** Topics and members consist of characters that a query may hold as they are. */
    byte[] encode() {
        String target = "/v1/stream?topic=" + topic
                + member.map(name -> "&member=" + name).orElse("");
        String head = "GET " + target + " HTTP/1.1\r\nHost: " + frontend.getRawAuthority()
                + "\r\nAccept: text/event-stream"
                + authorization.map(value -> "\r\nAuthorization: " + value).orElse("") + "\r\n\r\n";
        return head.getBytes(US_ASCII);
    }
}
