package io.ovation.frontend.viewer;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.Signal;
import akka.actor.typed.javadsl.AbstractOnMessageBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.frame.EncodedEvents;
import io.ovation.frontend.frame.Frame;
import io.ovation.frontend.frame.Greeting;
import io.ovation.frontend.frame.ViewerMessage;
import java.util.Set;

/**
 * Writes to one viewer. Runs on the event loop of its channel, so that a message, the decision and the write happen on
 * one thread without a hand-over.
 *
 * <p>There are as many of these as there are viewers: it matches messages by hand because a receive builder costs half
 * a kilobyte for each.
 */
public final class Connection extends AbstractOnMessageBehavior<ViewerMessage> {

    /** Its channel can take bytes again. */
    public static final ViewerMessage WRITABLE = new Writable();

    /** Its channel is gone. */
    public static final ViewerMessage CLOSED = new Closed();

    /** Time passes: a third of the longest silence that there may be. */
    public static final ViewerMessage BEAT = new Beat();

    /** How many {@link #BEAT}s make the longest silence that there may be. */
    public static final int BEATS_PER_HEARTBEAT = Viewer.SILENT_BEATS + 1;

    private record Writable() implements ViewerMessage {}

    private record Closed() implements ViewerMessage {}

    private record Beat() implements ViewerMessage {}

    /** Its viewer does not watch these any more. */
    public record Unwatch(Set<Topic> topics) implements ViewerMessage {}

    /** The comment is taken back. To be told to those whose channel {@linkplain ViewerChannel#isGathering() gathers}. */
    public record Retract(Topic topic, String comment) implements ViewerMessage {}

    /** Something about the stream itself; not for a viewer who does not keep up. */
    public record Tell(EncodedEvents events) implements ViewerMessage {}

    /** Say farewell with these and close. */
    public record End(EncodedEvents bye) implements ViewerMessage {}

    public static Behavior<ViewerMessage> create(
            ViewerChannel channel,
            EncodedEvents hello,
            ViewerRequests requests,
            int patienceBeats,
            ViewerMetrics metrics) {
        return Behaviors.setup(context -> {
            try {
                return new Connection(context, channel, hello, requests, new Viewer(patienceBeats), metrics);
            } catch (RuntimeException e) {
                // What has not begun gets no PostStop.
                channel.close();
                throw e;
            }
        });
    }

    private final ViewerChannel channel;
    private final ViewerRequests requests;
    private final Viewer viewer;
    private final ViewerMetrics metrics;

    private Connection(
            ActorContext<ViewerMessage> context,
            ViewerChannel channel,
            EncodedEvents hello,
            ViewerRequests requests,
            Viewer viewer,
            ViewerMetrics metrics) {
        super(context);
        this.channel = channel;
        this.requests = requests;
        this.viewer = viewer;
        this.metrics = metrics;
        channel.write(hello);
        channel.attach(context.getSelf());
    }

    @Override
    public Behavior<ViewerMessage> onMessage(ViewerMessage message) {
        if (message instanceof Frame frame) {
            return onFrame(frame);
        }
        if (message instanceof Beat) {
            return onBeat();
        }
        if (message instanceof CatchUp catchUp) {
            return onCatchUp(catchUp);
        }
        if (message instanceof Writable) {
            return onWritable();
        }
        if (message instanceof Unwatch unwatch) {
            return onUnwatch(unwatch);
        }
        if (message instanceof Retract retract) {
            channel.retract(retract.topic(), retract.comment());
            return this;
        }
        if (message instanceof Tell tell) {
            return onTell(tell);
        }
        if (message instanceof End end) {
            channel.end(end.bye());
        }
        return Behaviors.stopped();
    }

    @Override
    public Behavior<ViewerMessage> onSignal(Signal signal) {
        if (signal instanceof PostStop) {
            channel.close();
        }
        return this;
    }

    private Behavior<ViewerMessage> onFrame(Frame frame) {
        if (viewer.takes(frame, channel.isWritable())) {
            channel.write(frame);
            viewer.wrote();
        } else if (!viewer.isReplaying(frame.topic())) {
            (frame.isFleeting() ? metrics.fleetingDropped() : metrics.framesDropped()).increment();
        }
        return this;
    }

    private Behavior<ViewerMessage> onCatchUp(CatchUp catchUp) {
        if (viewer.takes(catchUp, channel.isWritable())) {
            channel.write(catchUp.events());
            viewer.wrote();
        }
        if (channel.isWritable()) {
            askForMore();
        }
        return this;
    }

    private Behavior<ViewerMessage> onTell(Tell tell) {
        if (channel.isWritable()) {
            channel.write(tell.events());
            viewer.wrote();
        }
        return this;
    }

    private Behavior<ViewerMessage> onUnwatch(Unwatch unwatch) {
        unwatch.topics().forEach(viewer::forget);
        return this;
    }

    private Behavior<ViewerMessage> onBeat() {
        metrics.waitingBytes().record(channel.waitingBytes());
        switch (viewer.beat(channel.isWritable())) {
            case HEARTBEAT -> {
                channel.write(Greeting.HEARTBEAT);
                viewer.wrote();
            }
            case GIVE_UP -> {
                metrics.connectionsGivenUp().increment();
                return Behaviors.stopped();
            }
            case NOTHING -> {}
        }
        // Again, because what is shared with all viewers of the node may have room without the channel telling.
        makeUp();
        return this;
    }

    private Behavior<ViewerMessage> onWritable() {
        viewer.tookBytes();
        makeUp();
        return this;
    }

    private void makeUp() {
        if (!channel.isWritable()) {
            return;
        }
        ActorRef<ViewerMessage> self = getContext().getSelf();
        viewer.missed().forEach(topic -> requests.recover(self, topic));
        viewer.takeStale().forEach(topic -> requests.refresh(self, topic));
        askForMore();
    }

    private void askForMore() {
        ActorRef<ViewerMessage> self = getContext().getSelf();
        viewer.takeReplays().forEach((topic, mark) -> requests.more(self, topic, mark));
    }
}
