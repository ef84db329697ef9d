package io.ovation.frontend.stream;

import io.ovation.common.event.Comment;
import io.ovation.common.event.Event;
import io.ovation.common.topic.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells viewers of a topic no more of what others say, and are about to say, than can be read. */
final class Talk {

    private final FrameEncoder encoder;
    private final Loops loops;
    private final StreamMetrics metrics;
    private final Map<Topic, LocalTopic<?, ?>> crowded = new HashMap<>();

    Talk(FrameEncoder encoder, Loops loops, StreamMetrics metrics) {
        this.encoder = encoder;
        this.loops = loops;
        this.metrics = metrics;
    }

    void comment(Topic topic, LocalTopic<?, ?> local, Comment comment, long nowNanos) {
        local.sampler().add(comment, nowNanos, new Viewers(topic, local));
        if (local.sampler().isSampling()) {
            crowded.put(topic, local);
        }
    }

    void typing(Topic topic, LocalTopic<?, ?> local, Event.Typing typing, long nowNanos) {
        switch (local.typing().add(typing, nowNanos)) {
            case NAME -> loops.broadcast(local, encoder.typing(topic, typing));
            case COUNT ->
                loops.broadcast(local, encoder.typing(topic, local.typing().count(), typing.expiresInSeconds()));
            case NOTHING -> metrics.typingWithheld().increment();
        }
    }

    /** Whether slots are under way, whose end is to be told. */
    boolean isCrowded() {
        return !crowded.isEmpty();
    }

    /** To be told once every {@link CommentSampler#SLOT} while it is crowded. */
    void endSlots(long nowNanos) {
        crowded.forEach((topic, local) -> local.sampler().endSlot(nowNanos, new Viewers(topic, local)));
        crowded.values().removeIf(local -> !local.sampler().isSampling());
    }

    private final class Viewers implements CommentSampler.Outlet {

        private final Topic topic;
        private final LocalTopic<?, ?> local;

        Viewers(Topic topic, LocalTopic<?, ?> local) {
            this.topic = topic;
            this.local = local;
        }

        @Override
        public void show(List<Comment> comments) {
            loops.broadcast(local, encoder.comments(topic, comments));
        }

        @Override
        public void withhold(Comment comment) {
            metrics.commentsWithheld().increment();
            loops.echo(local, comment.member(), () -> encoder.ownComment(topic, comment));
        }

        @Override
        public void report(int shown, int of) {
            loops.broadcast(local, encoder.sampled(topic, shown, of));
        }
    }
}
