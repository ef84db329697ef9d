package io.ovation.common.insight;

import io.ovation.common.event.Totals;
import io.ovation.common.log.Comment;
import io.ovation.common.protocol.WireMessage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows of a topic when it is asked. Nodes of later versions may say more, which is ignored.
 *
 * @param address by which the cluster knows the node: {@code host:port}
 * @param complete whether each of its roles has told in time
 * @param frontend null if nobody watches the topic there
 * @param dispatcher null if the topic's actor does not run there
 * @param backend null if the node keeps no logs
 */
public record NodeTopic(
        String address,
        boolean complete,
        @Nullable AtFrontend frontend,
        @Nullable AtDispatcher dispatcher,
        @Nullable AtBackend backend)
        implements WireMessage {

    public static final int MOST_COMMENTS = 20;
    public static final int MOST_SUBSCRIBERS = 100;

    /** Of the text of a comment, in Unicode characters. */
    public static final int MOST_CHARACTERS = 500;

    public NodeTopic {
        Objects.requireNonNull(address, "address");
    }

    /**
     * @param position up to which the frontend has followed the log; null if it follows none
     * @param missing entries further on that it knows of, and waits for
     */
    public record AtFrontend(int viewers, @Nullable Long position, long missing) {}

    /**
     * @param position up to which the topic's actor has followed the log; null if it follows none
     * @param missing entries further on that it knows of, and waits for
     * @param totals likes of all data centres that it knows of
     * @param subscribers at most {@link #MOST_SUBSCRIBERS}
     */
    public record AtDispatcher(
            @Nullable Long position, long missing, Totals totals, List<SubscribedFrontend> subscribers) {

        public AtDispatcher {
            subscribers = List.copyOf(subscribers.subList(0, Math.min(MOST_SUBSCRIBERS, subscribers.size())));
        }
    }

    /**
     * A frontend to which the topic's actor sends what happens.
     *
     * @param viewers that it has said it has; null if it has not said yet
     */
    public record SubscribedFrontend(
            String address, @Nullable Integer viewers) {}

    /**
     * @param position of the latest entry that is committed; 0 if there is none
     * @param totals likes that its data centre has counted
     * @param comments the latest at most {@link #MOST_COMMENTS} that are not retracted, oldest first, with texts of at
     *     most {@link #MOST_CHARACTERS}; null if they are not to be told
     */
    public record AtBackend(
            long position, Totals totals, @Nullable List<Comment> comments) {

        public AtBackend {
            comments = comments == null
                    ? null
                    : comments.subList(Math.max(0, comments.size() - MOST_COMMENTS), comments.size()).stream()
                            .map(AtBackend::shortened)
                            .toList();
        }

        private static Comment shortened(Comment comment) {
            String text = comment.text();
            if (text.codePointCount(0, text.length()) <= MOST_CHARACTERS) {
                return comment;
            }
            String beginning = text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS - 1)) + '…';
            return new Comment(
                    comment.id(), comment.member(), beginning, comment.at(), comment.mediaTime(), comment.featured());
        }
    }
}
