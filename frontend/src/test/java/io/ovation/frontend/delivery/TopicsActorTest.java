package io.ovation.frontend.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.Behaviors;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovation.common.event.Event;
import io.ovation.common.event.Totals;
import io.ovation.common.insight.NodeTopic;
import io.ovation.common.log.EventId;
import io.ovation.common.log.LogRange;
import io.ovation.common.log.Mark;
import io.ovation.common.memory.ByteBudget;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.LogMessage;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Tracing;
import io.ovation.frontend.TestLog;
import io.ovation.frontend.frame.EncodedEvents;
import io.ovation.frontend.frame.Frames;
import io.ovation.frontend.frame.GapReason;
import io.ovation.frontend.frame.ViewerMessage;
import io.ovation.frontend.link.Backlog;
import io.ovation.frontend.link.LastSeen;
import io.ovation.frontend.link.LoopLink;
import io.ovation.frontend.link.LoopMembers;
import io.ovation.frontend.link.LoopMessage;
import io.ovation.frontend.link.TopicsMessage;
import io.ovation.frontend.replay.FrameCache;
import io.ovation.frontend.topic.TestSettings;
import io.ovation.frontend.viewer.CatchUp;
import io.ovation.frontend.viewer.CatchUp.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicsActorTest {

    private static final Topic CATS = Topic.video("cats");
    private static final Topic DOGS = Topic.video("dogs");
    private static final NodeIdentity NODE = new NodeIdentity("n1", "127.0.0.1:2552", 5);
    private static final Duration SILENCE = Duration.ofMillis(100);
    private static final int BACKLOG = 2;

    private record Told(Topic topic, TopicMessage message) {}

    private final ActorTestKit testKit = ActorTestKit.create();
    private final TestProbe<Told> topicActors = testKit.createTestProbe(Told.class);
    private final TestProbe<LogMessage> source = testKit.createTestProbe(LogMessage.class);
    private final TestProbe<LoopMessage> loop = testKit.createTestProbe(LoopMessage.class);
    private final TestProbe<ViewerMessage> ann = testKit.createTestProbe(ViewerMessage.class);
    private final TestProbe<ViewerMessage> bob = testKit.createTestProbe(ViewerMessage.class);
    private final TopicMetrics metrics = TopicMetrics.create(new SimpleMeterRegistry());
    private final Backlog backlog = new Backlog(BACKLOG);
    private final LoopMembers<ActorRef<ViewerMessage>> members = new LoopMembers<>();
    private final LoopLink link = new LoopLink(0, loop.ref(), backlog, members);
    private final AllTopics topicsOfNode = new AllTopics();
    private final ByteBudget windows = new ByteBudget(1 << 24);
    private final TestLog log = TestLog.of(60);
    private int questions;

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    @Test
    void join_subscribesForTheFirstViewer() {
        ActorRef<FrontendMessage> topics = start("");
        topics.tell(join(CATS, ann));
        topics.tell(join(CATS, bob));

        TopicMessage.Subscribe subscribe = told(TopicMessage.Subscribe.class);
        assertThat(subscribe).isEqualTo(new TopicMessage.Subscribe(NODE.subscriber(topics), 1));
        topicActors.expectNoMessage(SILENCE);
        loop.expectNoMessage(SILENCE);
    }

    @Test
    void subscription_isRepeatedUntilItIsAnswered() {
        ActorRef<FrontendMessage> topics = start("subscribe-retry = 100 ms");
        topics.tell(join(CATS, ann));
        told(TopicMessage.Subscribe.class);

        assertThat(told(TopicMessage.Subscribe.class).viewers()).isEqualTo(1);
        topics.tell(subscribed(log.all()));
        answer();
        topicActors.expectNoMessage(Duration.ofMillis(300));
    }

    @Test
    void subscribed_answersThoseWhoWaitedAndThoseWhoComeLater() {
        ActorRef<FrontendMessage> topics = start("");
        TestLog one = TestLog.of(1);
        topics.tell(join(CATS, ann));
        topics.tell(new FrontendMessage.Subscribed(
                CATS, Totals.of("a", Map.of("heart", 3L)), 2, null, one.all(), source.ref()));

        LoopMessage.Answer first = answer();
        assertThat(first.connection()).isEqualTo(ann.ref());
        assertThat(first.question()).isEqualTo(1);
        assertThat(first.catchUp().kind()).isEqualTo(Kind.BEGIN);
        assertThat(text(first)).isEqualTo("""
                id: %s
                event: snapshot
                data: {"topic":"video:cats","likes":{"heart":3},"viewers":2,"comments":[{"id":"c-1","member":"ann","text":"hi","at":"2026-01-01T12:00:01Z"}]}

                """.formatted(one.id(1)));

        topics.tell(join(CATS, bob));
        LoopMessage.Answer second = answer();
        assertThat(second.connection()).isEqualTo(bob.ref());
        assertThat(second.catchUp().events().get(0))
                .isSameAs(first.catchUp().events().get(0));
    }

    @Test
    void presence_isSaidToWhoeverJoinsAndAgainWhenItChanges() {
        Topic presence = Topic.presence("ann");
        ActorRef<FrontendMessage> topics = start("");
        topics.tell(join(presence, ann));
        topics.tell(new FrontendMessage.Subscribed(presence, Totals.NONE, 0, null, null, source.ref()));
        assertThat(text(answer())).contains("\"status\":\"unknown\"");

        topics.tell(new FrontendMessage.Deliver(presence, new Event.Presence(true, null), null, source.ref()));

        assertThat(text(broadcast())).contains("event: presence", "\"status\":\"online\"");
    }

    @Test
    void look_tellsOfATopicThatIsWatched_andStartsNone() {
        ActorRef<FrontendMessage> topics = start("");
        TestProbe<Optional<NodeTopic.AtFrontend>> probe = testKit.createTestProbe();
        topics.tell(new TopicsActor.Look(CATS, probe.ref()));
        assertThat(probe.receiveMessage()).isEmpty();
        topicActors.expectNoMessage(SILENCE);

        topics.tell(join(CATS, ann));
        topics.tell(join(CATS, bob));
        topics.tell(new TopicsActor.Look(CATS, probe.ref()));
        assertThat(probe.receiveMessage()).contains(new NodeTopic.AtFrontend(2, null, 0));

        topics.tell(subscribed(log.range(0, 5)));
        topics.tell(new LogMessage.Tail(CATS, null, log.range(0, 9).through(), source.ref()));
        topics.tell(new TopicsActor.Look(CATS, probe.ref()));
        assertThat(probe.receiveMessage()).contains(new NodeTopic.AtFrontend(2, 5L, 4));
    }

    @Test
    void deliver_isBroadcastToLoopsWithViewersAndPartOfTheNextSnapshot() {
        ActorRef<FrontendMessage> topics = watched("");
        TestProbe<LoopMessage> idle = testKit.createTestProbe(LoopMessage.class);
        topics.tell(
                new TopicsMessage.LoopStarted(new LoopLink(1, idle.ref(), new Backlog(BACKLOG), new LoopMembers<>())));

        topics.tell(viewers(9));

        assertThat(text(broadcast())).isEqualTo("event: viewers\ndata: {\"topic\":\"video:cats\",\"count\":9}\n\n");
        idle.expectNoMessage(SILENCE);
        topics.tell(join(CATS, bob));
        assertThat(text(answer())).contains("\"viewers\":9");
    }

    @Test
    void whatComesOfAnUnknownTopic_takesTheSubscriptionBack() {
        ActorRef<FrontendMessage> topics = start("");

        topics.tell(viewers(1));
        assertThat(told(TopicMessage.Unsubscribe.class))
                .isEqualTo(new TopicMessage.Unsubscribe(NODE.subscriber(topics)));
        topics.tell(subscribed(log.all()));
        told(TopicMessage.Unsubscribe.class);
        topics.tell(entries(log.all()));
        told(TopicMessage.Unsubscribe.class);
        assertThat(metrics.deliveriesWithoutViewers().count()).isEqualTo(3);
    }

    @Test
    void renewal_tellsAChangeOfViewersSoon() {
        ActorRef<FrontendMessage> topics = watched("");
        topics.tell(join(CATS, bob));
        answer();

        assertThat(told(TopicMessage.Renew.class))
                .isEqualTo(new TopicMessage.Renew(NODE.subscriber(topics), 2, log.last()));
        topicActors.expectNoMessage(SILENCE);
    }

    @Test
    void lastViewer_isFollowedByTheEndOfTheSubscription() {
        ActorRef<FrontendMessage> topics = watched("linger = 1 ms");
        assertThat(windows.taken()).isPositive();
        assertThat(topicsOfNode.names()).containsExactly(CATS);
        topics.tell(new TopicsMessage.Leave(CATS, link, ann.ref()));

        told(TopicMessage.Unsubscribe.class);
        topicActors.awaitAssert(() -> {
            assertThat(windows.taken()).isZero();
            assertThat(topicsOfNode.names()).isEmpty();
            return null;
        });
        topics.tell(join(CATS, ann));
        told(TopicMessage.Subscribe.class);
    }

    @Test
    void dispatcherThatIsLost_makesAllTopicsRenew() {
        ActorRef<FrontendMessage> topics = watched("");

        topics.tell(new TopicsActor.DispatcherLost());

        assertThat(told(TopicMessage.Renew.class).mark()).isEqualTo(log.last());
    }

    @Test
    void entries_areBroadcastAndWhatIsMissingIsFetchedFromWhoeverShowedIt() {
        ActorRef<FrontendMessage> topics = watched("");
        TestLog longer = TestLog.of(70);

        topics.tell(entries(longer.range(60, 61)));
        assertThat(text(broadcast())).contains("c-61").startsWith("id: " + longer.id(61));
        topics.tell(entries(longer.range(63, 64)));
        LogMessage.Fetch fetch = source.expectMessageClass(LogMessage.Fetch.class);

        assertThat(fetch.topic()).isEqualTo(CATS);
        assertThat(fetch.after()).isEqualTo(longer.mark(61));
        assertThat(fetch.to()).isEqualTo(63);
        assertThat(fetch.replyTo()).isEqualTo(topics);
        assertThat(metrics.holesFetched().count()).isEqualTo(1);
        assertThat(metrics.entriesTaken().count()).isEqualTo(1);
        // It does not answer: then whoever is the topic's actor is asked.
        assertThat(told(LogMessage.Fetch.class).after()).isEqualTo(longer.mark(61));
    }

    @Test
    void past_isFetchedFromWhoeverAnswered() {
        ActorRef<FrontendMessage> topics = start("");
        topics.tell(join(CATS, ann));
        told(TopicMessage.Subscribe.class);

        topics.tell(subscribed(log.latest(55)));

        assertThat(source.expectMessageClass(LogMessage.FetchBefore.class).through())
                .isEqualTo(log.mark(5));
        assertThat(metrics.pastFetched().count()).isEqualTo(1);
    }

    @Test
    void join_ofAStreamThatMissedNothingGetsTheSnapshotOnly() {
        ActorRef<FrontendMessage> topics = watched("");

        topics.tell(resuming(log.id(60)));

        LoopMessage.Answer answer = answer();
        assertThat(answer.catchUp().kind()).isEqualTo(Kind.BEGIN);
        assertThat(text(answer)).startsWith("id: " + log.id(60) + "\nevent: snapshot\n");
        assertThat(metrics.resumed().count()).isEqualTo(1);
    }

    @Test
    void join_ofAStreamThatMissedCommentsGetsThemBeforeTheSnapshot() {
        ActorRef<FrontendMessage> topics = watched("");

        topics.tell(resuming(log.id(57)));

        LoopMessage.Answer answer = answer();
        assertThat(answer.catchUp().kind()).isEqualTo(Kind.LAST_PIECE);
        String text = text(answer);
        assertThat(text.substring(0, text.indexOf("event: snapshot")))
                .containsSubsequence("event: comment", "c-58", "event: comment", "c-59", "event: comment", "c-60")
                .doesNotContain("c-57");
        assertThat(metrics.resumed().count()).isEqualTo(1);
        assertThat(metrics.replayPieces().count()).isEqualTo(1);
    }

    @Test
    void join_ofAStreamThatMissedMuchGetsItInPieces() {
        TestLog large = new TestLog("c");
        for (int i = 0; i < 200; i++) {
            large.comment("ann", "x".repeat(400));
        }
        ActorRef<FrontendMessage> topics = start("recent-comments = 1");
        topics.tell(new TopicsMessage.Join(
                CATS, link, ann.ref(), 1, Optional.empty(), seen(new EventId(TestLog.NOON, Mark.START)), false));
        topics.tell(subscribed(large.all()));

        CatchUp piece = answer().catchUp();
        StringBuilder text = new StringBuilder(text(piece.events()));
        int pieces = 1;
        while (piece.kind() == Kind.PIECE) {
            topics.tell(new TopicsMessage.More(CATS, link, ann.ref(), pieces, Optional.empty(), piece.through()));
            assertThat(piece.events().stream().mapToInt(EncodedEvents::length).sum())
                    .isLessThanOrEqualTo(32 * 1024);
            piece = answer().catchUp();
            text.append(text(piece.events()));
            pieces++;
        }

        assertThat(pieces).isGreaterThan(2);
        assertThat(piece.kind()).isEqualTo(Kind.LAST_PIECE);
        assertThat(text.toString().split("event: comment", -1)).hasSize(201);
        assertThat(text.toString().split("event: snapshot", -1)).hasSize(2);
        assertThat(metrics.replayPieces().count()).isEqualTo(pieces);
    }

    @Test
    void viewerWhosePlaceIsNotKnown_getsAGapFirst() {
        ActorRef<FrontendMessage> topics = watched("");

        topics.tell(resuming(EventId.UNKNOWN));
        LoopMessage.Answer answer = answer();
        topics.tell(new TopicsMessage.More(CATS, link, bob.ref(), 7, Optional.empty(), new Mark(3, 3)));

        for (LoopMessage.Answer each : List.of(answer, answer())) {
            assertThat(each.catchUp().kind()).isEqualTo(Kind.RECOVERY);
            assertThat(text(each))
                    .startsWith("event: gap\ndata: {\"topic\":\"video:cats\",\"reason\":\"expired\"}\n\n")
                    .contains("event: snapshot\n");
        }
        assertThat(metrics.notResumed().count()).isEqualTo(1);
        assertThat(metrics.gaps().get(GapReason.EXPIRED).count()).isEqualTo(2);
    }

    @Test
    void recover_isAnsweredWithAGapAndTheCurrentState() {
        ActorRef<FrontendMessage> topics = watched("");

        topics.tell(new TopicsMessage.Recover(CATS, link, ann.ref()));

        LoopMessage.Answer answer = answer();
        assertThat(answer.connection()).isEqualTo(ann.ref());
        assertThat(answer.question()).isZero();
        assertThat(answer.catchUp().kind()).isEqualTo(Kind.RECOVERY);
        assertThat(text(answer)).startsWith("event: gap\ndata: {\"topic\":\"video:cats\",\"reason\":\"slow\"}\n\n");
    }

    @Test
    void refresh_isAnsweredWithTheCurrentState() {
        ActorRef<FrontendMessage> topics = watched("");

        topics.tell(new TopicsMessage.Refresh(CATS, link, ann.ref()));

        LoopMessage.Answer answer = answer();
        assertThat(answer.catchUp().kind()).isEqualTo(Kind.REFRESH);
        assertThat(text(answer)).contains("event: snapshot\n").doesNotContain("event: gap");
    }

    @Test
    void retraction_vanishesFromSnapshotsAndReplaysAndIsToldToLoopsThoughTheyAreBusy() {
        TestLog talk = TestLog.of(60);
        ActorRef<FrontendMessage> topics = start("");
        topics.tell(join(CATS, ann));
        topics.tell(subscribed(talk.all()));
        assertThat(text(answer())).contains("\"c-58\"");
        topics.tell(resuming(talk.id(50)));
        assertThat(text(answer())).contains("\"c-58\"");
        topics.tell(viewers(1));
        topics.tell(viewers(2));
        broadcast();
        broadcast();
        talk.retract(58);

        topics.tell(entries(talk.range(60, 61)));

        assertThat(loop.receiveMessage()).isEqualTo(new LoopMessage.Retract(CATS, "c-58"));
        topics.tell(join(CATS, ann));
        assertThat(text(answer())).contains("\"c-57\"").doesNotContain("\"c-58\"");
        topics.tell(resuming(talk.id(50)));
        String replay = text(answer());
        assertThat(replay.substring(0, replay.indexOf("event: snapshot")))
                .containsSubsequence("c-57", "c-59", "event: retracted", "c-58");
        assertThat(replay.substring(replay.indexOf("event: snapshot"))).doesNotContain("c-58");
    }

    @Test
    void busyLoop_isDroppedForCountedAndMadeUpTo() {
        ActorRef<FrontendMessage> topics = watched("");
        topics.tell(viewers(1));
        topics.tell(viewers(2));
        topics.tell(viewers(3));
        broadcast();
        broadcast();
        loop.expectNoMessage(SILENCE);
        assertThat(metrics.framesRefused().count()).isEqualTo(1);

        backlog.run();
        topics.tell(viewers(4));
        // What came after the hole does not come before what fills it.
        loop.expectNoMessage(SILENCE);
        assertThat(metrics.framesRefused().count()).isEqualTo(2);
        assertThat(text(broadcast()))
                .startsWith("event: gap\ndata: {\"topic\":\"video:cats\",\"reason\":\"slow\"}\n\n")
                .contains("\"viewers\":4");

        backlog.run();
        topics.tell(viewers(5));
        assertThat(text(broadcast())).contains("\"count\":5");
    }

    @Test
    void loopThatStartsAnew_hasNoViewersAndIsOwedNothing() {
        ActorRef<FrontendMessage> topics = watched("");
        topics.tell(viewers(1));
        topics.tell(viewers(2));
        topics.tell(viewers(3));
        broadcast();
        broadcast();

        LoopLink restarted = new LoopLink(0, loop.ref(), new Backlog(BACKLOG), members);
        topics.tell(new TopicsMessage.LoopStarted(restarted));
        topics.tell(viewers(4));
        loop.expectNoMessage(SILENCE);

        topics.tell(new TopicsMessage.Join(CATS, restarted, ann.ref(), 9, Optional.empty(), LastSeen.NOTHING, false));
        assertThat(text(answer())).contains("\"viewers\":4");
        topics.tell(viewers(5));
        assertThat(text(broadcast())).contains("\"count\":5");
    }

    @Test
    void crowdedRoom_echoesWhatIsNotShownToLoopsThatHaveTheMember() {
        LoopLink roomy = new LoopLink(0, loop.ref(), new Backlog(1_000), members);
        members.add(bob.ref(), "bob");
        ActorRef<FrontendMessage> topics = start("comments-per-second = 1");
        topics.tell(new TopicsMessage.LoopStarted(roomy));
        topics.tell(new TopicsMessage.Join(CATS, roomy, ann.ref(), 1, Optional.empty(), LastSeen.NOTHING, false));
        topics.tell(subscribed(LogRange.empty(Mark.START)));
        answer();
        TestLog hot = new TestLog("c");
        for (int i = 0; i < 40; i++) {
            hot.comment(i % 2 == 0 ? "ann" : "bob", "hi");
        }

        topics.tell(entries(hot.all()));

        List<LoopMessage> told = loop.receiveSeveralMessages(20);
        assertThat(told).filteredOn(LoopMessage.Broadcast.class::isInstance).isNotEmpty();
        assertThat(told)
                .filteredOn(LoopMessage.Echo.class::isInstance)
                .isNotEmpty()
                .allSatisfy(
                        echo -> assertThat(((LoopMessage.Echo) echo).member()).isEqualTo("bob"));
        assertThat(metrics.commentsWithheld().count()).isGreaterThan(20);
    }

    @Test
    void storm_isAnsweredAFewAtATimeAndDelaysNothingElse() {
        ActorRef<FrontendMessage> topics = start("topic-actors = 1");
        topics.tell(join(CATS, ann));
        topics.tell(subscribed(log.all()));
        answer();
        topics.tell(join(DOGS, ann));
        topics.tell(new FrontendMessage.Subscribed(DOGS, Totals.NONE, 0, null, log.all(), source.ref()));
        answer();
        int viewers = 1_000;
        for (int i = 0; i < viewers; i++) {
            topics.tell(new TopicsMessage.Join(
                    CATS,
                    link,
                    testKit.<ViewerMessage>createTestProbe().ref(),
                    100 + i,
                    Optional.empty(),
                    seen(log.id(1)),
                    false));
        }
        topics.tell(new FrontendMessage.Deliver(DOGS, new Event.Viewers(1), null, source.ref()));

        int before = 0;
        LoopMessage next = loop.receiveMessage();
        while (next instanceof LoopMessage.Answer) {
            before++;
            next = loop.receiveMessage();
        }
        assertThat(((LoopMessage.Broadcast) next).frame().topic()).isEqualTo(DOGS);
        assertThat(before).as("answers before what happened on another topic").isLessThanOrEqualTo(64);

        // The loop takes nothing: it gets no more than may be under way.
        loop.receiveSeveralMessages(62 - before);
        loop.expectNoMessage(SILENCE);
        assertThat(metrics.joinsWaiting().get()).isEqualTo(viewers - 62);
        topics.tell(new TopicsMessage.AnswersTaken(link, 16));
        loop.receiveSeveralMessages(16);
        loop.expectNoMessage(SILENCE);
    }

    @Test
    void restart_asksTheLoopsAnewAndTellsThoseWhoWatchedOfAGap() {
        ActorRef<FrontendMessage> topics = testKit.spawn(Behaviors.supervise(TopicsActor.create(shared("")))
                .onFailure(SupervisorStrategy.restartWithBackoff(Duration.ofMillis(10), Duration.ofMillis(20), 0)));
        topics.tell(new TopicsMessage.LoopStarted(link));
        topics.tell(join(CATS, ann));
        told(TopicMessage.Subscribe.class);
        topics.tell(subscribed(log.all()));
        answer();
        long taken = windows.taken();

        topics.tell(entries(new LogRange(log.mark(3), log.mark(3), List.of())));
        topics.tell(join(Topic.video("poison"), bob));

        assertThat(loop.receiveMessage()).isEqualTo(new LoopMessage.Introduce(topics));
        assertThat(windows.taken()).isZero();
        topics.tell(new TopicsMessage.LoopStarted(link));
        topics.tell(new TopicsMessage.Join(CATS, link, ann.ref(), 50, Optional.empty(), LastSeen.NOTHING, true));
        told(TopicMessage.Subscribe.class);
        topics.tell(subscribed(log.all()));
        LoopMessage.Answer answer = answer();
        assertThat(answer.question()).isEqualTo(50);
        assertThat(text(answer)).startsWith("event: gap\ndata: {\"topic\":\"video:cats\",\"reason\":\"failover\"}\n\n");
        assertThat(windows.taken()).isEqualTo(taken);
    }

    private ActorRef<FrontendMessage> start(String settings) {
        ActorRef<FrontendMessage> topics = testKit.spawn(TopicsActor.create(shared(settings)));
        topics.tell(new TopicsMessage.LoopStarted(link));
        return topics;
    }

    private TopicsShared shared(String settings) {
        return new TopicsShared(
                NODE,
                TestSettings.with("topic-actors = 1, " + settings),
                this::tell,
                topicsOfNode,
                windows,
                new FrameCache(new ByteBudget(1 << 24)),
                metrics,
                Tracing.off());
    }

    /** The actor crashes when it subscribes to the poison. */
    private void tell(Topic topic, TopicMessage message) {
        if (topic.id().equals("poison")) {
            throw new IllegalStateException("broken on purpose");
        }
        topicActors.ref().tell(new Told(topic, message));
    }

    /** One connection watches, and the topic's actor has answered with the whole log. */
    private ActorRef<FrontendMessage> watched(String settings) {
        ActorRef<FrontendMessage> topics = start(settings);
        topics.tell(join(CATS, ann));
        told(TopicMessage.Subscribe.class);
        topics.tell(subscribed(log.all()));
        answer();
        return topics;
    }

    private TopicsMessage.Join join(Topic topic, TestProbe<ViewerMessage> connection) {
        questions++;
        return new TopicsMessage.Join(
                topic, link, connection.ref(), questions, Optional.empty(), LastSeen.NOTHING, false);
    }

    private TopicsMessage.Join resuming(EventId id) {
        questions++;
        return new TopicsMessage.Join(CATS, link, bob.ref(), questions, Optional.empty(), seen(id), false);
    }

    private static LastSeen seen(EventId id) {
        return new LastSeen(Optional.of(id), Optional.empty());
    }

    private FrontendMessage subscribed(LogRange latest) {
        return new FrontendMessage.Subscribed(CATS, Totals.NONE, 0, null, latest, source.ref());
    }

    private FrontendMessage entries(LogRange range) {
        return new LogMessage.Entries(CATS, null, range, false, source.ref());
    }

    private FrontendMessage viewers(int count) {
        return new FrontendMessage.Deliver(CATS, new Event.Viewers(count), null, source.ref());
    }

    private <T extends TopicMessage> T told(Class<T> message) {
        Told told = topicActors.receiveMessage();
        assertThat(told.message()).isInstanceOf(message);
        return message.cast(told.message());
    }

    private LoopMessage.Answer answer() {
        return loop.expectMessageClass(LoopMessage.Answer.class);
    }

    private LoopMessage.Broadcast broadcast() {
        return loop.expectMessageClass(LoopMessage.Broadcast.class);
    }

    private static String text(LoopMessage.Answer answer) {
        return text(answer.catchUp().events());
    }

    private static String text(List<EncodedEvents> events) {
        return Frames.text(events);
    }

    private static String text(LoopMessage.Broadcast broadcast) {
        return Frames.text(broadcast.frame());
    }
}
