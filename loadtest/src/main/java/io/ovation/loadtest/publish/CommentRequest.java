package io.ovation.loadtest.publish;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ovation.common.topic.Topic;
import io.ovation.loadtest.access.Tokens;
import java.net.URI;

/** A comment as the bytes of its {@code POST}. Nothing in it needs to be escaped: ids, members and stamps are plain. */
final class CommentRequest {

    private final String head;
    private final String beforeMember;

    CommentRequest(URI server, Topic topic, Tokens tokens) {
        head = "POST /comments HTTP/1.1\r\nHost: " + server.getRawAuthority()
                + tokens.publisher().map(value -> "\r\nAuthorization: " + value).orElse("")
                + "\r\nContent-Type: application/json\r\nContent-Length: ";
        beforeMember = "{\"" + (topic.kind() == Topic.Kind.VIDEO ? "video" : "conversation") + "\":\"" + topic.id()
                + "\",\"member\":\"";
    }

    /** @param member of the characters that an id may have */
    byte[] encode(String member, Stamp stamp) {
        String body = beforeMember + member + "\",\"text\":\"" + stamp.text() + "\"}";
        return (head + body.length() + "\r\n\r\n" + body).getBytes(US_ASCII);
    }
}
