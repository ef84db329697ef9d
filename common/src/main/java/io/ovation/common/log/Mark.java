package io.ovation.common.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ovation.common.protocol.WireMessage;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A place in a topic's log, after one of its entries. Equal marks mean equal history: the check is a hash chained over
 * the ids of all entries up to the position, so a store that was restored from a backup and has numbered other entries
 * since is told apart.
 *
 * @param position the number of the entry; numbers begin at 1
 * @param check the first 64 bits of SHA-256 over the previous check and the entry's id. A number without a row, which
 *     only old stores have, keeps the check before it
 */
public record Mark(long position, long check) implements WireMessage {

    /** Before the first entry. */
    public static final Mark START = new Mark(0, 0);

    public Mark {
        if (position < 0) {
            throw new IllegalArgumentException("position must not be negative: " + position);
        }
    }

    /** After one entry more. */
    public Mark next(String id) {
        return new Mark(position + 1, chain(check, id));
    }

    /** The same history, of which the numbers up to that are void. */
    public Mark at(long laterPosition) {
        return new Mark(laterPosition, check);
    }

    /** The check after the entry with this id. */
    public static long chain(long check, String id) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(check).flip());
            return ByteBuffer.wrap(digest.digest(id.getBytes(UTF_8))).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
