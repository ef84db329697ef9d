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

    /** Frames are cut from slabs, because direct memory is dear to allocate piecemeal; each lives as long as its frames. */
    private static final int SLAB_BYTES = 64 * 1024;

    private final InstantSource clock;
    private ByteBuffer slab = ByteBuffer.allocateDirect(SLAB_BYTES);

    /** @param clock for the id of a snapshot without comments */
    FrameEncoder(InstantSource clock) {
        this.clock = clock;
    }

    /** @param totals what the event adds up to */
    Frame event(Topic topic, Event event, Totals totals) {
        if (event instanceof Event.Likes likes) {
            Object data = new LikesData(topic, likes.added(), totals.sum(), likes.mediaTime());
            return frame(topic, SseFrame.event(EventId.NONE, "likes", Json.write(data)));
        }
        if (event instanceof Event.Typing typing) {
            Object data = new TypingData(topic, typing.member(), typing.expiresInSeconds());
            return frame(topic, SseFrame.event(EventId.NONE, "typing", Json.write(data)));
        }
        Object data = new ViewersData(topic, ((Event.Viewers) event).count());
        return frame(topic, SseFrame.event(EventId.NONE, "viewers", Json.write(data)));
    }

    Frame comment(Topic topic, Comment comment) {
        return frame(topic, commentBytes(topic, comment));
    }

    Frame snapshot(Topic topic, Snapshot snapshot) {
        return frame(topic, snapshotBytes(topic, snapshot));
    }

    /** Says that events were lost, and how things stand now. */
    Frame gapAndSnapshot(Topic topic, String reason, Snapshot snapshot) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(SseFrame.event(EventId.NONE, "gap", Json.write(new GapData(topic, reason))));
        both.writeBytes(snapshotBytes(topic, snapshot));
        return frame(topic, both.toByteArray());
    }

    /** The comments that were missed, and how things stand now. */
    Frame replayAndSnapshot(Topic topic, List<Comment> missed, Snapshot snapshot) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        missed.forEach(comment -> all.writeBytes(commentBytes(topic, comment)));
        all.writeBytes(snapshotBytes(topic, snapshot));
        return frame(topic, all.toByteArray());
    }

    private static byte[] commentBytes(Topic topic, Comment comment) {
        return SseFrame.event(EventId.of(comment), "comment", Json.write(CommentData.of(topic, comment)));
    }

    /** A stream that breaks off after a snapshot goes on from its last comment, or from now if it has none. */
    private byte[] snapshotBytes(Topic topic, Snapshot snapshot) {
        List<Comment> comments = snapshot.comments();
        EventId id = comments.isEmpty() ? EventId.at(clock.instant()) : EventId.of(comments.get(comments.size() - 1));
        Object data = new SnapshotData(
                topic,
                snapshot.totals().sum(),
                snapshot.viewers(),
                comments.stream().map(comment -> CommentData.of(null, comment)).toList());
        return SseFrame.event(id, "snapshot", Json.write(data));
    }

    private Frame frame(Topic topic, byte[] bytes) {
        if (bytes.length > SLAB_BYTES / 4) {
            return Frame.of(
                    topic, ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
        }
        if (slab.remaining() < bytes.length) {
            slab = ByteBuffer.allocateDirect(SLAB_BYTES);
        }
        ByteBuffer piece = slab.slice(slab.position(), bytes.length);
        slab.put(bytes);
        return Frame.of(topic, piece);
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
            @Nullable Double mediaTime) {

        static CommentData of(@Nullable Topic topic, Comment comment) {
            return new CommentData(
                    topic, comment.id(), comment.member(), comment.text(), comment.at(), comment.mediaTime());
        }
    }

    private record TypingData(Topic topic, String member, int expiresInSeconds) {}

    private record ViewersData(Topic topic, int count) {}

    private record SnapshotData(Topic topic, Map<String, Long> likes, int viewers, List<CommentData> comments) {}

    private record GapData(Topic topic, String reason) {}
}
