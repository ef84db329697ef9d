package io.ovation.frontend.frame;

import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.log.Comment;
import io.ovation.common.log.Emptied;
import io.ovation.common.log.Entry;
import io.ovation.common.log.EntryBody;
import io.ovation.common.log.Retraction;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.TraceId;
import io.ovation.common.trace.Traceable;
import io.ovation.common.trace.Tracing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Turns events into the frames of the viewer protocol. Used by one thread. */
public final class FrameEncoder {

    private final Slab slab = new Slab();
    private final Tracing tracing;

    /** @param tracing says which events are followed: they tell viewers their trace */
    public FrameEncoder(Tracing tracing) {
        this.tracing = tracing;
    }

    /** @param totals what the likes add up to */
    public Frame likes(Topic topic, Event.Likes likes, Totals totals) {
        return fleeting(
                topic,
                EventDraft.of(
                        EventName.LIKES,
                        new EventData.Likes(topic, likes.added(), totals.sum(), likes.mediaTime(), trace(likes))));
    }

    public Frame viewers(Topic topic, int count) {
        return fleeting(topic, EventDraft.of(EventName.VIEWERS, new EventData.Viewers(topic, count)));
    }

    public Frame typing(Topic topic, Event.Typing typing) {
        Object data = new EventData.Typing(topic, typing.member(), null, typing.expiresInSeconds(), trace(typing));
        return fleeting(topic, EventDraft.of(EventName.TYPING, data));
    }

    /** Of a crowd. */
    public Frame typing(Topic topic, int count, int expiresInSeconds) {
        Object data = new EventData.Typing(topic, null, count, expiresInSeconds, null);
        return fleeting(topic, EventDraft.of(EventName.TYPING, data));
    }

    public Frame presence(Topic topic, Event.Presence presence) {
        return lasting(topic, List.of(presenceDraft(topic, presence)));
    }

    /** @param entries comments, in this order */
    public Frame comments(Topic topic, List<Entry> entries) {
        if (entries.size() == 1) {
            return lasting(topic, List.of(liveComment(topic, entries.get(0))));
        }
        return lasting(
                topic, entries.stream().map(entry -> liveComment(topic, entry)).toList());
    }

    /**
     * A comment for its own member alone, who sees it before others of the sample that were earlier: without an id, so
     * that a stream that breaks off here goes on before those.
     */
    public Frame ownComment(Topic topic, Entry entry) {
        return lasting(topic, List.of(commentDraft(topic, entry, false, null)));
    }

    /** @param resumable whether a stream may go on from it; not if viewers lack something that was before it */
    public Frame retracted(Topic topic, Entry entry, Retraction retraction, boolean resumable) {
        return lasting(topic, List.of(retractedDraft(topic, entry, retraction, resumable, trace(retraction))));
    }

    /** That not every comment of the past second was shown, or that they are all shown again. */
    public Frame sampled(Topic topic, int shown, int of) {
        return fleeting(topic, EventDraft.of(EventName.SAMPLED, new EventData.Sampled(topic, shown, of)));
    }

    /**
     * How the topic stands; of a presence that is its last event. Has memory of its own, because it is kept: in a slab
     * it would hold on to all that was cut beside it.
     */
    public Frame snapshot(TopicSnapshot snapshot) {
        Encoded encoded = encode(List.of(snapshotDraft(snapshot)), ByteBuffer::allocateDirect);
        return Frame.lasting(snapshot.topic(), encoded.bytes(), encoded.parts());
    }

    /** Says that events were lost; a snapshot must follow. Empty of presence, of which only the last counts. */
    public Frame gap(Topic topic, GapReason reason) {
        List<EventDraft> drafts = topic.kind() == Topic.Kind.PRESENCE ? List.of() : List.of(gapDraft(topic, reason));
        Encoded encoded = encode(drafts);
        return Frame.recovery(topic, encoded.bytes(), encoded.parts());
    }

    /** Says that events were lost, and how things stand now. Of presence only the last counts, so none was lost. */
    public Frame gapAndSnapshot(GapReason reason, TopicSnapshot snapshot) {
        Topic topic = snapshot.topic();
        EventDraft stands = snapshotDraft(snapshot);
        Encoded encoded = encode(
                topic.kind() == Topic.Kind.PRESENCE ? List.of(stands) : List.of(gapDraft(topic, reason), stands));
        return Frame.recovery(topic, encoded.bytes(), encoded.parts());
    }

    /** What is told of entries that were missed: comments and retractions, each under its id. */
    public EncodedEvents entries(Topic topic, List<Entry> entries) {
        List<EventDraft> drafts = entries.stream()
                .map(entry -> entry.body().accept(new EntryDraft(topic, entry)))
                .filter(draft -> draft != null)
                .toList();
        Encoded encoded = encode(drafts, ByteBuffer::allocateDirect);
        return new EncodedEvents(topic, encoded.bytes(), encoded.parts());
    }

    private EventDraft liveComment(Topic topic, Entry entry) {
        return commentDraft(topic, entry, true, trace(entry.body()));
    }

    private @Nullable String trace(Traceable event) {
        return tracing.isSampled(event) ? TraceId.toText(event.trace()) : null;
    }

    private static EventDraft commentDraft(Topic topic, Entry entry, boolean resumable, @Nullable String trace) {
        Comment comment = entry.comment().orElseThrow();
        return EventDraft.of(
                EventName.COMMENT,
                resumable ? entry.eventId() : null,
                comment.id(),
                EventData.CommentData.of(topic, comment, trace));
    }

    private static EventDraft retractedDraft(
            Topic topic, Entry entry, Retraction retraction, boolean resumable, @Nullable String trace) {
        return EventDraft.of(
                EventName.RETRACTED,
                resumable ? entry.eventId() : null,
                null,
                EventData.Retracted.of(topic, retraction, trace));
    }

    private static EventDraft gapDraft(Topic topic, GapReason reason) {
        return EventDraft.of(EventName.GAP, new EventData.Gap(topic, reason.toString()));
    }

    private static EventDraft presenceDraft(Topic topic, Event.@Nullable Presence presence) {
        return EventDraft.of(EventName.PRESENCE, EventData.Presence.of(topic, presence));
    }

    private static EventDraft snapshotDraft(TopicSnapshot snapshot) {
        Topic topic = snapshot.topic();
        return topic.kind() == Topic.Kind.PRESENCE
                ? presenceDraft(topic, snapshot.presence())
                : EventDraft.snapshot(
                        snapshot.id(),
                        new EventData.SnapshotHead(topic, snapshot.likes(), snapshot.viewers()),
                        snapshot.comments());
    }

    private Frame fleeting(Topic topic, EventDraft draft) {
        Encoded encoded = encode(List.of(draft));
        return Frame.fleeting(topic, encoded.bytes(), encoded.parts());
    }

    private Frame lasting(Topic topic, List<EventDraft> drafts) {
        Encoded encoded = encode(drafts);
        return Frame.lasting(topic, encoded.bytes(), encoded.parts());
    }

    private Encoded encode(List<EventDraft> drafts) {
        return encode(drafts, slab::cut);
    }

    private static Encoded encode(List<EventDraft> drafts, IntFunction<ByteBuffer> memory) {
        SharedBytes bytes = SharedBytes.allocate(lengthOf(drafts), memory);
        ByteBuffer content = bytes.content();
        if (drafts.size() == 1) {
            return new Encoded(bytes, List.of(drafts.get(0).write(content, bytes.source())));
        }
        List<EventPart> parts = new ArrayList<>(drafts.size());
        drafts.forEach(draft -> parts.add(draft.write(content, bytes.source())));
        return new Encoded(bytes, parts);
    }

    private static int lengthOf(List<EventDraft> drafts) {
        int length = 0;
        for (EventDraft draft : drafts) {
            length += draft.length();
        }
        return length;
    }

    private record Encoded(SharedBytes bytes, List<EventPart> parts) {}

    /** What is told of an entry; null if nothing is. */
    private record EntryDraft(Topic topic, Entry entry) implements EntryBody.Visitor<@Nullable EventDraft> {

        @Override
        public EventDraft comment(Comment comment) {
            return commentDraft(topic, entry, true, null);
        }

        @Override
        public EventDraft retraction(Retraction retraction) {
            return retractedDraft(topic, entry, retraction, true, null);
        }

        @Override
        public @Nullable EventDraft emptied(Emptied emptied) {
            return null;
        }
    }
}
