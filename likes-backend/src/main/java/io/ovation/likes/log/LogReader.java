package io.ovation.likes.log;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import io.ovation.common.event.Totals;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.Bounds;
import io.ovation.common.protocol.LogMessage;
import io.ovation.likes.store.StoreReads;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions about what the store holds. Sends no answer if a read fails: whoever asked has a timeout, as for a
 * lost message.
 */
public final class LogReader extends AbstractBehavior<BackendMessage> {

    private record Ended(LogQuestion question, LogQuestion.@Nullable Answer answer) implements BackendMessage {}

    /** When one who finds too many waiting may ask again; spread over twice this time. */
    private static final Duration BUSY = Duration.ofMillis(250);

    /** @param dataCentre whose likes and logs the store keeps */
    public static Behavior<BackendMessage> create(StoreReads reads, LogSettings settings, String dataCentre) {
        return Behaviors.setup(context -> new LogReader(context, reads, settings, dataCentre));
    }

    private final StoreReads reads;
    private final String dataCentre;
    private final ActorRef<LogMessage> source;
    private final FetchQueue<LogQuestion> fetches;

    private final Counter answered = fetches("answered");
    private final Counter diverged = fetches("diverged");
    private final Counter busy = fetches("busy");
    private final Counter failed = fetches("failed");
    private final Counter misdirected = fetches("misdirected");

    private LogReader(ActorContext<BackendMessage> context, StoreReads reads, LogSettings settings, String dataCentre) {
        super(context);
        Counter expired = fetches("expired");
        this.reads = reads;
        this.dataCentre = dataCentre;
        this.source = context.getSelf().narrow();
        this.fetches = new FetchQueue<>(settings.fetchReaders(), settings.waitingFetches(), expired::increment);
    }

    @Override
    public Receive<BackendMessage> createReceive() {
        return newReceiveBuilder()
                .onMessage(LogMessage.Fetch.class, fetch -> take(LogQuestion.of(fetch)))
                .onMessage(LogMessage.FetchBefore.class, fetch -> take(LogQuestion.of(fetch)))
                .onMessage(Ended.class, this::onEnded)
                .onMessage(BackendMessage.LoadTopic.class, this::onLoadTopic)
                .onMessage(BackendMessage.CompareTopics.class, this::onCompareTopics)
                .onMessage(BackendMessage.ListLogs.class, this::onListLogs)
                .onMessage(BackendMessage.ReadCursors.class, this::onReadCursors)
                .build();
    }

    private Behavior<BackendMessage> onEnded(Ended ended) {
        fetches.ended();
        LogQuestion.Answer answer = ended.answer();
        if (answer == null) {
            failed.increment();
        } else {
            ended.question().replyTo().tell(answer.message());
            (answer.diverged() ? diverged : answered).increment();
        }
        readNext();
        return this;
    }

    private Behavior<BackendMessage> onLoadTopic(BackendMessage.LoadTopic load) {
        reads.read(store -> new BackendMessage.TopicLoaded(
                        load.topic(),
                        Totals.of(dataCentre, store.totals(load.topic())),
                        store.latest(load.topic()),
                        source))
                .thenAccept(load.replyTo()::tell);
        return this;
    }

    private Behavior<BackendMessage> onCompareTopics(BackendMessage.CompareTopics compare) {
        reads.read(store -> Standings.split(Standings.read(store, compare.topics(), dataCentre)))
                .thenAccept(lists ->
                        lists.forEach(list -> compare.replyTo().tell(new BackendMessage.TopicsCompared(list, source))));
        return this;
    }

    private Behavior<BackendMessage> onListLogs(BackendMessage.ListLogs list) {
        reads.read(store -> new BackendMessage.LogsListed(store.logs(list.after(), Bounds.TOPICS_PER_MESSAGE)))
                .thenAccept(list.replyTo()::tell);
        return this;
    }

    private Behavior<BackendMessage> onReadCursors(BackendMessage.ReadCursors read) {
        reads.read(store -> new BackendMessage.CursorsRead(
                        read.dataCentre(),
                        store.cursors(read.dataCentre(), read.topics()).entrySet().stream()
                                .map(cursor -> new BackendMessage.LogEnd(cursor.getKey(), cursor.getValue()))
                                .toList()))
                .thenAccept(read.replyTo()::tell);
        return this;
    }

    private Behavior<BackendMessage> take(LogQuestion question) {
        if (question.isOfAnother(dataCentre)) {
            misdirected.increment();
        } else if (fetches.offer(question, question.patience(), System.nanoTime())) {
            readNext();
        } else {
            busy.increment();
            question.replyTo()
                    .tell(question.busy(
                            BUSY.plusMillis(ThreadLocalRandom.current().nextLong(BUSY.toMillis()))));
        }
        return this;
    }

    private void readNext() {
        for (Optional<LogQuestion> next = fetches.next(System.nanoTime());
                next.isPresent();
                next = fetches.next(System.nanoTime())) {
            LogQuestion question = next.get();
            getContext()
                    .pipeToSelf(
                            reads.read(store -> question.answer(store, source)),
                            (answer, failure) -> new Ended(question, answer));
        }
    }

    private static Counter fetches(String outcome) {
        return Metrics.counter("ovation.likes.log.fetches", "outcome", outcome);
    }
}
