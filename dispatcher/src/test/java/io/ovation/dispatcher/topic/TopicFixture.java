package io.ovation.dispatcher.topic;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.memory.ByteBudget;
import io.ovation.common.memory.NodeMemory;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.FrontendMessage.Deliver;
import io.ovation.common.protocol.FrontendMessage.Subscribed;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.PresenceMessage;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Drill;
import io.ovation.common.trace.Tracing;
import io.ovation.dispatcher.TestLog;
import io.ovation.dispatcher.TestSettings;
import io.ovation.dispatcher.entity.RunningEntities;
import io.ovation.dispatcher.kv.ScriptedTable;
import io.ovation.dispatcher.kv.Table;
import io.ovation.dispatcher.remote.RemoteEnvironment;
import io.ovation.dispatcher.remote.ScriptedDataCentres;
import io.ovation.dispatcher.subscribers.SubscriberTable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A topic's actor amid probes, with time that passes when the test says. */
abstract class TopicFixture {

    static final Topic TOPIC = Topic.video("42");
    static final Duration QUIET = Duration.ofMillis(50);
    static final Instant NOW = TestLog.BEGIN;
    private static final Duration LIFE = Duration.ofMinutes(2);

    final ActorTestKit testKit = ActorTestKit.create(ManualTime.config());
    final ScriptedTable store = new ScriptedTable();
    final ScriptedDataCentres dataCentres = new ScriptedDataCentres();
    final TestProbe<BackendMessage> backend = testKit.createTestProbe(BackendMessage.class);
    final TestProbe<LogComparison.Command> comparison = testKit.createTestProbe(LogComparison.Command.class);
    final TestProbe<PresenceMessage> bucket = testKit.createTestProbe(PresenceMessage.class);
    final TestProbe<ClusterSharding.ShardCommand> shard = testKit.createTestProbe(ClusterSharding.ShardCommand.class);
    final TestProbe<FrontendMessage> one = testKit.createTestProbe(FrontendMessage.class);
    final TestProbe<FrontendMessage> two = testKit.createTestProbe(FrontendMessage.class);

    /** What the store of this data centre has logged of the topic. */
    final TestLog log = TestLog.of("here", 20);

    /** Follows everything. */
    final Tracing tracing = new Tracing(1, 1_000, Drill.none());

    final RunningEntities<Topic, TopicMessage> running = new RunningEntities<>();

    final AtomicLong nanoTime = new AtomicLong();

    /** The one that was spawned last. */
    ActorRef<TopicMessage> topic;

    private final ManualTime manualTime = ManualTime.get(testKit.system());

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    void spawn(Topic name, String changedSettings) {
        topic = testKit.spawn(TopicActor.create(name, environment(changedSettings), shard.getRef()));
    }

    TopicEnvironment environment(String changedSettings) {
        ByteBudget windows = NodeMemory.get(testKit.system()).windows();
        return new TopicEnvironment(
                TestSettings.with(changedSettings).topics(),
                new SubscriberTable(store, LIFE, testKit.system()),
                backend.getRef(),
                comparison.getRef(),
                (member, question) -> bucket.getRef().tell(question),
                new RemoteEnvironment(dataCentres, backend.getRef(), windows, nanoTime::get),
                windows,
                running,
                nanoTime::get,
                tracing);
    }

    /** Brings the topic to where {@code probe} is its only subscriber and knows the log up to that position. */
    void startWith(TestProbe<FrontendMessage> probe, long position) throws InterruptedException {
        store.nextRead().complete(Map.of());
        topic.tell(subscribe(probe, 1));
        load(position);
        probe.expectMessageClass(Subscribed.class);
    }

    /** Answers the next question how the topic stands. */
    void load(long position) {
        loading().tell(loaded(7, log.range(0, position)));
    }

    ActorRef<BackendMessage.TopicLoaded> loading() {
        return backend.expectMessageClass(BackendMessage.LoadTopic.class).replyTo();
    }

    /** What a backend has just committed. */
    LogMessage.Entries committed(long after, long through) {
        return new LogMessage.Entries(TOPIC, null, log.range(after, through), false, source(backend));
    }

    LogMessage.Tail tail(Mark mark) {
        return new LogMessage.Tail(TOPIC, null, mark, source(backend));
    }

    /** @return how many viewers there are, once the topic has handled what it was told before */
    int awaitHandled() {
        TestProbe<TopicMessage.Description> probe = testKit.createTestProbe(TopicMessage.Description.class);
        topic.tell(new TopicMessage.Describe(probe.getRef()));
        return probe.receiveMessage().viewers();
    }

    void pass(Duration duration) {
        nanoTime.addAndGet(duration.toNanos());
        manualTime.timePasses(duration);
    }

    LogMessage.Entries delivered(LogRange range, boolean gap) {
        return new LogMessage.Entries(TOPIC, null, range, gap, self());
    }

    /** The topic's actor as those know it who may ask it for entries. */
    ActorRef<LogMessage> self() {
        return topic.narrow();
    }

    static Event delivered(TestProbe<FrontendMessage> probe) {
        return probe.expectMessageClass(Deliver.class).event();
    }

    static TopicMessage.Subscribe subscribe(TestProbe<FrontendMessage> probe, int viewers) {
        return new TopicMessage.Subscribe(subscriber(probe, 1), viewers);
    }

    static TopicMessage.Renew renew(TestProbe<FrontendMessage> probe, int viewers, @Nullable Mark mark) {
        return new TopicMessage.Renew(subscriber(probe, 1), viewers, mark);
    }

    static Subscriber subscriber(TestProbe<FrontendMessage> probe, long epoch) {
        return new Subscriber(node(probe), epoch, probe.getRef());
    }

    static String node(TestProbe<FrontendMessage> probe) {
        return probe.getRef().path().name();
    }

    /** What the store knows of these subscribers. */
    @SafeVarargs
    final Map<String, Table.Field> stored(TestProbe<FrontendMessage>... probes) {
        ActorRefResolver actors = ActorRefResolver.get(testKit.system());
        Map<String, Table.Field> fields = new HashMap<>();
        for (TestProbe<FrontendMessage> probe : probes) {
            String actor = actors.toSerializationFormat(probe.getRef());
            fields.put(node(probe), new Table.Field(1, actor, LIFE, false));
        }
        return fields;
    }

    static ActorRef<LogMessage> source(TestProbe<BackendMessage> probe) {
        return probe.getRef().narrow();
    }

    BackendMessage.TopicLoaded loaded(long hearts, LogRange latest) {
        return new BackendMessage.TopicLoaded(TOPIC, Totals.of("dc", Map.of("heart", hearts)), latest, source(backend));
    }

    static Event.Likes likes(long added, long total) {
        return new Event.Likes(Map.of("heart", added), Totals.of("dc", Map.of("heart", total)), null);
    }

    static Event.Typing typing(String member) {
        return new Event.Typing(member, 5);
    }
}
