package io.ovation.frontend.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ovation.common.event.Comment;
import io.ovation.common.event.Event;
import io.ovation.common.event.EventId;
import io.ovation.common.event.Snapshot;
import io.ovation.common.event.Totals;
import io.ovation.common.http.Json;
import io.ovation.common.sse.SseFrame;
import io.ovation.common.topic.Topic;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns events into the frames of the viewer protocol. Used by one thread. */
final class FrameEncoder {

    private final InstantSource clock;
    private final Slab slab = new Slab();

    /** @param clock for the id of a snapshot without comments */
    FrameEncoder(InstantSource clock) {
        this.clock = clock;
    }

    /** @param totals what the event adds up to */
    Frame event(Topic topic, Event event, Totals totals) {
        if (event instanceof Event.Likes likes) {
            Object data = new LikesData(topic, likes.added(), totals.sum(), likes.mediaTime());
            return Frame.fleeting(topic, cut(SseFrame.event(EventId.NONE, "likes", Json.write(data))));
        }
        if (event instanceof Event.Typing typing) {
            return typing(topic, typing);
        }
        if (event instanceof Event.Presence presence) {
            return Frame.of(topic, cut(presenceBytes(topic, presence)));
        }
        Object data = new ViewersData(topic, ((Event.Viewers) event).count());
        return Frame.fleeting(topic, cut(SseFrame.event(EventId.NONE, "viewers", Json.write(data))));
    }

    Frame typing(Topic topic, Event.Typing typing) {
        Object data = new TypingData(topic, typing.member(), null, typing.expiresInSeconds());
        return Frame.fleeting(topic, cut(SseFrame.event(EventId.NONE, "typing", Json.write(data))));
    }

    /** Of a crowd. */
    Frame typing(Topic topic, int count, int expiresInSeconds) {
        Object data = new TypingData(topic, null, count, expiresInSeconds);
        return Frame.fleeting(topic, cut(SseFrame.event(EventId.NONE, "typing", Json.write(data))));
    }

    /** In this order. */
    Frame comments(Topic topic, List<Comment> comments) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        comments.forEach(comment -> all.writeBytes(commentBytes(EventId.of(comment), topic, comment)));
        return Frame.of(topic, cut(all.toByteArray()));
    }

    /**
     * A comment for its own member alone, who sees it before others of the sample that were earlier: without an id, so
     * that a stream that breaks off here goes on before those.
     */
    Frame ownComment(Topic topic, Comment comment) {
        return Frame.of(topic, cut(commentBytes(EventId.NONE, topic, comment)));
    }

    /** That not every comment of the past second was shown, or that they are all shown again. */
    Frame sampled(Topic topic, int shown, int of) {
        Object data = new SampledData(topic, shown, of);
        return Frame.fleeting(topic, cut(SseFrame.event(EventId.NONE, "sampled", Json.write(data))));
    }

    /** Has memory of its own, because a topic keeps it: in a slab it would hold on to all that was cut beside it. */
    Frame snapshot(Topic topic, Snapshot snapshot) {
        byte[] bytes = snapshotBytes(topic, snapshot);
        return Frame.of(
                topic, ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
    }

    /** Says that events were lost, and how things stand now. Of presence only the last counts, so none was lost. */
    Frame gapAndSnapshot(Topic topic, String reason, Snapshot snapshot) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        if (topic.kind() != Topic.Kind.PRESENCE) {
            both.writeBytes(SseFrame.event(EventId.NONE, "gap", Json.write(new GapData(topic, reason))));
        }
        both.writeBytes(snapshotBytes(topic, snapshot));
        return Frame.recovery(topic, cut(both.toByteArray()));
    }

    /** The comments that were missed, and how things stand now. */
    Frame replayAndSnapshot(Topic topic, List<Comment> missed, Snapshot snapshot) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        missed.forEach(comment -> all.writeBytes(commentBytes(EventId.of(comment), topic, comment)));
        all.writeBytes(snapshotBytes(topic, snapshot));
        return Frame.of(topic, cut(all.toByteArray()));
    }

    private static byte[] commentBytes(EventId id, Topic topic, Comment comment) {
        return SseFrame.event(id, "comment", Json.write(CommentData.of(topic, comment)));
    }

    /** A stream that breaks off after a snapshot goes on from its last comment, or from now if it has none. */
    private byte[] snapshotBytes(Topic topic, Snapshot snapshot) {
        if (topic.kind() == Topic.Kind.PRESENCE) {
            return presenceBytes(topic, snapshot.presence());
        }
        List<Comment> comments = snapshot.comments();
        EventId id = comments.isEmpty() ? EventId.at(clock.instant()) : EventId.of(comments.get(comments.size() - 1));
        Object data = new SnapshotData(
                topic,
                snapshot.totals().sum(),
                snapshot.viewers(),
                comments.stream().map(comment -> CommentData.of(null, comment)).toList());
        return SseFrame.event(id, "snapshot", Json.write(data));
    }

    /** @param presence null while nobody can say */
    private static byte[] presenceBytes(Topic topic, Event.@Nullable Presence presence) {
        String status = presence == null ? "unknown" : presence.online() ? "online" : "offline";
        Object data = new PresenceData(topic, topic.id(), status, presence == null ? null : presence.lastActiveAt());
        return SseFrame.event(EventId.NONE, "presence", Json.write(data));
    }

    private ByteBuffer cut(byte[] bytes) {
        return slab.cut(bytes.length).put(bytes).flip();
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record LikesData(
            Topic topic,
            Map<String, Long> added,
            Map<String, Long> total,
            @Nullable Double mediaTime) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record CommentData(
            @Nullable Topic topic,
            String id,
            String member,
            String text,
            Instant at,
            @Nullable Double mediaTime,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean featured) {

        static CommentData of(@Nullable Topic topic, Comment comment) {
            return new CommentData(
                    topic,
                    comment.id(),
                    comment.member(),
                    comment.text(),
                    comment.at(),
                    comment.mediaTime(),
                    comment.featured());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record TypingData(
            Topic topic, @Nullable String member, @Nullable Integer count, int expiresInSeconds) {}

    private record SampledData(Topic topic, int shown, int of) {}

    private record ViewersData(Topic topic, int count) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record PresenceData(
            Topic topic,
            String member,
            String status,
            @Nullable Instant lastActiveAt) {}

    private record SnapshotData(Topic topic, Map<String, Long> likes, int viewers, List<CommentData> comments) {}

    private record GapData(Topic topic, String reason) {}
}
