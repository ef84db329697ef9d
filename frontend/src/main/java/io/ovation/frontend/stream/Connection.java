package io.ovation.frontend.stream;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.Signal;
import akka.actor.typed.javadsl.AbstractOnMessageBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.ovation.common.sse.SseFrame;
import io.ovation.common.topic.Topic;
import java.util.Set;

/**
 * Writes to one viewer. Runs on the event loop of its channel, so that a message, the decision and the write happen on
 * one thread without a hand-over.
 *
 * <p>There are as many of these as there are viewers: it matches messages by hand because a receive builder costs half
 * a kilobyte for each.
 */
public final class Connection extends AbstractOnMessageBehavior<Connection.Command> {

    private static final ByteBuf HEARTBEAT = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer().writeBytes(SseFrame.comment("heartbeat")).asReadOnly());

    /** What a connection can be told; a {@link Frame} is told as it is. */
    public interface Command {}

    /** Its channel can take bytes again. */
    public record Writable() implements Command {}

    /** Its channel is gone. */
    public record Closed() implements Command {}

    /** Its viewer does not watch these any more. */
    record Unwatch(Set<Topic> topics) implements Command {}

    /** Time passes; see {@link Viewer}. */
    record Beat() implements Command {}

    /** Say farewell with these bytes and close. */
    record End(ByteBuf bye) implements Command {}

    public static final Writable WRITABLE = new Writable();
    public static final Closed CLOSED = new Closed();
    static final Beat BEAT = new Beat();

    /** Asks for what makes up for what the viewer missed. */
    interface Recovery {

        /** For a recovery {@link Frame} of each topic. */
        void resend(ActorRef<Command> connection, Set<Topic> topics);

        /** For a snapshot of each topic. */
        void refresh(ActorRef<Command> connection, Set<Topic> topics);
    }

    static Behavior<Command> create(
            ViewerChannel channel, ByteBuf hello, Recovery recovery, int patienceBeats, StreamMetrics metrics) {
        return Behaviors.setup(context -> {
            try {
                return new Connection(context, channel, hello, recovery, new Viewer(patienceBeats), metrics);
            } catch (RuntimeException e) {
                // What has not begun gets no PostStop.
                channel.close();
                throw e;
            }
        });
    }

    private final ViewerChannel channel;
    private final Recovery recovery;
    private final Viewer viewer;
    private final StreamMetrics metrics;

    private Connection(
            ActorContext<Command> context,
            ViewerChannel channel,
            ByteBuf hello,
            Recovery recovery,
            Viewer viewer,
            StreamMetrics metrics) {
        super(context);
        this.channel = channel;
        this.recovery = recovery;
        this.viewer = viewer;
        this.metrics = metrics;
        channel.write(hello);
        channel.attach(context.getSelf());
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        if (command instanceof Frame frame) {
            return onFrame(frame);
        }
        if (command instanceof Beat) {
            return onBeat();
        }
        if (command instanceof Writable) {
            return onWritable();
        }
        if (command instanceof Unwatch unwatch) {
            return onUnwatch(unwatch);
        }
        if (command instanceof End end) {
            channel.write(end.bye());
        }
        return Behaviors.stopped();
    }

    @Override
    public Behavior<Command> onSignal(Signal signal) {
        if (signal instanceof PostStop) {
            channel.close();
        }
        return this;
    }

    private Behavior<Command> onFrame(Frame frame) {
        if (viewer.takes(frame, channel.isWritable())) {
            channel.write(frame.bytes());
            viewer.wrote();
        } else {
            (frame.isFleeting() ? metrics.fleetingDroppedSlowViewer() : metrics.framesDroppedSlowViewer()).increment();
        }
        return this;
    }

    private Behavior<Command> onUnwatch(Unwatch unwatch) {
        unwatch.topics().forEach(viewer::forget);
        return this;
    }

    private Behavior<Command> onBeat() {
        switch (viewer.beat(channel.isWritable())) {
            case HEARTBEAT -> {
                channel.write(HEARTBEAT.duplicate());
                viewer.wrote();
            }
            case GIVE_UP -> {
                metrics.connectionsGivenUp().increment();
                return Behaviors.stopped();
            }
            case NOTHING -> {}
        }
        // Again, for a recovery that was lost when the node's topics started anew.
        recover();
        return this;
    }

    private Behavior<Command> onWritable() {
        viewer.tookBytes();
        recover();
        return this;
    }

    private void recover() {
        if (!channel.isWritable()) {
            return;
        }
        Set<Topic> missed = viewer.missed();
        if (!missed.isEmpty()) {
            recovery.resend(getContext().getSelf(), missed);
        }
        Set<Topic> stale = viewer.takeStale();
        if (!stale.isEmpty()) {
            recovery.refresh(getContext().getSelf(), stale);
        }
    }
}
