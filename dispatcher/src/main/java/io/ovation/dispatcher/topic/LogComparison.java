package io.ovation.dispatcher.topic;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.actor.typed.receptionist.Receptionist;
import akka.actor.typed.receptionist.ServiceKey;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.Bounds;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares the watched topics of this node with the store, many in one question: whatever of their logs or totals was
 * lost on its way, and is not followed by anything that would show it, is noticed by that. Some of them all the time, and
 * all of them when a likes backend has come or gone, which may have taken something with it.
 */
public final class LogComparison extends AbstractBehavior<LogComparison.Command> {

    /** What it understands. */
    public sealed interface Command {}

    /** A topic is watched. */
    record Watch(Topic topic, ActorRef<TopicMessage> actor) implements Command {}

    /** It no longer is. */
    record Unwatch(Topic topic, ActorRef<TopicMessage> actor) implements Command {}

    private record Tick() implements Command {}

    private record Answered(BackendMessage.TopicsCompared answer) implements Command {}

    private record Backends(Receptionist.Listing listing) implements Command {}

    /**
     * How a topic stands in the store.
     *
     * @param source who can be asked for entries
     */
    record Compared(BackendMessage.Standing standing, ActorRef<LogMessage> source) implements TopicMessage {}

    /** Ten thousand topics within a second, when they are in a hurry. */
    private static final Duration PERIOD = Duration.ofMillis(50);

    /**
     * @param likesBackends reaches any one of this data centre
     * @param key under which they register
     */
    public static Behavior<Command> create(
            TopicSettings settings, ActorRef<BackendMessage> likesBackends, ServiceKey<BackendMessage> key) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new LogComparison(context, timers, settings, likesBackends, key)));
    }

    private final ActorRef<BackendMessage> likesBackends;
    private final ServiceKey<BackendMessage> key;
    private final ActorRef<BackendMessage.TopicsCompared> answers;
    private final ComparisonSchedule<Topic> schedule;
    private final Map<Topic, ActorRef<TopicMessage>> actors = new HashMap<>();
    private Set<ActorRef<BackendMessage>> backends = Set.of();

    private LogComparison(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            TopicSettings settings,
            ActorRef<BackendMessage> likesBackends,
            ServiceKey<BackendMessage> key) {
        super(context);
        this.likesBackends = likesBackends;
        this.key = key;
        this.answers = context.messageAdapter(BackendMessage.TopicsCompared.class, Answered::new);
        this.schedule = new ComparisonSchedule<>(settings.comparisonInterval(), PERIOD, Bounds.TOPICS_PER_MESSAGE);
        ActorRef<Receptionist.Listing> listings = context.messageAdapter(Receptionist.Listing.class, Backends::new);
        context.getSystem().receptionist().tell(Receptionist.subscribe(key, listings));
        timers.startTimerWithFixedDelay(new Tick(), PERIOD);
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Watch.class, this::onWatch)
                .onMessage(Unwatch.class, this::onUnwatch)
                .onMessage(Tick.class, tick -> onTick())
                .onMessage(Answered.class, this::onAnswered)
                .onMessage(Backends.class, this::onBackends)
                .build();
    }

    private Behavior<Command> onWatch(Watch watch) {
        actors.put(watch.topic(), watch.actor());
        schedule.add(watch.topic());
        return this;
    }

    private Behavior<Command> onUnwatch(Unwatch unwatch) {
        if (actors.remove(unwatch.topic(), unwatch.actor())) {
            schedule.remove(unwatch.topic());
        }
        return this;
    }

    private Behavior<Command> onTick() {
        List<Topic> next = schedule.next();
        if (!next.isEmpty()) {
            TopicCounters.COMPARED.increment(next.size());
            likesBackends.tell(new BackendMessage.CompareTopics(next, answers));
        }
        return this;
    }

    private Behavior<Command> onAnswered(Answered answered) {
        for (BackendMessage.Standing standing : answered.answer().standings()) {
            ActorRef<TopicMessage> actor = actors.get(standing.topic());
            if (actor != null) {
                actor.tell(new Compared(standing, answered.answer().source()));
            }
        }
        return this;
    }

    private Behavior<Command> onBackends(Backends news) {
        Set<ActorRef<BackendMessage>> now = Set.copyOf(news.listing().getServiceInstances(key));
        if (!now.equals(backends)) {
            backends = now;
            schedule.hurry();
        }
        return this;
    }
}
