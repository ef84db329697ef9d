package io.ovation.likes.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ovation.common.log.Comment;
import io.ovation.common.log.Emptied;
import io.ovation.common.log.EntryBody;
import io.ovation.common.log.Retraction;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has to be the same when a comment is sent again under the id that its {@code Idempotency-Key} gives it. Topic,
 * member and key are not among it: the id is derived from them.
 *
 * @param textHash the first 64 bits of SHA-256: all that is left of the text of a comment that was retracted
 */
public record CommentContent(long textHash, @Nullable Double mediaTime, boolean featured) {

    public CommentContent {
        // H2 keeps a negative zero as a positive one; a record would tell them apart.
        mediaTime = mediaTime == null ? null : mediaTime + 0.0;
    }

    /** Empty for what is no comment, or not any more. */
    public static Optional<CommentContent> of(EntryBody body) {
        return body.accept(Reader.INSTANCE);
    }

    public static long textHash(String text) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private enum Reader implements EntryBody.Visitor<Optional<CommentContent>> {
        INSTANCE;

        @Override
        public Optional<CommentContent> comment(Comment comment) {
            return Optional.of(new CommentContent(textHash(comment.text()), comment.mediaTime(), comment.featured()));
        }

        @Override
        public Optional<CommentContent> retraction(Retraction retraction) {
            return Optional.empty();
        }

        @Override
        public Optional<CommentContent> emptied(Emptied emptied) {
            return Optional.empty();
        }
    }
}
