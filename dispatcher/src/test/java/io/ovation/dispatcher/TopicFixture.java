package io.ovation.dispatcher;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.ovation.common.delivery.Position;
import io.ovation.common.event.Comment;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.FrontendMessage.Deliver;
import io.ovation.common.protocol.FrontendMessage.Subscribed;
import io.ovation.common.protocol.PresenceMessage;
import io.ovation.common.protocol.Subscriber;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;

/** A topic's actor amid probes, with time that passes when the test says. */
abstract class TopicFixture {

    static final Topic TOPIC = Topic.video("42");
    static final Duration QUIET = Duration.ofMillis(50);

    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    final ActorTestKit testKit = ActorTestKit.create(ManualTime.config());
    final ScriptedStore store = new ScriptedStore();
    final ScriptedDataCentres dataCentres = new ScriptedDataCentres();
    final TestProbe<BackendMessage> backend = testKit.createTestProbe(BackendMessage.class);
    final TestProbe<PresenceMessage> bucket = testKit.createTestProbe(PresenceMessage.class);
    final TestProbe<ClusterSharding.ShardCommand> shard = testKit.createTestProbe(ClusterSharding.ShardCommand.class);
    final TestProbe<FrontendMessage> one = testKit.createTestProbe(FrontendMessage.class);
    final TestProbe<FrontendMessage> two = testKit.createTestProbe(FrontendMessage.class);

    /** The one that was spawned last. */
    ActorRef<TopicMessage> topic;

    private final ManualTime manualTime = ManualTime.get(testKit.system());
    private final AtomicLong nanoTime = new AtomicLong();

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    void spawn(Topic name, String changedSettings) {
        TopicEnvironment environment = new TopicEnvironment(
                TestSettings.with(changedSettings),
                store,
                backend.getRef(),
                (member, question) -> bucket.getRef().tell(question),
                dataCentres,
                nanoTime::get);
        topic = testKit.spawn(TopicActor.create(name, environment, shard.getRef()));
    }

    /** Brings the topic to where {@code probe} is its only subscriber and has its snapshot. */
    void startWith(TestProbe<FrontendMessage> probe) throws InterruptedException {
        store.nextLoad().complete(Set.of());
        topic.tell(subscribe(probe, 1));
        backend.expectMessageClass(BackendMessage.LoadTopic.class).replyTo().tell(loaded(0));
        welcomed(probe);
    }

    /** Expects the answer to a subscription, and acknowledges it. */
    Subscribed welcomed(TestProbe<FrontendMessage> probe) {
        Subscribed subscribed = probe.expectMessageClass(Subscribed.class);
        acknowledge(probe, subscribed);
        return subscribed;
    }

    void acknowledge(TestProbe<FrontendMessage> probe, FrontendMessage.Acknowledged message) {
        topic.tell(new TopicMessage.Received(
                node(probe), message.position().stream(), message.position().sequence()));
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

    TopicMessage.PublishComment published(long stream, int number) {
        return new TopicMessage.PublishComment(new Position(stream, 1, number), comment(number), backend.getRef());
    }

    static Event delivered(TestProbe<FrontendMessage> probe) {
        return probe.expectMessageClass(Deliver.class).event();
    }

    static TopicMessage.Subscribe subscribe(TestProbe<FrontendMessage> probe, int viewers) {
        return new TopicMessage.Subscribe(subscriber(probe, 1), viewers);
    }

    static TopicMessage.Renew renew(TestProbe<FrontendMessage> probe, int viewers) {
        return new TopicMessage.Renew(subscriber(probe, 1), viewers);
    }

    static Subscriber subscriber(TestProbe<FrontendMessage> probe, long epoch) {
        return new Subscriber(node(probe), epoch, probe.getRef());
    }

    static String node(TestProbe<FrontendMessage> probe) {
        return probe.getRef().path().name();
    }

    static BackendMessage.TopicLoaded loaded(long hearts, Comment... comments) {
        return new BackendMessage.TopicLoaded(TOPIC, Totals.of("dc", Map.of("heart", hearts)), List.of(comments));
    }

    static Event.Likes likes(long added, long total) {
        return new Event.Likes(Map.of("heart", added), Totals.of("dc", Map.of("heart", total)), null);
    }

    static Event.Typing typing(String member) {
        return new Event.Typing(member, 5);
    }

    static Comment comment(int number) {
        return new Comment("id" + number, "ann", "hello", NOW.plusSeconds(number), null);
    }
}
