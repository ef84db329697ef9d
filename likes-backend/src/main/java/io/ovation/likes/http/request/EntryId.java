package io.ovation.likes.http.request;

import io.ovation.common.topic.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The ids of entries: UUIDs of RFC 9562. */
final class EntryId {

    private EntryId() {}

    /** A new one of a comment, ordered by time so that the store's index grows at one end (version 7). */
    static String at(long epochMillis) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return uuid((epochMillis << 16) | random.nextInt(1 << 16), random.nextLong(), 7);
    }

    /**
     * That of a comment, the same for every retry, after a restart and on every backend too, so that the store's
     * primary key recognises it (version 8, from SHA-256 of the parts, none of which can hold a newline).
     */
    static String derivedFrom(Topic topic, String member, String idempotencyKey) {
        return derivedFrom(topic + "\n" + member + "\n" + idempotencyKey);
    }

    /** The same wherever a comment is retracted, and however often. */
    static String ofRetraction(String commentId) {
        // No topic begins so.
        return derivedFrom("retraction\n" + commentId);
    }

    private static String derivedFrom(String name) {
        ByteBuffer digest = ByteBuffer.wrap(sha256().digest(name.getBytes(StandardCharsets.UTF_8)));
        return uuid(digest.getLong(), digest.getLong(), 8);
    }

    private static String uuid(long most, long least, long version) {
        return new UUID((most & ~0xf000L) | (version << 12), (least & ~(3L << 62)) | (2L << 62)).toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
