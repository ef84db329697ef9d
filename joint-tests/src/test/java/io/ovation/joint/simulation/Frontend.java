package io.ovation.joint.simulation;

import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.log.Entry;
import io.ovation.common.log.Follower.Question;
import io.ovation.common.log.Mark;
import io.ovation.common.log.Retraction;
import io.ovation.common.log.WindowSettings;
import io.ovation.common.trace.Tracing;
import io.ovation.frontend.frame.GapReason;
import io.ovation.frontend.frame.TopicSnapshot;
import io.ovation.frontend.replay.ReplaySource;
import io.ovation.frontend.topic.CatchUpPlan;
import io.ovation.frontend.topic.LocalTopic;
import io.ovation.frontend.topic.TopicContext;
import io.ovation.frontend.topic.TopicOutput;
import io.ovation.frontend.topic.TopicSettings;
import io.ovation.frontend.topic.TopicUpstream;
import io.ovation.frontend.topic.TopicViewers;
import io.ovation.frontend.topic.log.FetchPermits;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A frontend node, as far as one topic goes: {@link LocalTopic} and the streams of its viewers. */
final class Frontend extends Actor {

    private static final int MOST_IN_A_PIECE = 8;
    private static final Duration BETWEEN_PIECES = Duration.ofMillis(50);

    private final World world;
    private final TopicContext context;
    private final Set<Stream> live = new LinkedHashSet<>();
    private @Nullable LocalTopic<Actor, Stream> topic;

    Frontend(World world, SimulatedNode process) {
        super(process, process.toString());
        this.world = world;
        TopicSettings settings = new TopicSettings(
                1,
                1_000_000,
                5,
                new WindowSettings(5, 60, 512 * 1024, Duration.ofMinutes(5)),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1));
        this.context = new TopicContext(
                settings, world.budget(), new FetchPermits(4), world::now, world.random(), Tracing.off());
    }

    void join(Stream stream) {
        if (topic == null) {
            topic = new LocalTopic<>(
                    Store.TOPIC, context, new TopicViewers(), new Output(), new Upstream(), world.nowNanos());
        }
        topic.join(stream, world.nowNanos());
        goOn();
    }

    void leave(Stream stream) {
        live.remove(stream);
        if (topic != null) {
            topic.leave(0, stream, world.nowNanos());
            goOn();
        }
    }

    boolean isWatched() {
        return topic != null && topic.viewers().count() > 0;
    }

    Mark mark() {
        return topic == null ? Mark.START : topic.log().last();
    }

    /** A dispatcher is gone. */
    void renewNow() {
        if (topic != null) {
            topic.renewNow(world.nowNanos());
            goOn();
        }
    }

    @Override
    void receive(Message message) {
        long now = world.nowNanos();
        if (topic == null) {
            world.topicActor(process().dataCentre(), this)
                    .ifPresent(actor -> tell(actor, new Message.Unsubscribe(this)));
            return;
        }
        if (message instanceof Message.Entries entries) {
            topic.entries(entries.range(), entries.gap(), false, entries.source(), now);
        } else if (message instanceof Message.Tail tail) {
            topic.tail(tail.mark(), tail.source(), now);
        } else if (message instanceof Message.Deliver deliver) {
            topic.deliver(new Event.Viewers(1), deliver.mark(), deliver.source(), now);
        } else if (message instanceof Message.Subscribed subscribed) {
            topic.subscribed(Totals.NONE, 1, null, subscribed.latest(), subscribed.source(), now);
        } else if (message instanceof Message.Busy) {
            topic.busy(Duration.ofMillis(300), now);
        } else if (message instanceof Message.Diverged diverged) {
            topic.diverged(diverged.asked(), now);
        } else {
            throw new AssertionError(this + " is told " + message);
        }
        goOn();
    }

    private void goOn() {
        if (topic == null) {
            return;
        }
        if (topic.run(world.nowNanos())) {
            world.wake(this, topic.nextNanos(world.nowNanos()), this::goOn);
        } else {
            topic.close();
            topic = null;
        }
    }

    private void replay(Stream stream, Mark after) {
        if (!stream.isOpen() || topic == null) {
            return;
        }
        CatchUpPlan plan = topic.answer(after);
        if (plan.after() == null) {
            stream.gap();
            snapshot(stream);
            return;
        }
        Mark through = after;
        int told = 0;
        for (Entry entry : topic.log().entriesAfter(after.position())) {
            if (told++ == MOST_IN_A_PIECE) {
                Mark next = through;
                world.after(this, world.upTo(BETWEEN_PIECES), () -> replay(stream, next));
                return;
            }
            stream.entry(entry);
            through = entry.mark();
        }
        snapshot(stream);
    }

    private void snapshot(Stream stream) {
        stream.snapshot(topic.snapshot());
        live.add(stream);
    }

    private void tell(Actor to, Message message) {
        world.network().send(this, to, message);
    }

    private final class Upstream implements TopicUpstream<Actor> {

        @Override
        public void subscribe(int viewers) {
            tellTopic(new Message.Subscribe(Frontend.this));
        }

        @Override
        public void renew(int viewers, @Nullable Mark mark) {
            tellTopic(new Message.Renew(Frontend.this, mark));
        }

        @Override
        public void unsubscribe() {
            tellTopic(new Message.Unsubscribe(Frontend.this));
        }

        @Override
        public void fetch(Question<Actor> question) {
            ask(question.source(), new Message.Fetch(null, question.after(), question.to(), Frontend.this));
        }

        @Override
        public void fetchBefore(Mark through, @Nullable Actor asked) {
            ask(asked, new Message.FetchBefore(through, Frontend.this));
        }

        private void ask(@Nullable Actor asked, Message question) {
            if (asked == null) {
                tellTopic(question);
            } else {
                tell(asked, question);
            }
        }

        private void tellTopic(Message message) {
            world.topicActor(process().dataCentre(), Frontend.this).ifPresent(actor -> tell(actor, message));
        }
    }

    /** What is told to those who are live. */
    private final class Output implements TopicOutput<Stream> {

        @Override
        public void comments(List<Entry> comments) {
            comments.forEach(entry -> live.forEach(stream -> stream.entry(entry)));
        }

        @Override
        public void retracted(Entry entry, Retraction retraction, boolean resumable) {
            world.invariants().onTaken(Frontend.this, entry);
            if (resumable) {
                live.forEach(stream -> stream.entry(entry));
            }
        }

        @Override
        public void gap(GapReason reason, TopicSnapshot snapshot) {
            live.forEach(stream -> {
                stream.gap();
                stream.snapshot(snapshot);
            });
        }

        @Override
        public void snapshot(TopicSnapshot snapshot) {
            live.forEach(stream -> stream.snapshot(snapshot));
        }

        @Override
        public void ready(Stream stream) {
            CatchUpPlan plan = topic.answer(stream);
            if (plan.gap() != null) {
                stream.gap();
            }
            if (plan.after() == null) {
                Frontend.this.snapshot(stream);
            } else {
                replay(stream, plan.after());
            }
        }

        @Override
        public void makeUp(TopicSnapshot snapshot) {}

        @Override
        public void rewritten(ReplaySource log) {}

        @Override
        public void likes(Event.Likes likes, Totals totals) {}

        @Override
        public void viewers(int count) {}

        @Override
        public void presence(Event.Presence presence) {}

        @Override
        public void ownComment(Entry entry, String member) {
            throw new AssertionError("nothing is withheld here: " + entry);
        }

        @Override
        public void sampled(int shown, int of) {
            throw new AssertionError("nothing is sampled here");
        }

        @Override
        public void typing(Event.Typing typing) {}

        @Override
        public void typingCrowd(int count, Event.Typing latest) {}

        @Override
        public void typingWithheld(Event.Typing typing) {}
    }
}
