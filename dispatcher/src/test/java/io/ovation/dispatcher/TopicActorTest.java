package io.ovation.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.ovation.common.delivery.Position;
import io.ovation.common.event.Comment;
import io.ovation.common.event.Event;
import io.ovation.common.event.Snapshot;
import io.ovation.common.event.Totals;
import io.ovation.common.protocol.BackendMessage;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.FrontendMessage.Deliver;
import io.ovation.common.protocol.FrontendMessage.Subscribed;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicActorTest {

    private static final Topic TOPIC = Topic.video("42");
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration QUIET = Duration.ofMillis(50);

    private final ActorTestKit testKit = ActorTestKit.create(ManualTime.config());
    private final ManualTime manualTime = ManualTime.get(testKit.system());
    private final AtomicLong nanoTime = new AtomicLong();

    private final ScriptedStore store = new ScriptedStore();
    private final ScriptedDataCentres dataCentres = new ScriptedDataCentres();
    private final TestProbe<BackendMessage> backend = testKit.createTestProbe(BackendMessage.class);
    private final TestProbe<ClusterSharding.ShardCommand> shard =
            testKit.createTestProbe(ClusterSharding.ShardCommand.class);
    private final TestProbe<FrontendMessage> one = testKit.createTestProbe(FrontendMessage.class);
    private final TestProbe<FrontendMessage> two = testKit.createTestProbe(FrontendMessage.class);

    private ActorRef<TopicMessage> topic;

    @BeforeEach
    void start() {
        topic = spawn(TOPIC, "");
    }

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    @Test
    void subscribe_isAnsweredWithWhatTheBackendHolds() throws Exception {
        store.nextLoad().complete(Set.of());

        topic.tell(subscribe(one, 3));
        BackendMessage.LoadTopic asked = backend.expectMessageClass(BackendMessage.LoadTopic.class);
        one.expectNoMessage(QUIET);
        asked.replyTo().tell(loaded(7, comment("1")));

        Snapshot snapshot = welcomed(one).snapshot();
        assertThat(asked.topic()).isEqualTo(TOPIC);
        assertThat(snapshot.totals().sum()).containsExactly(Map.entry("heart", 7L));
        assertThat(snapshot.comments()).containsExactly(comment("1"));
        assertThat(snapshot.viewers()).isEqualTo(3);
        assertThat(store.added()).containsExactly(subscriber(one, 1));
    }

    @Test
    void subscribeRepeated_isAnsweredAgainButTheBackendIsAskedOnce() throws Exception {
        startWith(one);
        topic.tell(subscribe(one, 1));

        welcomed(one);
        backend.expectNoMessage(QUIET);
        assertThat(store.added()).hasSize(1);
    }

    @Test
    void presenceTopic_needsNoBackendAndCountsNoViewers() throws Exception {
        store.nextLoad();
        topic = spawn(Topic.presence("ann"), "");
        store.nextLoad().complete(Set.of());

        topic.tell(subscribe(one, 1));
        topic.tell(subscribe(two, 1));

        welcomed(one);
        welcomed(two);
        one.expectNoMessage(QUIET);
        backend.expectNoMessage(Duration.ZERO);
    }

    @Test
    void silentBackend_leavesSubscribersWithWhatIsKnownAndBringsTheRestLate() throws Exception {
        store.nextLoad().complete(Set.of());
        topic.tell(subscribe(one, 1));
        backend.expectMessageClass(BackendMessage.LoadTopic.class);
        awaitHandled();

        pass(Duration.ofSeconds(2));
        assertThat(welcomed(one).snapshot().totals()).isEqualTo(Totals.NONE);

        topic.tell(subscribe(two, 1));
        welcomed(two);

        pass(Duration.ofSeconds(1));
        BackendMessage.LoadTopic again = backend.expectMessageClass(BackendMessage.LoadTopic.class);
        again.replyTo().tell(loaded(7));

        Totals late = one
                .fishForMessage(
                        Duration.ofSeconds(3),
                        message -> message instanceof Subscribed
                                ? FishingOutcomes.complete()
                                : FishingOutcomes.continueAndIgnore())
                .stream()
                .map(message -> ((Subscribed) message).snapshot().totals())
                .findFirst()
                .orElseThrow();
        assertThat(late.sum()).containsExactly(Map.entry("heart", 7L));
        assertThat(welcomed(two).snapshot().totals()).isEqualTo(late);
    }

    @Test
    void publish_reachesEachNodeOnceAfterItsSnapshot() throws Exception {
        startWith(one);
        topic.tell(subscribe(two, 0));
        welcomed(two);

        topic.tell(new TopicMessage.Publish(typing("1")));

        Deliver delivered = one.expectMessageClass(Deliver.class);
        assertThat(delivered.event()).isEqualTo(typing("1"));
        two.expectMessage(delivered);
        one.expectNoMessage(QUIET);
        two.expectNoMessage(Duration.ZERO);
    }

    @Test
    void commentWhileTheSnapshotIsAwaited_isInItAndNotDelivered() throws Exception {
        store.nextLoad().complete(Set.of());
        topic.tell(subscribe(one, 1));
        topic.tell(published("1"));
        backend.expectMessageClass(BackendMessage.LoadTopic.class).replyTo().tell(loaded(7));

        assertThat(welcomed(one).snapshot().comments()).containsExactly(comment("1"));
        one.expectNoMessage(QUIET);
    }

    @Test
    void likesOfABusyTopic_leaveOncePerWindow() throws Exception {
        startWith(one);
        for (int total = 1; total <= 100; total++) {
            topic.tell(new TopicMessage.Publish(likes(1, total)));
        }
        assertThat(one.expectMessageClass(Deliver.class).event()).isEqualTo(likes(1, 1));
        awaitHandled();
        one.expectNoMessage(Duration.ZERO);

        pass(Duration.ofMillis(100));
        assertThat(one.expectMessageClass(Deliver.class).event()).isEqualTo(likes(99, 100));

        topic.tell(new TopicMessage.Publish(likes(1, 101)));
        awaitHandled();
        one.expectNoMessage(QUIET);
        pass(Duration.ofMillis(100));
        assertThat(one.expectMessageClass(Deliver.class).event()).isEqualTo(likes(1, 101));
    }

    @Test
    void likes_goToOtherDataCentresOnceAndThoseOfOthersNoFurther() throws Exception {
        store.nextLoad();
        dataCentres.others("there");
        topic = spawn(TOPIC, "");
        startWith(one);
        dataCentres.next(TopicMessage.CompareTotals.class);

        topic.tell(new TopicMessage.Publish(likes(1, 1)));
        assertThat(dataCentres.next(TopicMessage.Forward.class).event()).isEqualTo(likes(1, 1));
        topic.tell(new TopicMessage.Forward(typing("ann")));

        assertThat(delivered(one)).isEqualTo(likes(1, 1));
        assertThat(delivered(one)).isEqualTo(typing("ann"));
        assertThat(dataCentres.isSilent()).isTrue();
    }

    @Test
    void compareTotals_isAnsweredWithAllThatIsKnownOnceTheStoreHasTold() throws Exception {
        store.nextLoad().complete(Set.of());
        TestProbe<TopicMessage> there = testKit.createTestProbe(TopicMessage.class);
        Totals theirs = Totals.of("there", Map.of("heart", 5L));

        topic.tell(new TopicMessage.CompareTotals(theirs, there.getRef()));
        backend.expectMessageClass(BackendMessage.LoadTopic.class).replyTo().tell(loaded(7));

        assertThat(there.expectMessageClass(TopicMessage.Forward.class).event())
                .isEqualTo(new Event.Likes(Map.of(), theirs.merge(Totals.of("dc", Map.of("heart", 7L))), null));
    }

    @Test
    void totalsThatTheStoreCountedAndNoEventTold_areToldLater() throws Exception {
        startWith(one);

        pass(Duration.ofSeconds(15));
        backend.expectMessageClass(BackendMessage.LoadTopic.class).replyTo().tell(loaded(9));

        assertThat(delivered(one)).isEqualTo(new Event.Likes(Map.of(), Totals.of("dc", Map.of("heart", 9L)), null));
    }

    @Test
    void viewers_areSummedAndSaidOnceASecond() throws Exception {
        startWith(one);
        topic.tell(subscribe(two, 4));
        welcomed(two);
        topic.tell(renew(one, 10));
        assertThat(awaitHandled()).isEqualTo(14);
        one.expectNoMessage(QUIET);

        pass(Duration.ofSeconds(1));

        assertThat(one.expectMessageClass(Deliver.class).event()).isEqualTo(new Event.Viewers(14));
        assertThat(two.expectMessageClass(Deliver.class).event()).isEqualTo(new Event.Viewers(14));
    }

    @Test
    void viewersOfATopicThatMoved_areSaidOnceAllNodesHaveCounted() throws Exception {
        store.nextLoad().complete(Set.of(subscriber(one, 1), subscriber(two, 1)));
        topic.tell(renew(one, 10));
        awaitHandled();
        one.expectNoMessage(QUIET);

        topic.tell(renew(two, 5));

        assertThat(one.expectMessageClass(Deliver.class).event()).isEqualTo(new Event.Viewers(15));
    }

    @Test
    void renew_ofAnUnknownSubscriberIsAnsweredAndOfAKnownOneIsNot() throws Exception {
        store.nextLoad().complete(Set.of());
        topic.tell(renew(one, 1));
        backend.expectMessageClass(BackendMessage.LoadTopic.class).replyTo().tell(loaded(7));
        welcomed(one);

        topic.tell(renew(one, 1));
        awaitHandled();

        one.expectNoMessage(QUIET);
        assertThat(store.added()).containsExactly(subscriber(one, 1));
    }

    @Test
    void failedWrite_isRepeatedAtTheNextRenewal() throws Exception {
        store.failWrites(true);
        startWith(one);
        awaitHandled();
        store.failWrites(false);

        topic.tell(renew(one, 1));
        topic.tell(renew(one, 1));
        awaitHandled();

        assertThat(store.added()).containsExactly(subscriber(one, 1), subscriber(one, 1));
    }

    @Test
    void entryThatTheStoreWantsAgain_isWrittenByEachRenewal() throws Exception {
        startWith(one);
        store.wantAgain(true);

        topic.tell(renew(one, 1));
        topic.tell(renew(one, 1));
        awaitHandled();
        assertThat(store.added()).hasSize(3).containsOnly(subscriber(one, 1));

        store.wantAgain(false);
        topic.tell(renew(one, 1));
        awaitHandled();
        assertThat(store.added()).hasSize(3);
    }

    @Test
    void unsubscribe_endsDeliveryForThatBootOnly() throws Exception {
        startWith(one);
        topic.tell(new TopicMessage.Unsubscribe(subscriber(one, 0)));
        topic.tell(new TopicMessage.Publish(typing("1")));
        one.expectMessageClass(Deliver.class);

        topic.tell(new TopicMessage.Unsubscribe(subscriber(one, 1)));
        topic.tell(new TopicMessage.Publish(typing("2")));
        awaitHandled();

        one.expectNoMessage(QUIET);
        assertThat(store.removed()).containsExactly(subscriber(one, 1));
    }

    @Test
    void laterBoot_takesTheEarlierOnesPlaceAndEarlierOnesAreIgnored() throws Exception {
        startWith(one);
        Subscriber later = new Subscriber(node(one), 2, two.getRef());
        topic.tell(new TopicMessage.Subscribe(later, 1));
        welcomed(two);
        topic.tell(subscribe(one, 5));

        topic.tell(new TopicMessage.Publish(typing("1")));

        two.expectMessageClass(Deliver.class);
        assertThat(awaitHandled()).isEqualTo(1);
        one.expectNoMessage(QUIET);
    }

    @Test
    void leaseThatIsNotRenewed_ends() throws Exception {
        startWith(one);
        topic.tell(subscribe(two, 1));
        welcomed(two);
        pass(Duration.ofSeconds(20));
        topic.tell(renew(two, 1));
        assertThat(awaitHandled()).isEqualTo(2);

        pass(Duration.ofSeconds(15));

        assertThat(awaitHandled()).isEqualTo(1);
        assertThat(store.removed()).containsExactly(subscriber(one, 1));
    }

    @Test
    void subscriberThatIsNoMore_isForgottenAtOnce() throws Exception {
        startWith(one);
        Subscriber gone = subscriber(one, 1);

        one.stop();

        topic.tell(subscribe(two, 1));
        two.awaitAssert(() -> {
            assertThat(store.removed()).containsExactly(gone);
            return null;
        });
        assertThat(awaitHandled()).isEqualTo(1);
    }

    @Test
    void storedSubscribers_areDeliveredToWithoutASubscribe() throws Exception {
        store.nextLoad().complete(Set.of(subscriber(one, 1)));

        topic.tell(new TopicMessage.Publish(typing("1")));

        one.expectMessageClass(Deliver.class);
    }

    @Test
    void messagesWhileTheStoreIsAsked_waitUpToTheLimit() throws Exception {
        store.nextLoad();
        topic = spawn(TOPIC, "stash-limit = 2");
        topic.tell(new TopicMessage.Publish(typing("1")));
        topic.tell(new TopicMessage.Publish(typing("2")));
        topic.tell(new TopicMessage.Publish(typing("3")));

        store.nextLoad().complete(Set.of(subscriber(one, 1)));
        List<Event> waited = List.of(delivered(one), delivered(one));
        topic.tell(new TopicMessage.Publish(typing("4")));

        assertThat(waited).containsExactly(typing("1"), typing("2"));
        assertThat(delivered(one)).isEqualTo(typing("4"));
        one.expectNoMessage(QUIET);
    }

    @Test
    void storeThatFails_isAskedAgainInTheBackground() throws Exception {
        store.nextLoad().completeExceptionally(new IllegalStateException("the store is down"));
        topic.tell(subscribe(one, 1));
        backend.expectMessageClass(BackendMessage.LoadTopic.class).replyTo().tell(loaded(7));
        welcomed(one);

        pass(Duration.ofSeconds(1));
        store.nextLoad().completeExceptionally(new IllegalStateException("the store is down"));
        awaitHandled();
        pass(Duration.ofSeconds(2));
        store.nextLoad().complete(Set.of(subscriber(two, 1)));

        two.awaitAssert(() -> {
            topic.tell(new TopicMessage.Publish(new Event.Typing("member" + System.nanoTime(), 5)));
            return two.expectMessageClass(Deliver.class, QUIET);
        });
    }

    @Test
    void storeThatIsSlow_isNotWaitedForAndHeardLater() throws Exception {
        topic.tell(subscribe(one, 1));
        pass(Duration.ofMillis(2500));
        backend.expectMessageClass(BackendMessage.LoadTopic.class).replyTo().tell(loaded(7));
        welcomed(one);

        store.nextLoad().complete(Set.of(subscriber(two, 1)));

        two.awaitAssert(() -> {
            topic.tell(new TopicMessage.Publish(new Event.Typing("member" + System.nanoTime(), 5)));
            return two.expectMessageClass(Deliver.class, QUIET);
        });
    }

    @Test
    void stop_endsATopicThatIsLoading() throws Exception {
        store.nextLoad();

        topic.tell(new TopicMessage.Stop());

        shard.expectTerminated(topic);
    }

    @Test
    void stop_endsATopicThatIsLoadingWithMessagesWaiting() throws Exception {
        topic = spawn(TOPIC, "stash-limit = 1");
        topic.tell(subscribe(one, 1));
        topic.tell(subscribe(two, 1));

        topic.tell(new TopicMessage.Stop());

        shard.expectTerminated(topic);
    }

    @Test
    void stop_endsATopicWhoseSubscribersAwaitTheBackend() throws Exception {
        store.nextLoad().complete(Set.of());
        topic.tell(subscribe(one, 1));
        backend.expectMessageClass(BackendMessage.LoadTopic.class);

        topic.tell(new TopicMessage.Stop());

        shard.expectTerminated(topic);
    }

    @Test
    void stop_endsARunningTopicOnceItsLastLikesHaveLeft() throws Exception {
        startWith(one);
        topic.tell(new TopicMessage.Publish(likes(1, 1)));
        topic.tell(new TopicMessage.Publish(likes(1, 2)));

        topic.tell(new TopicMessage.Stop());

        assertThat(one.expectMessageClass(Deliver.class).event()).isEqualTo(likes(1, 1));
        assertThat(one.expectMessageClass(Deliver.class).event()).isEqualTo(likes(1, 2));
        shard.expectTerminated(topic);
    }

    @Test
    void topicThatNobodyUses_asksToEnd() throws Exception {
        store.nextLoad().complete(Set.of());
        awaitHandled();
        pass(Duration.ofSeconds(110));
        awaitHandled();
        pass(Duration.ofSeconds(110));
        shard.expectNoMessage(QUIET);

        pass(Duration.ofSeconds(20));

        shard.expectMessage(new ClusterSharding.Passivate<>(topic));
    }

    @Test
    void topicWithSubscribers_staysHoweverQuiet() throws Exception {
        store.nextLoad();
        topic = spawn(TOPIC, "lease = 10m");
        store.nextLoad().complete(Set.of(subscriber(one, 1)));
        awaitHandled();

        pass(Duration.ofMinutes(5));

        shard.expectNoMessage(QUIET);
    }

    private ActorRef<TopicMessage> spawn(Topic name, String changedSettings) {
        TopicEnvironment environment = new TopicEnvironment(
                TestSettings.with(changedSettings), store, backend.getRef(), dataCentres, nanoTime::get);
        return testKit.spawn(TopicActor.create(name, environment, shard.getRef()));
    }

    /** Brings the topic to where {@code probe} is its only subscriber and has its snapshot. */
    private void startWith(TestProbe<FrontendMessage> probe) throws InterruptedException {
        store.nextLoad().complete(Set.of());
        topic.tell(subscribe(probe, 1));
        backend.expectMessageClass(BackendMessage.LoadTopic.class).replyTo().tell(loaded(0));
        welcomed(probe);
    }

    /** Expects the answer to a subscription, and acknowledges it. */
    private Subscribed welcomed(TestProbe<FrontendMessage> probe) {
        Subscribed subscribed = probe.expectMessageClass(Subscribed.class);
        acknowledge(probe, subscribed);
        return subscribed;
    }

    private void acknowledge(TestProbe<FrontendMessage> probe, FrontendMessage.Acknowledged message) {
        topic.tell(new TopicMessage.Received(
                node(probe), message.position().stream(), message.position().sequence()));
    }

    private static Event delivered(TestProbe<FrontendMessage> probe) {
        return probe.expectMessageClass(Deliver.class).event();
    }

    private int awaitHandled() {
        TestProbe<TopicMessage.Description> probe = testKit.createTestProbe(TopicMessage.Description.class);
        topic.tell(new TopicMessage.Describe(probe.getRef()));
        return probe.receiveMessage().viewers();
    }

    private void pass(Duration duration) {
        nanoTime.addAndGet(duration.toNanos());
        manualTime.timePasses(duration);
    }

    private static TopicMessage.Subscribe subscribe(TestProbe<FrontendMessage> probe, int viewers) {
        return new TopicMessage.Subscribe(subscriber(probe, 1), viewers);
    }

    private static TopicMessage.Renew renew(TestProbe<FrontendMessage> probe, int viewers) {
        return new TopicMessage.Renew(subscriber(probe, 1), viewers);
    }

    private static Subscriber subscriber(TestProbe<FrontendMessage> probe, long epoch) {
        return new Subscriber(node(probe), epoch, probe.getRef());
    }

    private static String node(TestProbe<FrontendMessage> probe) {
        return probe.getRef().path().name();
    }

    private static BackendMessage.TopicLoaded loaded(long hearts, Comment... comments) {
        return new BackendMessage.TopicLoaded(TOPIC, Totals.of("dc", Map.of("heart", hearts)), List.of(comments));
    }

    private static Event.Likes likes(long added, long total) {
        return new Event.Likes(Map.of("heart", added), Totals.of("dc", Map.of("heart", total)), null);
    }

    private static Event.Typing typing(String member) {
        return new Event.Typing(member, 5);
    }

    private TopicMessage.PublishComment published(String id) {
        return new TopicMessage.PublishComment(new Position(1, 1, 1), comment(id), backend.getRef());
    }

    private static Comment comment(String id) {
        return new Comment(id, "ann", "hello", NOW, null);
    }
}
