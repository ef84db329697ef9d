package io.ovation.likes.outbox;

import io.ovation.common.delivery.Outbound;
import io.ovation.common.delivery.Position;
import io.ovation.common.event.Comment;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * The comments of all topics that are not acknowledged. Each topic has a stream of its own, so that one which nobody
 * acknowledges holds up no other. A topic whose comments are all acknowledged is forgotten, and begins a new stream
 * with its next comment. All times are {@link System#nanoTime()}.
 */
final class CommentOutbox {

    /** What is to be sent now. */
    record Sending(Topic topic, Position position, Comment comment) {}

    /**
     * What an acknowledgement changes.
     *
     * @param published ids of the comments that are acknowledged for the first time
     * @param next what may follow now
     */
    record Acknowledged(List<String> published, List<Sending> next) {}

    private final int perTopic;
    private final Duration repeatAfter;
    private final Map<Topic, Line> lines = new HashMap<>();
    private final Set<String> underWay = new HashSet<>();
    private long nextStream;

    /**
     * @param firstStream far from that of any earlier outbox; each further stream has the next number
     * @param perTopic how many comments of a topic may wait for their acknowledgement; further ones wait behind them
     */
    CommentOutbox(long firstStream, int perTopic, Duration repeatAfter) {
        this.nextStream = firstStream;
        this.perTopic = perTopic;
        this.repeatAfter = repeatAfter;
    }

    /** Whether a comment is neither acknowledged nor unknown. */
    boolean holds(String commentId) {
        return underWay.contains(commentId);
    }

    /** @return what may be sent now: the comment, or nothing if it waits behind others */
    List<Sending> add(Topic topic, Comment comment, long nowNanos) {
        if (!underWay.add(comment.id())) {
            return List.of();
        }
        Line line = lines.computeIfAbsent(topic, this::begin);
        line.waiting.add(comment);
        return line.send(nowNanos);
    }

    Acknowledged acknowledge(Topic topic, long stream, long sequence, long nowNanos) {
        Line line = lines.get(topic);
        if (line == null) {
            return new Acknowledged(List.of(), List.of());
        }
        List<String> published = line.sent.acknowledge(stream, sequence, nowNanos).stream()
                .map(Comment::id)
                .toList();
        underWay.removeAll(Set.copyOf(published));
        List<Sending> next = line.send(nowNanos);
        if (line.sent.isEmpty()) {
            lines.remove(topic);
        }
        return new Acknowledged(published, next);
    }

    /** @return what is to be sent again, of each topic in order */
    List<Sending> overdue(long nowNanos) {
        List<Sending> again = new ArrayList<>();
        for (Line line : lines.values()) {
            for (Outbound.Sent<Comment> sent : line.sent.overdue(nowNanos)) {
                again.add(new Sending(line.topic, sent.position(), sent.item()));
            }
        }
        return again;
    }

    int size() {
        return underWay.size();
    }

    boolean isEmpty() {
        return underWay.isEmpty();
    }

    private Line begin(Topic topic) {
        return new Line(topic, new Outbound<>(nextStream++, perTopic, repeatAfter));
    }

    /** Comments of one topic in commit order: first those that were sent, then those that wait until they may be. */
    private static final class Line {

        private final Topic topic;
        private final Outbound<Comment> sent;
        private final Queue<Comment> waiting = new ArrayDeque<>();

        Line(Topic topic, Outbound<Comment> sent) {
            this.topic = topic;
            this.sent = sent;
        }

        List<Sending> send(long nowNanos) {
            List<Sending> sending = new ArrayList<>();
            while (!waiting.isEmpty() && !sent.isFull()) {
                Comment comment = waiting.remove();
                sending.add(new Sending(topic, sent.add(comment, nowNanos), comment));
            }
            return sending;
        }
    }
}
