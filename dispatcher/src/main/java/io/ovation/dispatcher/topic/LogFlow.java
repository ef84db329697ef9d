package io.ovation.dispatcher.topic;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.TimerScheduler;
import io.ovation.common.log.EntryTrace;
import io.ovation.common.log.Follower.Question;
import io.ovation.common.log.Follower.Taken;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Stage;
import io.ovation.dispatcher.subscribers.Lease;
import io.ovation.dispatcher.subscribers.Subscribers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Tells subscribers of a topic's entries: takes them in order, as {@link TopicLog} says, tells each once, and keeps them
 * for a while for those who lack some. Nobody acknowledges them.
 */
final class LogFlow {

    /** It is time to ask for what is missing. */
    record Wake() implements TopicMessage {}

    private static final Duration FETCH_PATIENCE = Duration.ofSeconds(2);

    private final TimerScheduler<TopicMessage> timers;
    private final Topic topic;
    private final TopicEnvironment environment;
    private final ActorRef<TopicMessage> self;
    private final Subscribers subscribers;
    private final TopicLog<ActorRef<LogMessage>> log;
    private final EntryTrace trace;
    private OptionalLong wakeAtNanos = OptionalLong.empty();

    LogFlow(
            TimerScheduler<TopicMessage> timers,
            Topic topic,
            TopicEnvironment environment,
            ActorRef<TopicMessage> self,
            Subscribers subscribers) {
        this.timers = timers;
        this.topic = topic;
        this.environment = environment;
        this.self = self;
        this.subscribers = subscribers;
        this.trace = new EntryTrace(environment.tracing(), Stage.TOPIC_RECEIVED);
        this.log = new TopicLog<>(
                environment.settings().window(),
                environment.windows(),
                () -> ThreadLocalRandom.current().nextLong());
    }

    /** Somebody watches. */
    void keep() {
        if (!log.isKept() && topic.kind() != Topic.Kind.PRESENCE) {
            log.keep();
            environment.comparison().tell(new LogComparison.Watch(topic, self));
        }
    }

    /** Nobody does any more. */
    void release() {
        if (log.isKept()) {
            log.release();
            environment.comparison().tell(new LogComparison.Unwatch(topic, self));
            schedule();
        }
    }

    boolean isKept() {
        return log.isKept();
    }

    /** How far it has come; null if it does not follow the log. */
    @Nullable
    Mark mark() {
        return log.mark().orElse(null);
    }

    /** How many entries further on it knows of, and waits for. */
    long missing() {
        return log.missing();
    }

    /** What the log ends with; null if it does not follow the log. */
    @Nullable
    LogRange latestPage() {
        return log.latestPage().orElse(null);
    }

    /** Begins with what a backend has loaded. Those who were welcomed by somebody else may lack some of it. */
    void start(LogRange latest) {
        List<Taken> taken = log.start(latest, now());
        trace.began(latest);
        trace.took(taken, null);
        subscribers.deliver(latest.through());
        deliver(taken);
        schedule();
    }

    /** What of a range other data centres are to be told; empty if it is known already. */
    Optional<LogRange> news(LogRange range) {
        return log.isNews(range) ? Optional.of(log.withoutRetracted(range)) : Optional.empty();
    }

    void received(LogMessage.Entries entries) {
        if (!log.isKept()) {
            trace.nobodyWatches(entries.range());
            return;
        }
        List<Taken> taken = log.receive(entries.range(), entries.gap(), entries.source(), now());
        trace.took(taken, entries.asked() ? entries.range() : null);
        deliver(taken);
        skip();
        schedule();
    }

    /** The log has come so far, as that source knows. */
    void told(Mark mark, ActorRef<LogMessage> source) {
        log.told(mark, source, now());
        schedule();
    }

    void busy(LogMessage.Busy busy) {
        log.postpone(Duration.ofMillis(busy.retryAfterMillis()), now());
        schedule();
    }

    /** @return whether the log is to be loaded anew */
    boolean diverged(LogMessage.Diverged diverged) {
        boolean diverges = log.diverged(diverged.asked());
        if (diverges) {
            TopicCounters.DIVERGED.increment();
            schedule();
        }
        return diverges;
    }

    /** A subscriber says how far it has come. */
    void renewed(Lease lease, Mark theirs) {
        log.standing(theirs).ifPresent(standing -> {
            switch (standing) {
                case LEVEL -> {}
                case BEHIND -> log.mark().ifPresent(mark -> subscribers.deliver(lease, mark));
                case AHEAD -> doubt(lease, theirs);
            }
        });
    }

    /** Either this one is behind, or the subscriber follows a history that is lost: the store knows. */
    private void doubt(Lease lease, Mark theirs) {
        told(theirs, environment.likesBackends().narrow());
        environment
                .likesBackends()
                .tell(fetch(theirs, theirs.position(), lease.subscriber().ref().narrow()));
    }

    void fetch(LogMessage.Fetch fetch) {
        answer(fetch, log.page(fetch.after(), fetch.to()), fetch.replyTo());
    }

    void fetch(LogMessage.FetchBefore fetch) {
        answer(fetch, log.pageThrough(fetch.through()), fetch.replyTo());
    }

    void wake() {
        wakeAtNanos = OptionalLong.empty();
        skip();
        log.ask(now()).ifPresent(this::ask);
        schedule();
    }

    void trim() {
        log.trim(now());
    }

    private void skip() {
        List<Taken> skipped = log.skip(now());
        if (!skipped.isEmpty()) {
            TopicCounters.HOLES_SKIPPED.increment();
            trace.took(skipped, null);
            deliver(skipped);
        }
    }

    private void ask(Question<ActorRef<LogMessage>> question) {
        TopicCounters.HOLES_ASKED.increment();
        LogMessage.Fetch fetch = fetch(question.after(), question.to(), self.narrow());
        if (question.source() == null) {
            environment.likesBackends().tell(fetch);
        } else {
            question.source().tell(fetch);
        }
    }

    private LogMessage.Fetch fetch(Mark after, long to, ActorRef<LogMessage> replyTo) {
        return new LogMessage.Fetch(topic, null, after, to, FETCH_PATIENCE.toMillis(), replyTo);
    }

    /** Another data centre has named this one in its question, and wants its own entries only. */
    private void answer(LogMessage question, Optional<LogRange> known, ActorRef<LogMessage> replyTo) {
        String dataCentre = question.dataCentre();
        if (dataCentre != null && !dataCentre.equals(environment.dataCentres().own())) {
            TopicCounters.DROPPED_MISDIRECTED.increment();
            return;
        }
        Optional<LogRange> page =
                dataCentre == null ? known : known.map(range -> range.only(entry -> entry.mayComeFrom(dataCentre)));
        if (page.isPresent()) {
            TopicCounters.FETCHES_ANSWERED.increment();
            replyTo.tell(new LogMessage.Entries(topic, dataCentre, page.get(), false, self.narrow(), true));
        } else {
            TopicCounters.FETCHES_RELAYED.increment();
            environment.likesBackends().tell(question);
        }
    }

    private void deliver(List<Taken> taken) {
        for (Taken each : taken) {
            TopicCounters.ENTRIES.increment(each.range().entries().size());
            subscribers.deliver(each.range(), each.gap());
        }
    }

    /** Sets the timer anew only if it has to ring at another time: a hole in a busy log is looked at often. */
    private void schedule() {
        OptionalLong next = log.askAtNanos();
        if (next.equals(wakeAtNanos)) {
            return;
        }
        wakeAtNanos = next;
        if (next.isPresent()) {
            timers.startSingleTimer(new Wake(), Duration.ofNanos(Math.max(0, next.getAsLong() - now())));
        } else {
            timers.cancel(new Wake());
        }
    }

    private long now() {
        return environment.nanoTime().getAsLong();
    }
}
