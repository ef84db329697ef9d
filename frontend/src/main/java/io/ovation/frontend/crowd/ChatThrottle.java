package io.ovation.frontend.crowd;

import io.ovation.common.event.Event;
import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import java.util.List;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * Tells viewers of a topic no more of what others say, and are about to say, than can be read. Times are
 * {@link System#nanoTime()}.
 */
public final class ChatThrottle {

    /** What viewers are told. */
    public interface Output {

        /** Every viewer is shown these comments, in this order. */
        void comments(List<Entry> comments);

        /** The comment's own member is shown it, and nobody else. */
        void ownComment(Entry entry, String member);

        /** How the past second was; as many as there were if everything is shown from now on. */
        void sampled(int shown, int of);

        /** Somebody is about to say something. */
        void typing(Event.Typing typing);

        /** So many are. */
        void typingCrowd(int count, Event.Typing latest);

        /** Somebody else is, of whom nobody is told. */
        void typingWithheld(Event.Typing typing);
    }

    private final CommentSampler sampler;
    private final TypingCrowd typing;
    private final Output output;
    private final CommentSampler.Outlet outlet;
    private long slotEndsAtNanos;

    /**
     * @param commentsPerSecond that are shown to everybody; of more, a sample
     * @param typingNames how many who type are told by name
     */
    public ChatThrottle(int commentsPerSecond, int typingNames, Output output, RandomGenerator random, long nowNanos) {
        this.sampler = new CommentSampler(commentsPerSecond, random, nowNanos);
        this.typing = new TypingCrowd(typingNames);
        this.output = output;
        this.outlet = new Outlet();
    }

    public void comment(Entry entry, Comment comment, long nowNanos) {
        boolean wasSampling = sampler.isSampling();
        sampler.add(entry, comment.featured(), nowNanos, outlet);
        if (sampler.isSampling() && !wasSampling) {
            slotEndsAtNanos = nowNanos + CommentSampler.SLOT.toNanos();
        }
    }

    /** The comment is taken back. */
    public void retract(String comment) {
        sampler.remove(comment);
    }

    public void typing(Event.Typing event, long nowNanos) {
        switch (typing.add(event, nowNanos)) {
            case NAME -> output.typing(event);
            case COUNT -> output.typingCrowd(typing.count(), event);
            case NOTHING -> output.typingWithheld(event);
        }
    }

    /** When {@link #run} has something to do; empty if there is nothing to wait for. */
    public OptionalLong nextNanos() {
        return sampler.isSampling() ? OptionalLong.of(slotEndsAtNanos) : OptionalLong.empty();
    }

    /** To be called at its time. */
    public void run(long nowNanos) {
        if (sampler.isSampling() && nowNanos - slotEndsAtNanos >= 0) {
            flush(nowNanos);
        }
    }

    /** Shows at once what of the past moment is to be shown. */
    public void flush(long nowNanos) {
        if (sampler.isSampling()) {
            sampler.endSlot(nowNanos, outlet);
            slotEndsAtNanos = nowNanos + CommentSampler.SLOT.toNanos();
        }
    }

    private final class Outlet implements CommentSampler.Outlet {

        @Override
        public void show(List<Entry> comments) {
            output.comments(comments);
        }

        @Override
        public void withhold(Entry entry) {
            entry.comment().ifPresent(comment -> output.ownComment(entry, comment.member()));
        }

        @Override
        public void report(int shown, int of) {
            output.sampled(shown, of);
        }
    }
}
