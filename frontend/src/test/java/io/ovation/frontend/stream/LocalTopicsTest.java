package io.ovation.frontend.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.ovation.common.event.Comment;
import io.ovation.common.event.Event;
import io.ovation.common.event.EventId;
import io.ovation.common.event.Snapshot;
import io.ovation.common.event.Totals;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.TopicSender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalTopicsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private static final Topic CATS = Topic.video("cats");
    private static final NodeIdentity NODE = new NodeIdentity("n1", "127.0.0.1:2552", 5);
    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration SILENCE = Duration.ofMillis(100);

    /** Nothing is due by time, unless a test says so. */
    private static final String AGES = "lease-renewal = 1h, linger = 1h, subscribe-retry = 1h, loop-backlog = 2";

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private record Told(Topic topic, TopicMessage message) {}

    private final ActorTestKit testKit = ActorTestKit.create(ManualTime.config());
    private final ManualTime time = ManualTime.get(testKit.system());
    private final TestProbe<Told> topicActors = testKit.createTestProbe(Told.class);
    private final TestProbe<LoopSupervisor.Command> loop = testKit.createTestProbe(LoopSupervisor.Command.class);
    private final TestProbe<Connection.Command> ann = testKit.createTestProbe(Connection.Command.class);
    private final TestProbe<Connection.Command> bob = testKit.createTestProbe(Connection.Command.class);
    private final TestProbe<TopicMessage> acknowledgements = testKit.createTestProbe(TopicMessage.class);
    private final TopicSender sender = new TopicSender(CATS, acknowledgements.ref());
    private final StreamMetrics metrics = TestMetrics.create();
    private final LoopLink link = new LoopLink(0, loop.ref(), 2);
    private final LoopLink roomy = new LoopLink(0, loop.ref(), 1_000);

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    @Test
    void join_subscribesForTheFirstViewer() {
        ActorRef<FrontendMessage> topics = start(AGES);
        topics.tell(join(ann));
        topics.tell(join(bob));

        TopicMessage.Subscribe subscribe = told(TopicMessage.Subscribe.class);
        assertThat(subscribe).isEqualTo(new TopicMessage.Subscribe(NODE.subscriber(topics), 1));
        topicActors.expectNoMessage(SILENCE);
        loop.expectNoMessage(SILENCE);
    }

    @Test
    void subscription_isRepeatedUntilItIsAnswered() {
        ActorRef<FrontendMessage> topics = start("subscribe-retry = 1ns, lease-renewal = 1h");
        topics.tell(join(ann));
        told(TopicMessage.Subscribe.class);

        time.timePasses(TICK);
        assertThat(told(TopicMessage.Subscribe.class).viewers()).isEqualTo(1);
        time.timePasses(TICK);
        told(TopicMessage.Subscribe.class);

        topics.tell(sender.subscribed(Snapshot.EMPTY));
        time.timePasses(TICK);
        told(TopicMessage.Renew.class);
        time.timePasses(TICK);
        topicActors.expectNoMessage(SILENCE);
    }

    @Test
    void subscribed_admitsThoseWhoWaitedAndThoseWhoComeLater() {
        ActorRef<FrontendMessage> topics = start(AGES);
        Snapshot snapshot = new Snapshot(Totals.of("a", Map.of("heart", 3L)), 2, List.of(comment(1)), true);
        topics.tell(join(ann));
        topics.tell(sender.subscribed(snapshot));

        LoopSupervisor.Joined first = joined();
        assertThat(first.connection()).isEqualTo(ann.ref());
        assertThat(text(first)).isEqualTo("""
                id: %s
                event: snapshot
                data: {"topic":"video:cats","likes":{"heart":3},"viewers":2,"comments":[{"id":"c-1","member":"ann","text":"hi","at":"2026-01-01T12:00:01Z"}]}

                """.formatted(EventId.of(comment(1))));

        topics.tell(join(bob));
        LoopSupervisor.Joined second = joined();
        assertThat(second.connection()).isEqualTo(bob.ref());
        assertThat(second.snapshot()).isEqualTo(first.snapshot());
    }

    @Test
    void presence_isSaidToWhoeverJoinsAndAgainWhenItChanges() {
        Topic presence = Topic.presence("ann");
        ActorRef<FrontendMessage> topics = start(AGES);
        topics.tell(new LocalTopics.Join(presence, link, ann.ref(), Optional.empty()));
        TopicSender topic = new TopicSender(presence, acknowledgements.ref());
        topics.tell(topic.subscribed(presence(true, NOW)));

        assertThat(text(joined().snapshot().orElseThrow())).isEqualTo("""
                event: presence
                data: {"topic":"presence:ann","member":"ann","status":"online","lastActiveAt":"2026-01-01T12:00:00Z"}

                """);

        // The topic has moved: what was so before is no news.
        topics.tell(topic.subscribed(presence(true, NOW.plusSeconds(10))));
        topics.tell(topic.subscribed(presence(false, NOW.plusSeconds(20))));

        assertThat(text(broadcast().frame())).isEqualTo("""
                event: presence
                data: {"topic":"presence:ann","member":"ann","status":"offline","lastActiveAt":"2026-01-01T12:00:20Z"}

                """);
    }

    @Test
    void presenceThatNobodyKnows_isSaidToBeUnknownAndNotOffline() {
        Topic presence = Topic.presence("ann");
        ActorRef<FrontendMessage> topics = start(AGES);
        topics.tell(new LocalTopics.Join(
                presence, link, ann.ref(), Optional.of(EventId.at(NOW.minus(Duration.ofHours(1))))));
        topics.tell(new TopicSender(presence, acknowledgements.ref()).subscribed(Snapshot.EMPTY));

        assertThat(text(joined().snapshot().orElseThrow())).isEqualTo("""
                event: presence
                data: {"topic":"presence:ann","member":"ann","status":"unknown"}

                """);
    }

    @Test
    void deliver_broadcastsToLoopsWithViewers() {
        ActorRef<FrontendMessage> topics = watched(AGES);
        TestProbe<LoopSupervisor.Command> idle = testKit.createTestProbe(LoopSupervisor.Command.class);
        topics.tell(new LocalTopics.LoopStarted(new LoopLink(1, idle.ref(), 2)));

        topics.tell(viewers(9));

        assertThat(text(broadcast().frame())).isEqualTo("""
                event: viewers
                data: {"topic":"video:cats","count":9}

                """);
        idle.expectNoMessage(SILENCE);
    }

    @Test
    void deliver_isPartOfTheNextSnapshot() {
        ActorRef<FrontendMessage> topics = watched(AGES);
        topics.tell(viewers(9));
        topics.tell(join(bob));

        broadcast();
        assertThat(text(joined())).contains("\"viewers\":9");
    }

    @Test
    void deliver_ofAnUnknownTopicTakesTheSubscriptionBack() {
        ActorRef<FrontendMessage> topics = start(AGES);

        topics.tell(viewers(1));

        assertThat(told(TopicMessage.Unsubscribe.class))
                .isEqualTo(new TopicMessage.Unsubscribe(NODE.subscriber(topics)));
        assertThat(metrics.deliveriesWithoutViewers().count()).isEqualTo(1);
    }

    @Test
    void subscribed_forAnUnknownTopicTakesTheSubscriptionBack() {
        start(AGES).tell(sender.subscribed(Snapshot.EMPTY));

        told(TopicMessage.Unsubscribe.class);
    }

    @Test
    void subscribed_againBroadcastsWhatTheTopicActorKnowsNow() {
        ActorRef<FrontendMessage> topics = watched(AGES);

        topics.tell(sender.subscribed(new Snapshot(Totals.of("a", Map.of("heart", 3L)), 2, List.of(), true)));

        assertThat(text(broadcast().frame())).contains("event: snapshot").contains("\"likes\":{\"heart\":3}");
    }

    @Test
    void renewal_tellsAChangeOfViewersAtTheNextTick() {
        ActorRef<FrontendMessage> topics = watched(AGES);
        topics.tell(viewers(9));
        topics.tell(join(bob));
        topicActors.expectNoMessage(SILENCE);

        time.timePasses(TICK);

        assertThat(told(TopicMessage.Renew.class)).isEqualTo(new TopicMessage.Renew(NODE.subscriber(topics), 2));
        time.timePasses(TICK);
        topicActors.expectNoMessage(SILENCE);
    }

    @Test
    void renewal_comesOnTime() {
        watched("lease-renewal = 1ns, subscribe-retry = 1ns");

        time.timePasses(TICK);
        told(TopicMessage.Renew.class);
        time.timePasses(TICK);
        told(TopicMessage.Renew.class);
    }

    @Test
    void leave_ofTheLastViewerLingers() {
        ActorRef<FrontendMessage> topics = watched(AGES);
        topics.tell(new LocalTopics.Leave(CATS, link, ann.ref()));

        time.timePasses(TICK);
        assertThat(told(TopicMessage.Renew.class).viewers()).isZero();
        time.timePasses(TICK);
        topicActors.expectNoMessage(SILENCE);

        topics.tell(viewers(9));
        loop.expectNoMessage(SILENCE);
        topics.tell(join(ann));
        assertThat(text(joined())).contains("\"viewers\":9");
    }

    @Test
    void leave_ofTheLastViewerUnsubscribesAfterTheLinger() {
        ActorRef<FrontendMessage> topics = watched("linger = 1ns, lease-renewal = 1h, subscribe-retry = 1h");
        topics.tell(new LocalTopics.Leave(CATS, link, ann.ref()));

        time.timePasses(TICK);

        told(TopicMessage.Unsubscribe.class);
        topics.tell(join(ann));
        told(TopicMessage.Subscribe.class);
    }

    @Test
    void join_ofAStreamThatMissedNothingGetsTheSnapshotOnly() {
        ActorRef<FrontendMessage> topics = watched(AGES);
        topics.tell(sender.comment(comment(1)));
        broadcast();

        topics.tell(resuming(EventId.of(comment(1))));

        assertThat(text(joined())).startsWith("id: " + EventId.of(comment(1)) + "\nevent: snapshot\n");
        assertThat(metrics.resumed().count()).isEqualTo(1);
    }

    @Test
    void join_ofAStreamThatMissedCommentsGetsThemBeforeTheSnapshot() {
        ActorRef<FrontendMessage> topics = watched(AGES);
        for (int i = 1; i <= 3; i++) {
            topics.tell(sender.comment(comment(i)));
        }

        topics.tell(resuming(EventId.of(comment(1))));

        String text = text(joinedAmongBroadcasts());
        assertThat(text).containsSubsequence("event: comment", "c-2", "event: comment", "c-3", "event: snapshot");
        assertThat(text.indexOf("c-1")).isGreaterThan(text.indexOf("event: snapshot"));
    }

    @Test
    void join_ofAStreamOfWhichNothingIsKnownGetsAGapFirst() {
        ActorRef<FrontendMessage> topics = watched(AGES);

        topics.tell(resuming(EventId.NONE));

        assertThat(text(joined()))
                .startsWith("event: gap\ndata: {\"topic\":\"video:cats\",\"reason\":\"expired\"}\n\n")
                .contains("event: snapshot\n");
        assertThat(metrics.notResumed().count()).isEqualTo(1);
    }

    @Test
    void comments_areBroadcastOnceInOrderAndAcknowledged() {
        ActorRef<FrontendMessage> topics = watched(AGES);
        FrontendMessage.DeliverComment first = sender.comment(comment(1));
        FrontendMessage.DeliverComment second = sender.comment(comment(2));

        topics.tell(second);
        loop.expectNoMessage(SILENCE);
        topics.tell(first);
        topics.tell(first);
        topics.tell(second);

        assertThat(text(broadcast().frame())).contains("c-1");
        assertThat(text(broadcast().frame())).contains("c-2");
        loop.expectNoMessage(SILENCE);
        assertThat(metrics.deliveriesEarly().count()).isEqualTo(1);
        assertThat(List.of(acknowledged(), acknowledged(), acknowledged(), acknowledged()))
                .containsExactly(1L, 2L, 2L, 3L);
    }

    @Test
    void commentThatComesAgainFromAnotherLifeOfItsTopic_isAcknowledgedAndNotShownAgain() {
        ActorRef<FrontendMessage> topics = watched(AGES);
        topics.tell(sender.comment(comment(1)));
        broadcast();
        TopicSender moved = new TopicSender(CATS, acknowledgements.ref());

        topics.tell(moved.comment(comment(1)));
        topics.tell(moved.comment(comment(2)));

        assertThat(text(broadcast().frame())).contains("c-2");
    }

    @Test
    void subscribedAgain_bringsTheCommentsThatWereMissed() {
        ActorRef<FrontendMessage> topics = watched(AGES);
        topics.tell(sender.comment(comment(1)));
        broadcast();

        topics.tell(sender.subscribed(new Snapshot(Totals.NONE, 1, List.of(comment(1), comment(2), comment(3)), true)));

        assertThat(text(broadcast().frame()))
                .doesNotContain("event: gap")
                .containsSubsequence("event: comment", "c-2", "event: comment", "c-3", "event: snapshot");
    }

    @Test
    void subscribedAgain_withoutNewsTellsNobody() {
        ActorRef<FrontendMessage> topics = watched(AGES);

        topics.tell(sender.subscribed(Snapshot.EMPTY));

        loop.expectNoMessage(SILENCE);
    }

    @Test
    void subscribedAgain_saysSoIfThereIsNoTellingWhatWasMissed() {
        ActorRef<FrontendMessage> topics = watched(AGES);
        topics.tell(sender.comment(comment(1)));
        broadcast();

        topics.tell(sender.subscribed(new Snapshot(Totals.NONE, 1, List.of(comment(3)), false)));

        assertThat(text(broadcast().frame()))
                .startsWith("event: gap\ndata: {\"topic\":\"video:cats\",\"reason\":\"failover\"}\n\n")
                .contains("event: snapshot\n");
    }

    @Test
    void resend_answersWithAGapAndTheCurrentState() {
        ActorRef<FrontendMessage> topics = watched(AGES);
        topics.tell(viewers(9));
        broadcast();

        topics.tell(new LocalTopics.Resend(CATS, link, ann.ref()));

        LoopSupervisor.Joined joined = joined();
        assertThat(joined.connection()).isEqualTo(ann.ref());
        assertThat(text(joined))
                .startsWith("event: gap\ndata: {\"topic\":\"video:cats\",\"reason\":\"slow\"}\n\n")
                .contains("\"viewers\":9");
    }

    @Test
    void busyLoop_isDroppedForCountedAndCaughtUp() {
        ActorRef<FrontendMessage> topics = watched(AGES);
        topics.tell(viewers(1));
        topics.tell(viewers(2));
        topics.tell(viewers(3));
        LoopSupervisor.Broadcast first = broadcast();
        broadcast();
        loop.expectNoMessage(SILENCE);
        assertThat(metrics.framesDroppedBusyLoop().count()).isEqualTo(1);

        time.timePasses(TICK);
        loop.expectNoMessage(SILENCE);

        first.link().done();
        topics.tell(viewers(4));
        // What came after the hole does not come before what fills it.
        loop.expectNoMessage(SILENCE);
        assertThat(metrics.framesDroppedBusyLoop().count()).isEqualTo(2);
        time.timePasses(TICK);
        assertThat(text(broadcast().frame()))
                .startsWith("event: gap\ndata: {\"topic\":\"video:cats\",\"reason\":\"slow\"}\n\n")
                .contains("\"viewers\":4");

        first.link().done();
        time.timePasses(TICK);
        loop.expectNoMessage(SILENCE);
    }

    @Test
    void busyLoop_thatStartsAnewIsOwedNothing() {
        ActorRef<FrontendMessage> topics = watched(AGES);
        topics.tell(viewers(1));
        topics.tell(viewers(2));
        topics.tell(viewers(3));
        broadcast();
        broadcast();

        LoopLink restarted = new LoopLink(0, loop.ref(), 2);
        topics.tell(new LocalTopics.LoopStarted(restarted));
        topics.tell(new LocalTopics.Join(CATS, restarted, ann.ref(), Optional.empty()));
        assertThat(text(joined())).contains("\"viewers\":3");
        time.timePasses(TICK);
        loop.expectNoMessage(SILENCE);

        topics.tell(viewers(4));
        assertThat(text(broadcast().frame())).contains("\"count\":4");
    }

    @Test
    void leave_ofAViewerThatStillWaitsForgetsIt() {
        ActorRef<FrontendMessage> topics = start(AGES);
        topics.tell(join(ann));
        topics.tell(join(bob));
        topics.tell(new LocalTopics.Leave(CATS, link, ann.ref()));

        topics.tell(sender.subscribed(Snapshot.EMPTY));

        assertThat(joined().connection()).isEqualTo(bob.ref());
        loop.expectNoMessage(SILENCE);
    }

    @Test
    void loopStarted_anewHasNoViewers() {
        ActorRef<FrontendMessage> topics = watched(AGES);
        LoopLink restarted = new LoopLink(0, loop.ref(), 2);

        topics.tell(new LocalTopics.LoopStarted(restarted));
        topics.tell(viewers(1));
        loop.expectNoMessage(SILENCE);

        topics.tell(new LocalTopics.Join(CATS, restarted, ann.ref(), Optional.empty()));
        joined();
        topics.tell(viewers(2));
        assertThat(broadcast().link()).isSameAs(restarted);
    }

    @Test
    void crowdedRoom_showsASampleAndEchoesTheRestToTheirMembers() {
        ActorRef<FrontendMessage> topics = crowded();
        topics.tell(new LocalTopics.MemberCame("ann", roomy));
        for (int i = 1; i <= 20; i++) {
            topics.tell(sender.comment(comment(i)));
        }

        // One waits for the end of its slot, which does not come.
        List<LoopSupervisor.Command> told = loop.receiveSeveralMessages(19);
        assertThat(told).filteredOn(LoopSupervisor.Broadcast.class::isInstance).isNotEmpty();
        assertThat(told)
                .filteredOn(LoopSupervisor.Echo.class::isInstance)
                .isNotEmpty()
                .allSatisfy(echo ->
                        assertThat(((LoopSupervisor.Echo) echo).member()).isEqualTo("ann"));
        loop.expectNoMessage(SILENCE);
    }

    @Test
    void crowdedRoom_echoesNothingToALoopWithoutTheMember() {
        ActorRef<FrontendMessage> topics = crowded();
        topics.tell(new LocalTopics.MemberCame("ann", roomy));
        topics.tell(new LocalTopics.MemberLeft("ann", roomy));
        topics.tell(new LocalTopics.MemberCame("bob", roomy));
        for (int i = 1; i <= 20; i++) {
            topics.tell(sender.comment(comment(i)));
        }
        topics.tell(new LocalTopics.Resend(CATS, roomy, ann.ref()));

        // Fails on anything else than broadcasts before it.
        joinedAmongBroadcasts();
        assertThat(metrics.commentsWithheld().count()).isPositive();
    }

    @Test
    void crowdedRoom_keepsAndAcknowledgesEverything() {
        ActorRef<FrontendMessage> topics = crowded();
        for (int i = 1; i <= 8; i++) {
            topics.tell(sender.comment(comment(i)));
        }

        topics.tell(new LocalTopics.Join(CATS, roomy, bob.ref(), Optional.of(EventId.of(comment(1)))));

        assertThat(text(joinedAmongBroadcasts())).containsSubsequence("c-2", "c-3", "c-4", "c-8", "event: snapshot");
        long last = 0;
        while (last < 9) {
            last = acknowledged();
        }
    }

    @Test
    void refresh_answersWithTheCurrentState() {
        ActorRef<FrontendMessage> topics = watched(AGES);

        topics.tell(new LocalTopics.Refresh(CATS, link, ann.ref()));

        LoopSupervisor.Joined joined = joined();
        assertThat(joined.connection()).isEqualTo(ann.ref());
        assertThat(text(joined)).contains("event: snapshot\n").doesNotContain("event: gap");
    }

    @Test
    void refresh_ofATopicThatIsNotReadyIsLeftToTheSubscription() {
        ActorRef<FrontendMessage> topics = start(AGES);
        topics.tell(join(ann));

        topics.tell(new LocalTopics.Refresh(CATS, link, ann.ref()));

        loop.expectNoMessage(SILENCE);
    }

    @Test
    void typingCrowd_isToldAsANumber() {
        ActorRef<FrontendMessage> topics = watched(AGES + ", typing-names = 1");
        topics.tell(new FrontendMessage.Deliver(CATS, new Event.Typing("ann", 5)));
        topics.tell(new FrontendMessage.Deliver(CATS, new Event.Typing("bob", 5)));

        assertThat(text(broadcast().frame())).contains("\"member\":\"ann\"");
        assertThat(text(broadcast().frame())).contains("\"count\":2").doesNotContain("member");
    }

    @Test
    void changeTopics_goesToTheLoopThatHoldsTheConnection() {
        TestProbe<FrontendMessage.TopicsReply> client = testKit.createTestProbe(FrontendMessage.TopicsReply.class);
        ConnectionId id = ConnectionId.create(NODE.name(), 0);

        start(AGES)
                .tell(new FrontendMessage.ChangeTopics(
                        id.toString(), List.of(CATS), List.of(), Optional.empty(), client.ref()));

        assertThat(loop.expectMessageClass(LoopSupervisor.Change.class))
                .isEqualTo(new LoopSupervisor.Change(
                        id.token(), List.of(CATS), List.of(), Optional.empty(), client.ref()));
    }

    @Test
    void changeTopics_isRefusedForConnectionsThatAreNotHere() {
        TestProbe<FrontendMessage.TopicsReply> client = testKit.createTestProbe(FrontendMessage.TopicsReply.class);
        ActorRef<FrontendMessage> topics = start(AGES);

        for (String id : List.of(
                ConnectionId.create("n2", 0).toString(),
                ConnectionId.create(NODE.name(), 1).toString(),
                "nonsense")) {
            topics.tell(new FrontendMessage.ChangeTopics(id, List.of(CATS), List.of(), Optional.empty(), client.ref()));
            client.expectMessage(new FrontendMessage.UnknownConnection());
        }
        loop.expectNoMessage(SILENCE);
    }

    private ActorRef<FrontendMessage> start(String settings) {
        ActorRef<FrontendMessage> topics = testKit.spawn(LocalTopics.create(
                NODE,
                TestSettings.with(settings),
                (topic, message) -> topicActors.ref().tell(new Told(topic, message)),
                metrics));
        topics.tell(new LocalTopics.LoopStarted(link));
        return topics;
    }

    /** One connection watches, and the topic actor has answered. */
    private ActorRef<FrontendMessage> watched(String settings) {
        ActorRef<FrontendMessage> topics = start(settings);
        topics.tell(join(ann));
        told(TopicMessage.Subscribe.class);
        topics.tell(sender.subscribed(Snapshot.EMPTY));
        joined();
        return topics;
    }

    /** Shows one comment a second, to somebody on a loop that takes many frames. */
    private ActorRef<FrontendMessage> crowded() {
        ActorRef<FrontendMessage> topics = start("comments-per-second = 1");
        topics.tell(new LocalTopics.LoopStarted(roomy));
        topics.tell(new LocalTopics.Join(CATS, roomy, ann.ref(), Optional.empty()));
        topics.tell(sender.subscribed(Snapshot.EMPTY));
        joined();
        return topics;
    }

    private LocalTopics.Join join(TestProbe<Connection.Command> connection) {
        return new LocalTopics.Join(CATS, link, connection.ref(), Optional.empty());
    }

    private LocalTopics.Join resuming(EventId lastSeen) {
        return new LocalTopics.Join(CATS, link, bob.ref(), Optional.of(lastSeen));
    }

    private LoopSupervisor.Joined joinedAmongBroadcasts() {
        LoopSupervisor.Command command = loop.receiveMessage();
        while (command instanceof LoopSupervisor.Broadcast broadcast) {
            broadcast.link().done();
            command = loop.receiveMessage();
        }
        return (LoopSupervisor.Joined) command;
    }

    private long acknowledged() {
        return ((TopicMessage.Received) acknowledgements.receiveMessage()).sequence();
    }

    private static Comment comment(int number) {
        return new Comment("c-" + number, "ann", "hi", NOON.plusSeconds(number), null);
    }

    private static FrontendMessage viewers(int count) {
        return new FrontendMessage.Deliver(CATS, new Event.Viewers(count));
    }

    private <T extends TopicMessage> T told(Class<T> message) {
        Told told = topicActors.receiveMessage();
        assertThat(told.topic()).isEqualTo(CATS);
        assertThat(told.message()).isInstanceOf(message);
        return message.cast(told.message());
    }

    private LoopSupervisor.Joined joined() {
        return loop.expectMessageClass(LoopSupervisor.Joined.class);
    }

    private LoopSupervisor.Broadcast broadcast() {
        return loop.expectMessageClass(LoopSupervisor.Broadcast.class);
    }

    private static String text(LoopSupervisor.Joined joined) {
        return text(joined.snapshot().orElseThrow());
    }

    private static String text(Frame frame) {
        return frame.bytes().toString(UTF_8);
    }

    private static Snapshot presence(boolean online, Instant lastActiveAt) {
        return new Snapshot(Totals.NONE, 0, List.of(), false, new Event.Presence(online, lastActiveAt));
    }
}
