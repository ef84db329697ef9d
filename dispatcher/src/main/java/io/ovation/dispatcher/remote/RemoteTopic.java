package io.ovation.dispatcher.remote;

import akka.actor.typed.ActorRef;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.BackendMessage.RemoteReply;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/** Takes the log of a topic in one other data centre into the store of this one: does what {@link RemoteLog} says. */
final class RemoteTopic {

    private static final Duration FETCH_PATIENCE = Duration.ofSeconds(2);

    private final Topic topic;
    private final String dataCentre;
    private final RemoteEnvironment environment;
    private final ActorRef<LogMessage> self;
    private final ActorRef<RemoteReply> replyTo;
    private final RemoteLog<ActorRef<LogMessage>> log;

    /** @param replyTo the topic's actor, for answers of the store */
    RemoteTopic(
            Topic topic,
            String dataCentre,
            RemoteEnvironment environment,
            ActorRef<LogMessage> self,
            ActorRef<RemoteReply> replyTo) {
        this.topic = topic;
        this.dataCentre = dataCentre;
        this.environment = environment;
        this.self = self;
        this.replyTo = replyTo;
        this.log = new RemoteLog<>(
                environment.windows(), () -> ThreadLocalRandom.current().nextLong(), now());
    }

    void received(LogMessage.Entries entries) {
        log.receive(entries.range(), entries.source(), now());
        goOn();
    }

    void told(LogMessage.Tail tail) {
        log.told(tail.mark(), tail.source(), now());
        goOn();
    }

    void busy(LogMessage.Busy busy) {
        log.postponed(Duration.ofMillis(busy.retryAfterMillis()), now());
    }

    void diverged(LogMessage.Diverged diverged) {
        log.diverged(diverged.asked(), diverged.places(), now());
        goOn();
    }

    void replied(BackendMessage.RemoteCursor reply) {
        boolean done = log.replied(reply.mark(), now());
        (done ? RemoteCounters.COMMITTED : RemoteCounters.REFUSED).increment();
        goOn();
    }

    void refused(BackendMessage.RemoteBusy reply) {
        RemoteCounters.BUSY.increment();
        log.refused(Duration.ofMillis(reply.retryAfterMillis()), now());
    }

    /** Says to the store, and to the other data centre, what is to be said by now. */
    void goOn() {
        log.request(now())
                .ifPresent(request -> environment.likesBackends().tell(request.match(this::commit, this::realign)));
        log.ask(now()).ifPresent(question -> {
            RemoteCounters.FETCHED.increment();
            LogMessage.Fetch fetch = new LogMessage.Fetch(
                    topic, dataCentre, question.after(), question.to(), FETCH_PATIENCE.toMillis(), self);
            if (question.source() == null) {
                environment.dataCentres().tell(dataCentre, topic, fetch);
            } else {
                question.source().tell(fetch);
            }
        });
    }

    /** When {@link #goOn} has something to say; empty if not before something comes. */
    OptionalLong wakeAtNanos() {
        return log.wakeAtNanos();
    }

    boolean isBusy() {
        return log.isBusy();
    }

    boolean isHopeless() {
        return log.isHopeless(now());
    }

    void close() {
        log.close();
    }

    private BackendMessage commit(RemoteLog.Commit commit) {
        RemoteCounters.PAGES.increment();
        if (commit.gap()) {
            RemoteCounters.PAGES_WITH_GAP.increment();
        }
        return new BackendMessage.CommitRemote(topic, dataCentre, commit.page(), commit.gap(), replyTo);
    }

    private BackendMessage realign(RemoteLog.Realign realign) {
        RemoteCounters.REALIGNED.increment();
        return new BackendMessage.RealignRemote(topic, dataCentre, realign.places(), replyTo);
    }

    private long now() {
        return environment.nanoTime().getAsLong();
    }
}
