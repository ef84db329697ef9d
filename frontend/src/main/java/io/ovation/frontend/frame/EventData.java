package io.ovation.frontend.frame;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ovation.common.event.Event;
import io.ovation.common.log.Comment;
import io.ovation.common.log.Retraction;
import io.ovation.common.topic.Topic;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The data of events as the viewer protocol has it. */
final class EventData {

    private EventData() {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Likes(
            Topic topic,
            Map<String, Long> added,
            Map<String, Long> total,
            @Nullable Double mediaTime,
            @Nullable String trace) {}

    /**
     * @param topic null in a snapshot, which is of one topic
     * @param trace under which receipts name it; null if it is not followed, or not told live
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CommentData(
            @Nullable Topic topic,
            String id,
            String member,
            String text,
            Instant at,
            @Nullable Double mediaTime,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean featured,
            @Nullable String trace) {

        static CommentData of(@Nullable Topic topic, Comment comment, @Nullable String trace) {
            return new CommentData(
                    topic,
                    comment.id(),
                    comment.member(),
                    comment.text(),
                    comment.at(),
                    comment.mediaTime(),
                    comment.featured(),
                    trace);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Retracted(
            Topic topic,
            String id,
            @Nullable String by,
            @Nullable String trace) {

        static Retracted of(Topic topic, Retraction retraction, @Nullable String trace) {
            return new Retracted(topic, retraction.target(), retraction.by(), trace);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Typing(
            Topic topic,
            @Nullable String member,
            @Nullable Integer count,
            int expiresInSeconds,
            @Nullable String trace) {}

    record Sampled(Topic topic, int shown, int of) {}

    record Viewers(Topic topic, int count) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Presence(
            Topic topic,
            String member,
            String status,
            @Nullable Instant lastActiveAt) {

        /** @param presence null while nobody can say */
        static Presence of(Topic topic, Event.@Nullable Presence presence) {
            String status = presence == null ? "unknown" : presence.online() ? "online" : "offline";
            return new Presence(topic, topic.id(), status, presence == null ? null : presence.lastActiveAt());
        }
    }

    /** Of a snapshot; its comments follow. */
    record SnapshotHead(Topic topic, Map<String, Long> likes, int viewers) {}

    record Gap(Topic topic, String reason) {}

    record Open(
            String connection,
            String node,
            long heartbeatSeconds,
            boolean resumed,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean receipts) {}

    record Expiring(long inSeconds) {}

    record Bye(String reason, long reconnectAfterMs) {}
}
