package io.ovation.dispatcher.remote;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.TimerScheduler;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.BackendMessage.RemoteReply;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The same topic in every other data centre. Tells its actors there what is published here, and keeps nothing for them:
 * they ask for what they lack. Takes their logs into the store of this data centre.
 */
public final class RemoteTopics {

    /** The store of this data centre has answered. */
    public record Replied(RemoteReply reply) implements TopicMessage {}

    /** It is time to ask the store, or another data centre, again. */
    public record Wake() implements TopicMessage {}

    private final ActorContext<TopicMessage> context;
    private final TimerScheduler<TopicMessage> timers;
    private final Topic topic;
    private final RemoteEnvironment environment;
    private final DataCentres dataCentres;
    private final ActorRef<LogMessage> self;
    private final OwnEntries own;
    private final Map<String, RemoteTopic> logs = new HashMap<>();
    private Set<String> others;
    private OptionalLong wakeAtNanos = OptionalLong.empty();
    private Optional<ActorRef<RemoteReply>> replyTo = Optional.empty();

    public RemoteTopics(
            ActorContext<TopicMessage> context,
            TimerScheduler<TopicMessage> timers,
            Topic topic,
            RemoteEnvironment environment) {
        this.context = context;
        this.timers = timers;
        this.topic = topic;
        this.environment = environment;
        this.dataCentres = environment.dataCentres();
        this.self = context.getSelf().narrow();
        this.own = new OwnEntries(dataCentres.own());
        this.others = dataCentres.others();
    }

    /** Looks which data centres there are now. One that is cut off is still there. */
    public void refresh() {
        others = dataCentres.others();
        logs.entrySet().removeIf(log -> {
            boolean hopeless = log.getValue().isHopeless();
            boolean ends = hopeless || !others.contains(log.getKey());
            if (hopeless) {
                RemoteCounters.GIVEN_UP.increment();
            }
            if (ends) {
                log.getValue().close();
            }
            return ends;
        });
    }

    /** Whether there is any other data centre. */
    public boolean hasOthers() {
        return !others.isEmpty();
    }

    /** Fire and forget. */
    public void tell(TopicMessage message) {
        others.forEach(there -> dataCentres.tell(there, topic, message));
    }

    /** What was logged here, by this data centre and by others. */
    public void push(LogRange logged) {
        own.add(logged)
                .ifPresent(range -> range.pages()
                        .forEach(page -> tell(new LogMessage.Entries(topic, dataCentres.own(), page, false, self))));
    }

    /** The log of this data centre has come so far. */
    public void push(Mark tail) {
        tell(new LogMessage.Tail(topic, dataCentres.own(), tail, self));
    }

    public void received(LogMessage.Entries entries) {
        at(entries, there -> there.received(entries));
    }

    public void told(LogMessage.Tail tail) {
        at(tail, there -> there.told(tail));
    }

    public void busy(LogMessage.Busy busy) {
        ifKnown(busy.dataCentre(), there -> there.busy(busy));
    }

    public void diverged(LogMessage.Diverged diverged) {
        ifKnown(diverged.dataCentre(), there -> there.diverged(diverged));
    }

    public void replied(Replied replied) {
        ifKnown(replied.reply().dataCentre(), there -> {
            if (replied.reply() instanceof BackendMessage.RemoteCursor cursor) {
                there.replied(cursor);
            }
            if (replied.reply() instanceof BackendMessage.RemoteBusy busy) {
                there.refused(busy);
            }
        });
    }

    public void wake() {
        wakeAtNanos = OptionalLong.empty();
        logs.values().forEach(RemoteTopic::goOn);
        schedule();
    }

    /** Whether something is being taken in. */
    public boolean isBusy() {
        return logs.values().stream().anyMatch(RemoteTopic::isBusy);
    }

    public void close() {
        logs.values().forEach(RemoteTopic::close);
        logs.clear();
    }

    private void ifKnown(@Nullable String dataCentre, Consumer<RemoteTopic> action) {
        RemoteTopic there = logs.get(dataCentre);
        if (there != null) {
            action.accept(there);
            schedule();
        }
    }

    private void at(LogMessage message, Consumer<RemoteTopic> action) {
        String there = String.valueOf(message.dataCentre());
        if (!others.contains(there)) {
            refresh();
        }
        if (others.contains(there)) {
            action.accept(
                    logs.computeIfAbsent(there, any -> new RemoteTopic(topic, there, environment, self, replyTo())));
            schedule();
        } else {
            RemoteCounters.DROPPED_UNKNOWN.increment();
        }
    }

    /** Made when it is needed: most topics have nothing to do with other data centres. */
    private ActorRef<RemoteReply> replyTo() {
        if (replyTo.isEmpty()) {
            replyTo = Optional.of(context.messageAdapter(RemoteReply.class, Replied::new));
        }
        return replyTo.get();
    }

    /** Sets the timer anew only if it has to ring at another time: most messages change nothing of that. */
    private void schedule() {
        OptionalLong next = logs.values().stream()
                .flatMapToLong(there -> there.wakeAtNanos().stream())
                .reduce((one, other) -> one - other < 0 ? one : other);
        if (next.equals(wakeAtNanos)) {
            return;
        }
        wakeAtNanos = next;
        if (next.isPresent()) {
            long wait = next.getAsLong() - environment.nanoTime().getAsLong();
            timers.startSingleTimer(new Wake(), Duration.ofNanos(Math.max(0, wait)));
        } else {
            timers.cancel(new Wake());
        }
    }
}
