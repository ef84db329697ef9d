package io.ovation.frontend.loop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.DispatcherSelector;
import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovation.access.revocation.CurrentRevocations;
import io.ovation.access.rights.Caller;
import io.ovation.common.http.Json;
import io.ovation.common.log.EventId;
import io.ovation.common.log.Mark;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.FrontendMessage.TopicsHeld;
import io.ovation.common.protocol.FrontendMessage.TopicsReply;
import io.ovation.common.protocol.RevocationMessage.Revocation;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Tracing;
import io.ovation.frontend.TestLog;
import io.ovation.frontend.fanout.FanoutScheduler;
import io.ovation.frontend.frame.Frame;
import io.ovation.frontend.frame.FrameEncoder;
import io.ovation.frontend.frame.Frames;
import io.ovation.frontend.frame.Greeting;
import io.ovation.frontend.frame.ViewerMessage;
import io.ovation.frontend.link.Backlog;
import io.ovation.frontend.link.LastSeen;
import io.ovation.frontend.link.LoopLink;
import io.ovation.frontend.link.LoopMessage;
import io.ovation.frontend.link.NodeTopics;
import io.ovation.frontend.link.TopicsMessage;
import io.ovation.frontend.viewer.CatchUp;
import io.ovation.frontend.viewer.Connection;
import io.ovation.frontend.viewer.ConnectionId;
import io.ovation.frontend.viewer.FakeChannel;
import io.ovation.frontend.viewer.ViewerMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopSupervisorTest {

    private static final Topic CATS = Topic.video("cats");
    private static final Topic DOGS = Topic.video("dogs");
    private static final Topic BIRDS = Topic.video("birds");
    private static final Duration SILENCE = Duration.ofMillis(100);
    private static final int DRAIN_TICKS = 10;
    private static final LoopSupervisor.BeginDrain BEGIN_DRAIN = new LoopSupervisor.BeginDrain(
            new DrainSettings(Drain.TICK.multipliedBy(DRAIN_TICKS), Duration.ofSeconds(10)));
    private static final LoopSettings SETTINGS =
            LoopSettingsTest.with("heartbeat = 15s, patience = 30s, max-topics = 2, loop-backlog = 50");
    private static final Runnable DONE = new Backlog(1);

    /** As an event loop has it: what an actor tells another is handled before what it is told afterwards. */
    private static final Config ONE_THREAD = ConfigFactory.parseString("""
            one-thread {
              type = Dispatcher
              executor = thread-pool-executor
              thread-pool-executor.fixed-pool-size = 1
              throughput = 1
            }
            """);

    private final ActorTestKit testKit = ActorTestKit.create(ONE_THREAD.withFallback(ManualTime.config()));
    private final ManualTime time = ManualTime.get(testKit.system());
    private final TestProbe<FrontendMessage> topics = testKit.createTestProbe(FrontendMessage.class);
    private final TestProbe<TopicsReply> client = testKit.createTestProbe(TopicsReply.class);
    private final FrameEncoder encoder = new FrameEncoder(Tracing.off());
    private final Frame snapshot = Frames.lasting(CATS, "<snapshot>");
    private final Frame gap = Frames.recovery(CATS, "<gap>");
    private final ViewerMetrics metrics = ViewerMetrics.create(new SimpleMeterRegistry());
    private final FakeChannel ann = new FakeChannel();
    private final FakeChannel bob = new FakeChannel();

    /** The question under which each connection has asked for each topic last. */
    private final Map<ActorRef<ViewerMessage>, Map<Topic, Integer>> questions = new HashMap<>();

    private ActorRef<LoopMessage> loop;
    private LoopLink link;

    @BeforeEach
    void start() {
        Greeting greeting = new Greeting("n1", SETTINGS.heartbeat(), SETTINGS.reconnect());
        loop = testKit.spawn(
                LoopSupervisor.create(4, SETTINGS, greeting, new NodeTopics(List.of(topics.ref()), Set.of()), metrics),
                DispatcherSelector.fromConfig("one-thread"));
        link = topics.expectMessageClass(TopicsMessage.LoopStarted.class).loop();
    }

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    @Test
    void loop_introducesItself() {
        assertThat(link.index()).isEqualTo(4);
    }

    @Test
    void open_greetsAndJoins() throws InterruptedException {
        LastSeen lastSeen = new LastSeen(Optional.empty(), Optional.of(EventId.UNKNOWN));
        loop.tell(new LoopSupervisor.Open(
                ann, Map.of(CATS, lastSeen), Optional.of("ann"), true, false, Caller.UNRESTRICTED));

        assertThat(ann.next()).contains("event: open\n").contains("\"connection\":\"n1.4.", "\"resumed\":true");
        TopicsMessage.Join join = join();
        assertThat(join)
                .isEqualTo(new TopicsMessage.Join(
                        CATS, link, ann.connection(), join.question(), Optional.of("ann"), lastSeen, false));
        assertThat(link.isPresent("ann")).isTrue();
    }

    @Test
    void answer_givesTheSnapshotAndOnlyThenFrames() throws InterruptedException {
        open(ann, CATS);
        Frame before = viewers(CATS, 1);
        Frame after = viewers(CATS, 2);

        broadcast(before);
        answer(ann, CatchUp.begin(snapshot));
        broadcast(after);

        assertThat(ann.next()).isEqualTo("<snapshot>");
        assertThat(ann.next()).isEqualTo(Frames.text(after));
    }

    @Test
    void answer_toAQuestionThatHasBeenOvertakenCountsNoMore() throws InterruptedException {
        String token = open(ann, CATS);
        int overtaken = question(ann, CATS);
        loop.tell(new LoopMessage.Change(
                token, Optional.empty(), List.of(), List.of(CATS), Optional.empty(), client.ref()));
        loop.tell(new LoopMessage.Change(
                token, Optional.empty(), List.of(CATS), List.of(), Optional.empty(), client.ref()));
        topics.expectMessageClass(TopicsMessage.Leave.class);
        join();

        loop.tell(new LoopMessage.Answer(ann.connection(), overtaken, CatchUp.begin(Frames.lasting(CATS, "<old>"))));
        answer(ann, CatchUp.begin(snapshot));

        assertThat(ann.next()).isEqualTo("<snapshot>");
    }

    @Test
    void answers_areReportedToTheTopicsAFewAtATime() throws InterruptedException {
        watch(ann, CATS);
        for (int i = 0; i < 7; i++) {
            loop.tell(new LoopMessage.Answer(ann.connection(), 0, CatchUp.refresh(snapshot)));
        }

        topics.expectMessage(new TopicsMessage.AnswersTaken(link, 4));
        topics.expectMessage(new TopicsMessage.AnswersTaken(link, 4));
        topics.expectNoMessage(SILENCE);
    }

    @Test
    void broadcast_reachesThoseWhoWatchTheTopicAlone() throws InterruptedException {
        watch(ann, CATS);
        watch(bob, DOGS);

        broadcast(viewers(CATS, 1));
        broadcast(viewers(DOGS, 2));

        assertThat(ann.next()).contains("\"count\":1");
        assertThat(bob.next()).contains("\"count\":2");
        assertThat(ann.rest()).isEmpty();
    }

    @Test
    void joined_whileARoundIsUnderWayGetsWhatComesAfterTheSnapshotAlone() throws InterruptedException {
        watch(bob, CATS);
        open(ann, CATS);
        CountDownLatch told = holdTheLoop();

        broadcast(viewers(CATS, 1));
        answer(ann, CatchUp.begin(snapshot));
        broadcast(viewers(CATS, 2));
        told.countDown();

        assertThat(ann.next()).isEqualTo("<snapshot>");
        assertThat(ann.next()).contains("\"count\":2").doesNotContain("\"count\":1");
    }

    @Test
    void broadcast_goesOnUntilItHasReachedEverybody() throws InterruptedException {
        List<FakeChannel> channels = Stream.generate(FakeChannel::new)
                .limit(FanoutScheduler.TURN * 3 + 1)
                .toList();
        for (FakeChannel channel : channels) {
            watch(channel, CATS);
        }

        broadcast(viewers(CATS, 1));

        for (FakeChannel channel : channels) {
            assertThat(channel.next()).contains("\"count\":1");
        }
    }

    @Test
    void retract_isToldToConnectionsThatGather_ofTheTopicAlone() throws InterruptedException {
        ann.gathering();
        open(ann, CATS);

        loop.tell(new LoopMessage.Retract(DOGS, "c-1"));
        loop.tell(new LoopMessage.Retract(CATS, "c-2"));
        answer(ann, CatchUp.begin(snapshot));

        assertThat(ann.next()).isEqualTo("<video:cats without c-2>");
        assertThat(ann.next()).isEqualTo("<snapshot>");
    }

    @Test
    void retract_reachesWhatIsUnderWayBeforeItIsTold() throws InterruptedException {
        TestLog log = TestLog.of(2);
        watch(ann, CATS);
        CountDownLatch told = holdTheLoop();

        broadcast(encoder.comments(CATS, log.entries()));
        loop.tell(new LoopMessage.Retract(CATS, "c-1"));
        broadcast(Frames.lasting(CATS, "<retracted c-1>"));
        told.countDown();
        settle();
        settle();

        assertThat(ann.rest())
                .isEqualTo(Frames.text(encoder.comments(CATS, log.entries().subList(1, 2))) + "<retracted c-1>");
    }

    @Test
    void echo_reachesTheMembersStreamsOfTheTopicAlone() throws InterruptedException {
        FakeChannel elsewhere = new FakeChannel();
        open(ann, "ann", CATS);
        open(elsewhere, "ann", DOGS);
        open(bob, "bob", CATS);
        answer(ann, CatchUp.begin(snapshot));
        answer(elsewhere, CatchUp.begin(Frames.lasting(DOGS, "<dogs>")));
        answer(bob, CatchUp.begin(snapshot));
        for (FakeChannel channel : List.of(ann, elsewhere, bob)) {
            channel.next();
        }

        loop.tell(new LoopMessage.Echo("ann", viewers(CATS, 1), DONE));
        settle();

        assertThat(ann.next()).contains("\"count\":1");
        assertThat(bob.rest()).isEmpty();
        assertThat(elsewhere.rest()).isEmpty();
    }

    @Test
    void member_isThereUntilTheLastOfTheirStreamsHasEnded() throws InterruptedException {
        open(ann, "ann");
        open(bob, "ann");
        assertThat(link.isPresent("ann")).isTrue();

        ann.connection().tell(Connection.CLOSED);
        ann.awaitClosed();
        settle();
        assertThat(link.isPresent("ann")).isTrue();
        bob.connection().tell(Connection.CLOSED);
        client.awaitAssert(() -> {
            assertThat(link.isPresent("ann")).isFalse();
            return null;
        });
    }

    @Test
    void broadcast_freesItsPlaceInTheBacklog() throws InterruptedException {
        watch(ann, CATS);
        int many = SETTINGS.backlog() * 2;
        for (int i = 0; i < many; i++) {
            assertThat(link.broadcast(viewers(CATS, i))).isTrue();
            ann.next();
        }
    }

    @Test
    void change_answersWithTheTopicsHeldAndTellsTheNode() throws InterruptedException {
        String token = watch(ann, CATS);

        loop.tell(new LoopMessage.Change(
                token, Optional.empty(), List.of(DOGS), List.of(CATS), Optional.empty(), client.ref()));

        client.expectMessage(new TopicsHeld(Set.of(DOGS), false));
        topics.expectMessage(new TopicsMessage.Leave(CATS, link, ann.connection()));
        assertThat(join().lastSeen()).isEqualTo(LastSeen.NOTHING);
        broadcast(viewers(CATS, 1));
        answer(ann, CatchUp.begin(Frames.lasting(DOGS, "<dogs>")));
        assertThat(ann.next()).isEqualTo("<dogs>");
    }

    @Test
    void change_toWhatIsHeldAlreadyTellsTheNodeNothing() throws InterruptedException {
        String token = watch(ann, CATS);

        loop.tell(new LoopMessage.Change(
                token, Optional.empty(), List.of(CATS), List.of(DOGS), Optional.empty(), client.ref()));

        client.expectMessage(new TopicsHeld(Set.of(CATS), false));
        topics.expectNoMessage(SILENCE);
    }

    @Test
    void change_pastTheLimitIsRefusedAndChangesNothing() throws InterruptedException {
        String token = watch(ann, CATS);

        loop.tell(new LoopMessage.Change(
                token, Optional.empty(), List.of(DOGS, BIRDS), List.of(), Optional.empty(), client.ref()));

        client.expectMessage(new FrontendMessage.TooManyTopics(2));
        topics.expectNoMessage(SILENCE);
        loop.tell(
                new LoopMessage.Change(token, Optional.empty(), List.of(), List.of(), Optional.empty(), client.ref()));
        client.expectMessage(new TopicsHeld(Set.of(CATS), false));
    }

    @Test
    void change_toPassiveKeepsWhatIsFleetingAway() throws InterruptedException {
        String token = watch(ann, CATS);
        watch(bob, CATS);

        loop.tell(
                new LoopMessage.Change(token, Optional.empty(), List.of(), List.of(), Optional.of(true), client.ref()));
        client.expectMessage(new TopicsHeld(Set.of(CATS), true));
        broadcast(viewers(CATS, 1));
        broadcast(Frames.lasting(CATS, "<comment>"));
        broadcast(viewers(CATS, 2));
        settle();
        settle();

        assertThat(ann.rest()).isEqualTo("<comment>");
        assertThat(bob.rest()).contains("\"count\":1", "<comment>", "\"count\":2");
    }

    @Test
    void change_toPassiveLetsWhatWasBroadcastBeforeThrough() throws InterruptedException {
        String token = watch(ann, CATS);
        watch(bob, CATS);
        CountDownLatch told = holdTheLoop();

        broadcast(viewers(CATS, 1));
        loop.tell(
                new LoopMessage.Change(token, Optional.empty(), List.of(), List.of(), Optional.of(true), client.ref()));
        broadcast(viewers(CATS, 2));
        told.countDown();
        settle();
        settle();

        assertThat(ann.rest()).contains("\"count\":1").doesNotContain("\"count\":2");
        assertThat(bob.rest()).contains("\"count\":1", "\"count\":2");
    }

    @Test
    void change_toActiveAsksForASnapshotOfEachTopic() throws InterruptedException {
        String token = watch(ann, CATS);
        loop.tell(
                new LoopMessage.Change(token, Optional.empty(), List.of(), List.of(), Optional.of(true), client.ref()));
        topics.expectNoMessage(SILENCE);

        loop.tell(new LoopMessage.Change(
                token, Optional.empty(), List.of(DOGS), List.of(), Optional.of(false), client.ref()));

        client.expectMessage(new TopicsHeld(Set.of(CATS), true));
        client.expectMessage(new TopicsHeld(Set.of(CATS, DOGS), false));
        topics.expectMessage(new TopicsMessage.Refresh(CATS, link, ann.connection()));
        assertThat(join().topic()).isEqualTo(DOGS);
        broadcast(viewers(CATS, 1));
        assertThat(ann.next()).contains("\"count\":1");
    }

    @Test
    void refresh_comesBehindWhatWasBroadcastBeforeIt() throws InterruptedException {
        watch(ann, CATS);
        watch(bob, CATS);
        CountDownLatch told = holdTheLoop();

        broadcast(viewers(CATS, 1));
        loop.tell(new LoopMessage.Answer(ann.connection(), 0, CatchUp.refresh(snapshot)));
        told.countDown();

        assertThat(ann.next()).contains("\"count\":1");
        assertThat(ann.next()).isEqualTo("<snapshot>");
        assertThat(bob.next()).contains("\"count\":1");
        settle();
        assertThat(ann.rest()).isEmpty();
    }

    @Test
    void recovery_takesThePlaceOfWhatWasBroadcastBeforeIt() throws InterruptedException {
        watch(ann, CATS);
        watch(bob, CATS);
        CountDownLatch told = holdTheLoop();

        broadcast(viewers(CATS, 1));
        loop.tell(new LoopMessage.Answer(ann.connection(), 0, CatchUp.recovery(gap, snapshot)));
        broadcast(viewers(CATS, 2));
        told.countDown();

        assertThat(ann.next()).isEqualTo("<gap><snapshot>");
        assertThat(ann.next()).contains("\"count\":2").doesNotContain("\"count\":1");
    }

    @Test
    void recovery_ofSomebodyWhoDoesNotWatchYetIsIgnored() throws InterruptedException {
        open(ann, CATS);

        loop.tell(new LoopMessage.Answer(ann.connection(), 0, CatchUp.recovery(gap, snapshot)));
        answer(ann, CatchUp.begin(snapshot));

        assertThat(ann.next()).isEqualTo("<snapshot>");
    }

    @Test
    void pieces_areFollowedByFramesOnlyAfterTheLast() throws InterruptedException {
        open(ann, CATS);
        Mark five = new Mark(5, 5);
        Mark nine = new Mark(9, 9);

        answer(ann, CatchUp.piece(CATS, five, List.of(Frames.lasting(CATS, "<6..9>")), nine));
        TopicsMessage.More more = topics.expectMessageClass(TopicsMessage.More.class);
        assertThat(more.after()).isEqualTo(nine);
        broadcast(viewers(CATS, 1));
        settle();
        assertThat(ann.rest()).isEqualTo("<6..9>");
        loop.tell(new LoopMessage.Answer(
                ann.connection(),
                more.question(),
                CatchUp.lastPiece(CATS, nine, List.of(Frames.lasting(CATS, "<10>"), snapshot), nine)));
        broadcast(viewers(CATS, 2));

        assertThat(ann.next()).isEqualTo("<10><snapshot>");
        assertThat(ann.next()).contains("\"count\":2").doesNotContain("\"count\":1");
    }

    @Test
    void lastPiece_thatTheViewerCannotTakeIsAskedForAgain() throws InterruptedException {
        open(ann, CATS);
        ann.writable(false);
        Mark nine = new Mark(9, 9);
        answer(ann, CatchUp.lastPiece(CATS, nine, List.of(Frames.lasting(CATS, "<10>"), snapshot), nine));
        broadcast(viewers(CATS, 1));
        settle();
        ann.writable(true);
        ann.connection().tell(Connection.WRITABLE);

        TopicsMessage.More more = topics.expectMessageClass(TopicsMessage.More.class);
        assertThat(more.after()).isEqualTo(nine);
        broadcast(viewers(CATS, 2));
        loop.tell(new LoopMessage.Answer(
                ann.connection(), more.question(), CatchUp.lastPiece(CATS, nine, List.of(snapshot), nine)));
        broadcast(viewers(CATS, 3));

        assertThat(ann.next()).isEqualTo("<snapshot>");
        assertThat(ann.next()).contains("\"count\":3");
        assertThat(metrics.framesDropped().count() + metrics.fleetingDropped().count())
                .isZero();
    }

    @Test
    void slowConnection_thatLostNothingLastingAsksForASnapshotAlone() throws InterruptedException {
        watch(ann, CATS);
        ann.writable(false);
        broadcast(viewers(CATS, 1));
        client.awaitAssert(() -> {
            assertThat(metrics.fleetingDropped().count()).isEqualTo(1);
            return null;
        });
        ann.writable(true);

        broadcast(Frames.lasting(CATS, "<comment>"));
        assertThat(ann.next()).contains("<comment>");
        ann.connection().tell(Connection.WRITABLE);
        topics.expectMessage(new TopicsMessage.Refresh(CATS, link, ann.connection()));
    }

    @Test
    void change_ofAnUnknownTokenIsRefused() {
        String token = ConnectionId.create("n1", 4).token();

        loop.tell(new LoopMessage.Change(
                token, Optional.empty(), List.of(CATS), List.of(), Optional.empty(), client.ref()));

        client.expectMessage(new FrontendMessage.UnknownConnection());
    }

    @Test
    void answer_isIgnoredByAConnectionThatDoesNotWantTheTopicAnyMore() throws InterruptedException {
        String token = open(ann, CATS);
        loop.tell(new LoopMessage.Change(
                token, Optional.empty(), List.of(DOGS), List.of(CATS), Optional.empty(), client.ref()));
        topics.expectMessageClass(TopicsMessage.Leave.class);
        join();

        answer(ann, CatchUp.begin(snapshot));
        answer(ann, CatchUp.begin(Frames.lasting(DOGS, "<dogs>")));

        assertThat(ann.next()).isEqualTo("<dogs>");
    }

    @Test
    void ended_connectionLeavesItsTopics() throws InterruptedException {
        String token = watch(ann, CATS, DOGS);

        ann.connection().tell(Connection.CLOSED);

        assertThat(topics.receiveSeveralMessages(2))
                .containsExactlyInAnyOrder(
                        new TopicsMessage.Leave(CATS, link, ann.connection()),
                        new TopicsMessage.Leave(DOGS, link, ann.connection()));
        loop.tell(
                new LoopMessage.Change(token, Optional.empty(), List.of(), List.of(), Optional.empty(), client.ref()));
        client.expectMessage(new FrontendMessage.UnknownConnection());
    }

    @Test
    void crashingConnection_harmsNobodyElse() throws InterruptedException {
        watch(ann, CATS);
        watch(bob, CATS);
        ann.breakDown();

        LoggingTestKit.error("broken on purpose").expect(testKit.system(), () -> {
            broadcast(viewers(CATS, 1));
            return null;
        });

        ann.awaitClosed();
        topics.expectMessage(new TopicsMessage.Leave(CATS, link, ann.connection()));
        broadcast(viewers(CATS, 2));
        assertThat(bob.next()).contains("\"count\":1");
        assertThat(bob.next()).contains("\"count\":2");
    }

    @Test
    void slowConnection_asksForWhatItMissed() throws InterruptedException {
        watch(ann, CATS);
        missAComment();

        ann.connection().tell(Connection.WRITABLE);

        topics.expectMessage(new TopicsMessage.Recover(CATS, link, ann.connection()));
        loop.tell(new LoopMessage.Answer(ann.connection(), 0, CatchUp.recovery(gap, snapshot)));
        assertThat(ann.next()).isEqualTo("<gap><snapshot>");
    }

    @Test
    void change_makesAConnectionForgetWhatItMissedOfTopicsItLeaves() throws InterruptedException {
        String token = watch(ann, CATS);
        missAComment();

        loop.tell(new LoopMessage.Change(
                token, Optional.empty(), List.of(), List.of(CATS), Optional.empty(), client.ref()));
        loop.tell(new LoopMessage.Change(
                token, Optional.empty(), List.of(CATS), List.of(), Optional.empty(), client.ref()));
        topics.expectMessageClass(TopicsMessage.Leave.class);
        join();
        answer(ann, CatchUp.begin(snapshot));

        assertThat(ann.next()).isEqualTo("<snapshot>");
    }

    @Test
    void tick_letsASilentStreamBeatInTime() throws InterruptedException {
        open(ann, CATS);

        time.timePasses(SETTINGS.heartbeat().dividedBy(2));
        settle();
        assertThat(ann.rest()).isEmpty();
        time.timePasses(SETTINGS.heartbeat().dividedBy(2));
        assertThat(ann.next()).isEqualTo(": heartbeat\n\n");
    }

    @Test
    void tick_endsAViewerThatTakesNothing() throws InterruptedException {
        watch(ann, CATS);
        ann.writable(false);

        time.timePasses(SETTINGS.patience().plus(SETTINGS.heartbeat()));

        ann.awaitClosed();
        topics.expectMessage(new TopicsMessage.Leave(CATS, link, ann.connection()));
        assertThat(metrics.connectionsGivenUp().count()).isEqualTo(1);
    }

    @Test
    void introduce_tellsTheTopicsAnewWhoWatchesAndWhoWaits() throws InterruptedException {
        watch(ann, CATS);
        LastSeen lastSeen = new LastSeen(Optional.of(EventId.UNKNOWN), Optional.empty());
        loop.tell(new LoopSupervisor.Open(
                bob, Map.of(DOGS, lastSeen), Optional.empty(), true, false, Caller.UNRESTRICTED));
        bob.next();
        int overtaken = join().question();

        loop.tell(new LoopMessage.Introduce(topics.ref()));

        topics.expectMessage(new TopicsMessage.LoopStarted(link));
        List<TopicsMessage.Join> joins = List.of(join(), join());
        assertThat(joins)
                .filteredOn(TopicsMessage.Join::wasWatching)
                .extracting(TopicsMessage.Join::topic)
                .containsExactly(CATS);
        assertThat(joins)
                .filteredOn(join -> !join.wasWatching())
                .extracting(TopicsMessage.Join::lastSeen)
                .containsExactly(lastSeen);
        loop.tell(new LoopMessage.Answer(
                bob.connection(), overtaken, CatchUp.begin(Frames.lasting(DOGS, "<of an earlier life>"))));
        // Who watched gets nothing until the gap has been told.
        broadcast(viewers(CATS, 1));
        answer(ann, CatchUp.recovery(gap, snapshot));
        broadcast(viewers(CATS, 2));
        assertThat(ann.next()).isEqualTo("<gap><snapshot>");
        assertThat(ann.next()).contains("\"count\":2").doesNotContain("\"count\":1");
        assertThat(bob.rest()).isEmpty();
    }

    @Test
    void slowConnection_thatWaitsForTopicsThatStartAnew_asksForNothingElse() throws InterruptedException {
        watch(ann, CATS);
        missAComment();
        loop.tell(new LoopMessage.Introduce(topics.ref()));
        topics.expectMessage(new TopicsMessage.LoopStarted(link));
        assertThat(join().wasWatching()).isTrue();

        ann.connection().tell(Connection.WRITABLE);

        settle();
        topics.expectNoMessage(SILENCE);
        answer(ann, CatchUp.recovery(gap, snapshot));
        assertThat(ann.next()).isEqualTo("<gap><snapshot>");
    }

    @Test
    void slowConnection_thatWaitsForTopicsThatStartAnew_asksForNoSnapshotEither() throws InterruptedException {
        watch(ann, CATS);
        ann.writable(false);
        broadcast(viewers(CATS, 1));
        settle();
        ann.writable(true);
        loop.tell(new LoopMessage.Introduce(topics.ref()));
        topics.expectMessage(new TopicsMessage.LoopStarted(link));
        join();

        ann.connection().tell(Connection.WRITABLE);

        settle();
        topics.expectNoMessage(SILENCE);
    }

    @Test
    void open_thatFailsClosesItsChannel() throws InterruptedException {
        ann.breakDown();

        LoggingTestKit.error("broken on purpose").expect(testKit.system(), () -> {
            loop.tell(new LoopSupervisor.Open(
                    ann, Map.of(CATS, LastSeen.NOTHING), Optional.empty(), false, false, Caller.UNRESTRICTED));
            return null;
        });

        ann.awaitClosed();
        topics.fishForMessage(
                Duration.ofSeconds(5),
                message -> message instanceof TopicsMessage.Leave
                        ? FishingOutcomes.complete()
                        : FishingOutcomes.continueAndIgnore());
        open(bob, DOGS);
    }

    /** The token was checked elsewhere, before the revocation was known there. */
    @Test
    void renew_withATokenThatHasBeenRevokedSince_endsTheStream() throws InterruptedException {
        loop.tell(new LoopSupervisor.Open(ann, Map.of(), Optional.empty(), false, false, caller("old")));
        String hello = ann.next();
        String connection = hello.substring(hello.indexOf("n1.4.") + "n1.4.".length());
        CurrentRevocations revocations = new CurrentRevocations(InstantSource.system());
        revocations.add(List.of(new Revocation(Revocation.Kind.TOKEN, "new", 1, Long.MAX_VALUE)));
        loop.tell(new LoopMessage.Revoke(revocations));

        loop.tell(new LoopMessage.Renew(connection.substring(0, connection.indexOf('"')), caller("new"), client.ref()));

        client.expectMessage(new FrontendMessage.UnknownConnection());
        assertThat(ann.next()).startsWith("event: bye\ndata: {\"reason\":\"revoked\"");
        ann.awaitClosed();
    }

    private static Caller caller(String token) {
        return new Caller(Optional.of("ann"), Caller.UNRESTRICTED.rights(), Optional.empty(), Optional.of(token));
    }

    @Test
    void drain_saysByeToEverybodyAndCloses() throws InterruptedException {
        watch(ann, CATS);
        open(bob, DOGS);

        loop.tell(BEGIN_DRAIN);
        drainTicks(DRAIN_TICKS);

        for (FakeChannel channel : List.of(ann, bob)) {
            assertBye(channel);
        }
        assertThat(topics.receiveSeveralMessages(2))
                .containsExactlyInAnyOrder(
                        new TopicsMessage.Leave(CATS, link, ann.connection()),
                        new TopicsMessage.Leave(DOGS, link, bob.connection()));
        assertThat(metrics.connectionsDrained().count()).isEqualTo(2);
    }

    @Test
    void drain_closesAFewConnectionsPerTick() throws InterruptedException {
        List<FakeChannel> channels =
                Stream.generate(FakeChannel::new).limit(DRAIN_TICKS * 2).toList();
        for (FakeChannel channel : channels) {
            open(channel);
        }

        loop.tell(BEGIN_DRAIN);
        for (int tick = 1; tick <= DRAIN_TICKS; tick++) {
            drainTicks(1);
            int closed = tick * 2;
            client.awaitAssert(() -> {
                assertThat(channels).filteredOn(FakeChannel::isClosed).hasSize(closed);
                return null;
            });
        }
    }

    @Test
    void drain_givesThoseWhoLeaveWhatWasPublishedBefore() throws InterruptedException {
        watch(ann, CATS);
        loop.tell(BEGIN_DRAIN);

        broadcast(viewers(CATS, 1));
        drainTicks(DRAIN_TICKS);

        assertThat(ann.next()).contains("\"count\":1");
        assertBye(ann);
        assertThat(ann.rest()).isEmpty();
    }

    @Test
    void drain_givesThoseWhoLeaveWhatIsStillUnderWay() throws InterruptedException {
        List<FakeChannel> channels = new ArrayList<>();
        for (int i = 0; i < FanoutScheduler.TURN * 2; i++) {
            channels.add(new FakeChannel());
            watch(channels.get(i), CATS);
        }
        loop.tell(BEGIN_DRAIN);
        settle();
        CountDownLatch told = holdTheLoop();

        broadcast(viewers(CATS, 1));
        time.timePasses(Drain.TICK.multipliedBy(DRAIN_TICKS));
        told.countDown();

        for (FakeChannel channel : channels) {
            assertThat(channel.next()).contains("\"count\":1");
            assertBye(channel);
        }
    }

    @Test
    void drain_letsThoseStayWhoseTurnHasNotCome() throws InterruptedException {
        watch(ann, CATS);
        loop.tell(BEGIN_DRAIN);
        drainTicks(1);

        broadcast(viewers(CATS, 1));

        assertThat(ann.next()).contains("\"count\":1");
        assertThat(ann.isClosed()).isFalse();
    }

    @Test
    void drain_takesInAConnectionThatWasOnItsWay() throws InterruptedException {
        loop.tell(BEGIN_DRAIN);
        open(ann, CATS);

        drainTicks(DRAIN_TICKS);

        assertBye(ann);
    }

    private static void assertBye(FakeChannel channel) throws InterruptedException {
        assertThat(channel.next()).startsWith("event: bye\ndata: {\"reason\":\"shutdown\",\"reconnectAfterMs\":");
        channel.awaitClosed();
    }

    /** What it is told waits until the latch is open. */
    private CountDownLatch holdTheLoop() {
        CountDownLatch open = new CountDownLatch(1);
        testKit.system()
                .dispatchers()
                .lookup(DispatcherSelector.fromConfig("one-thread"))
                .execute(() -> {
                    try {
                        open.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        return open;
    }

    private void missAComment() {
        ann.writable(false);
        broadcast(Frames.lasting(CATS, "<comment>"));
        client.awaitAssert(() -> {
            assertThat(metrics.framesDropped().count()).isEqualTo(1);
            return null;
        });
        ann.writable(true);
    }

    /** Returns once the loop has handled them, and its connections what they were told. */
    private void drainTicks(int ticks) {
        // The timer begins once the loop has handled what it was told before.
        settle();
        time.timePasses(Drain.TICK.multipliedBy(ticks));
        settle();
    }

    /** Returns once the loop has handled what it was told, and its connections what it told them then. */
    private void settle() {
        TestProbe<TopicsReply> settled = testKit.createTestProbe(TopicsReply.class);
        loop.tell(new LoopMessage.Change(
                "nobody", Optional.empty(), List.of(), List.of(), Optional.empty(), settled.ref()));
        settled.expectMessage(new FrontendMessage.UnknownConnection());
    }

    /** @return its token */
    private String open(FakeChannel channel, Topic... wanted) throws InterruptedException {
        return open(channel, Optional.empty(), wanted);
    }

    private String open(FakeChannel channel, String member, Topic... wanted) throws InterruptedException {
        return open(channel, Optional.of(member), wanted);
    }

    private String open(FakeChannel channel, Optional<String> member, Topic... wanted) throws InterruptedException {
        Map<Topic, LastSeen> places = new HashMap<>();
        for (Topic topic : wanted) {
            places.put(topic, LastSeen.NOTHING);
        }
        loop.tell(new LoopSupervisor.Open(channel, places, member, false, false, Caller.UNRESTRICTED));
        String hello = channel.next();
        for (int i = 0; i < wanted.length; i++) {
            join();
        }
        JsonNode open = Json.read(hello.substring(hello.indexOf('{')).getBytes(UTF_8));
        return ConnectionId.parse(open.get("connection").textValue())
                .orElseThrow()
                .token();
    }

    private String watch(FakeChannel channel, Topic... wanted) throws InterruptedException {
        String token = open(channel, wanted);
        for (Topic topic : wanted) {
            answer(channel, CatchUp.begin(Frames.lasting(topic, "<snapshot>")));
            channel.next();
        }
        return token;
    }

    /** Passes over reports of answers that have been taken. */
    private TopicsMessage.Join join() {
        FrontendMessage message = topics.receiveMessage();
        while (message instanceof TopicsMessage.AnswersTaken) {
            message = topics.receiveMessage();
        }
        TopicsMessage.Join join = (TopicsMessage.Join) message;
        questions.computeIfAbsent(join.connection(), any -> new HashMap<>()).put(join.topic(), join.question());
        return join;
    }

    private int question(FakeChannel channel, Topic topic) {
        return questions.get(channel.connection()).get(topic);
    }

    /** To what it asked last. */
    private void answer(FakeChannel channel, CatchUp catchUp) {
        loop.tell(new LoopMessage.Answer(channel.connection(), question(channel, catchUp.topic()), catchUp));
    }

    private void broadcast(Frame frame) {
        loop.tell(new LoopMessage.Broadcast(frame, DONE));
    }

    private Frame viewers(Topic topic, int count) {
        return encoder.viewers(topic, count);
    }
}
