package io.ovation.frontend.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.DispatcherSelector;
import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.event.Comment;
import io.ovation.common.event.Event;
import io.ovation.common.event.EventId;
import io.ovation.common.event.Snapshot;
import io.ovation.common.event.Totals;
import io.ovation.common.http.Json;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.protocol.FrontendMessage.TopicsHeld;
import io.ovation.common.protocol.FrontendMessage.TopicsReply;
import io.ovation.common.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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
    private static final StreamSettings SETTINGS = TestSettings.with("heartbeat = 15s, patience = 30s, max-topics = 2");

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
    private final TestProbe<FrontendMessage> localTopics = testKit.createTestProbe(FrontendMessage.class);
    private final TestProbe<TopicsReply> client = testKit.createTestProbe(TopicsReply.class);
    private final FrameEncoder encoder = new FrameEncoder(InstantSource.system());
    private final Frame snapshot = encoder.snapshot(CATS, Snapshot.EMPTY);
    private final StreamMetrics metrics = TestMetrics.create();
    private final FakeChannel ann = new FakeChannel();
    private final FakeChannel bob = new FakeChannel();
    private ActorRef<LoopSupervisor.Command> loop;
    private LoopLink link;

    @BeforeEach
    void start() {
        Greeting greeting = new Greeting("n1", SETTINGS.heartbeat(), SETTINGS.reconnect());
        loop = testKit.spawn(
                LoopSupervisor.create(4, SETTINGS, greeting, localTopics.ref(), metrics),
                DispatcherSelector.fromConfig("one-thread"));
        link = localTopics.expectMessageClass(LocalTopics.LoopStarted.class).loop();
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
        Optional<EventId> lastSeen = Optional.of(new EventId(3));
        loop.tell(new LoopSupervisor.Open(ann, Set.of(CATS), Optional.empty(), lastSeen));

        assertThat(ann.next()).contains("event: open\n").contains("\"connection\":\"n1.4.");
        LocalTopics.Join join = localTopics.expectMessageClass(LocalTopics.Join.class);
        assertThat(join).isEqualTo(new LocalTopics.Join(CATS, link, ann.connection(), lastSeen));
    }

    @Test
    void joined_givesTheSnapshotAndOnlyThenEvents() throws InterruptedException {
        open(ann, CATS);
        Frame before = viewers(CATS, 1);
        Frame after = viewers(CATS, 2);

        broadcast(before);
        joined(CATS, ann, snapshot);
        broadcast(after);

        assertThat(ann.next()).isEqualTo(text(snapshot));
        assertThat(ann.next()).isEqualTo(text(after));
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
        CountDownLatch told = new CountDownLatch(1);
        testKit.system()
                .dispatchers()
                .lookup(DispatcherSelector.fromConfig("one-thread"))
                .execute(() -> {
                    try {
                        told.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });

        broadcast(viewers(CATS, 1));
        joined(CATS, ann, snapshot);
        broadcast(viewers(CATS, 2));
        told.countDown();

        assertThat(ann.next()).isEqualTo(text(snapshot));
        assertThat(ann.next()).contains("\"count\":2").doesNotContain("\"count\":1");
    }

    @Test
    void broadcast_goesOnUntilItHasReachedEverybody() throws InterruptedException {
        List<FakeChannel> channels =
                Stream.generate(FakeChannel::new).limit(Rounds.TURN * 3 + 1).toList();
        for (FakeChannel channel : channels) {
            watch(channel, CATS);
        }

        broadcast(viewers(CATS, 1));

        for (FakeChannel channel : channels) {
            assertThat(channel.next()).contains("\"count\":1");
        }
    }

    @Test
    void echo_reachesTheMembersStreamsOfTheTopicAlone() throws InterruptedException {
        FakeChannel elsewhere = new FakeChannel();
        loop.tell(new LoopSupervisor.Open(ann, Set.of(CATS), Optional.of("ann"), Optional.empty()));
        loop.tell(new LoopSupervisor.Open(elsewhere, Set.of(DOGS), Optional.of("ann"), Optional.empty()));
        loop.tell(new LoopSupervisor.Open(bob, Set.of(CATS), Optional.of("bob"), Optional.empty()));
        for (FakeChannel channel : List.of(ann, elsewhere, bob)) {
            channel.next();
            joined(CATS, channel, snapshot);
        }
        ann.next();
        bob.next();

        loop.tell(new LoopSupervisor.Echo("ann", viewers(CATS, 1), link));
        settle();

        assertThat(ann.next()).contains("\"count\":1");
        assertThat(bob.rest()).isEmpty();
        assertThat(elsewhere.rest()).isEmpty();
    }

    @Test
    void members_areToldOfWhenTheyComeAndWhenTheirLastStreamEnds() throws InterruptedException {
        loop.tell(new LoopSupervisor.Open(ann, Set.of(), Optional.of("ann"), Optional.empty()));
        loop.tell(new LoopSupervisor.Open(bob, Set.of(), Optional.of("ann"), Optional.empty()));
        localTopics.expectMessage(new LocalTopics.MemberCame("ann", link));

        loop.tell(new LoopSupervisor.Introduce());
        localTopics.expectMessage(new LocalTopics.LoopStarted(link));
        localTopics.expectMessage(new LocalTopics.MemberCame("ann", link));

        ann.connection().tell(Connection.CLOSED);
        localTopics.expectNoMessage(SILENCE);
        bob.connection().tell(Connection.CLOSED);
        localTopics.expectMessage(new LocalTopics.MemberLeft("ann", link));
    }

    @Test
    void broadcast_freesItsPlaceInTheBacklog() throws InterruptedException {
        watch(ann, CATS);
        int many = SETTINGS.loopBacklog() * 2;
        for (int i = 0; i < many; i++) {
            assertThat(link.broadcast(viewers(CATS, i))).isTrue();
            ann.next();
        }
    }

    @Test
    void change_answersWithTheTopicsHeldAndTellsTheNode() throws InterruptedException {
        String token = watch(ann, CATS);

        loop.tell(new LoopSupervisor.Change(token, List.of(DOGS), List.of(CATS), Optional.empty(), client.ref()));

        client.expectMessage(new TopicsHeld(Set.of(DOGS), false));
        localTopics.expectMessage(new LocalTopics.Leave(CATS, link, ann.connection()));
        localTopics.expectMessage(new LocalTopics.Join(DOGS, link, ann.connection(), Optional.empty()));
        broadcast(viewers(CATS, 1));
        joined(DOGS, ann, snapshot);
        assertThat(ann.next()).isEqualTo(text(snapshot));
    }

    @Test
    void change_toWhatIsHeldAlreadyTellsTheNodeNothing() throws InterruptedException {
        String token = watch(ann, CATS);

        loop.tell(new LoopSupervisor.Change(token, List.of(CATS), List.of(DOGS), Optional.empty(), client.ref()));

        client.expectMessage(new TopicsHeld(Set.of(CATS), false));
        localTopics.expectNoMessage(SILENCE);
    }

    @Test
    void change_pastTheLimitIsRefusedAndChangesNothing() throws InterruptedException {
        String token = watch(ann, CATS);

        loop.tell(new LoopSupervisor.Change(token, List.of(DOGS, BIRDS), List.of(), Optional.empty(), client.ref()));

        client.expectMessage(new FrontendMessage.TooManyTopics(2));
        localTopics.expectNoMessage(SILENCE);
        loop.tell(new LoopSupervisor.Change(token, List.of(), List.of(), Optional.empty(), client.ref()));
        client.expectMessage(new TopicsHeld(Set.of(CATS), false));
    }

    @Test
    void change_toPassiveKeepsWhatIsFleetingAway() throws InterruptedException {
        String token = watch(ann, CATS);
        watch(bob, CATS);

        loop.tell(new LoopSupervisor.Change(token, List.of(), List.of(), Optional.of(true), client.ref()));
        client.expectMessage(new TopicsHeld(Set.of(CATS), true));
        Frame comment = comment(1);
        broadcast(viewers(CATS, 1));
        broadcast(comment);
        broadcast(viewers(CATS, 2));
        settle();
        settle();

        assertThat(ann.rest()).isEqualTo(text(comment));
        assertThat(bob.rest()).contains("\"count\":1", "c-1", "\"count\":2");
    }

    @Test
    void change_toActiveAsksForASnapshotOfEachTopic() throws InterruptedException {
        String token = watch(ann, CATS);
        loop.tell(new LoopSupervisor.Change(token, List.of(), List.of(), Optional.of(true), client.ref()));
        localTopics.expectNoMessage(SILENCE);

        loop.tell(new LoopSupervisor.Change(token, List.of(DOGS), List.of(), Optional.of(false), client.ref()));

        client.expectMessage(new TopicsHeld(Set.of(CATS), true));
        client.expectMessage(new TopicsHeld(Set.of(CATS, DOGS), false));
        localTopics.expectMessage(new LocalTopics.Join(DOGS, link, ann.connection(), Optional.empty()));
        localTopics.expectMessage(new LocalTopics.Refresh(CATS, link, ann.connection()));
        broadcast(viewers(CATS, 1));
        assertThat(ann.next()).contains("\"count\":1");
    }

    @Test
    void slowConnection_thatLostNothingLastingAsksForASnapshotAlone() throws InterruptedException {
        watch(ann, CATS);
        ann.writable(false);
        broadcast(viewers(CATS, 1));
        client.awaitAssert(() -> {
            assertThat(metrics.fleetingDroppedSlowViewer().count()).isEqualTo(1);
            return null;
        });
        ann.writable(true);

        broadcast(comment(1));
        assertThat(ann.next()).contains("c-1");
        ann.connection().tell(Connection.WRITABLE);
        localTopics.expectMessage(new LocalTopics.Refresh(CATS, link, ann.connection()));
    }

    @Test
    void change_ofAnUnknownTokenIsRefused() {
        String token = ConnectionId.create("n1", 4).token();

        loop.tell(new LoopSupervisor.Change(token, List.of(CATS), List.of(), Optional.empty(), client.ref()));

        client.expectMessage(new FrontendMessage.UnknownConnection());
    }

    @Test
    void joined_isIgnoredByAConnectionThatDoesNotWantTheTopicAnyMore() throws InterruptedException {
        String token = open(ann, CATS);
        loop.tell(new LoopSupervisor.Change(token, List.of(DOGS), List.of(CATS), Optional.empty(), client.ref()));
        Frame dogs = encoder.snapshot(DOGS, Snapshot.EMPTY);

        joined(CATS, ann, snapshot);
        joined(DOGS, ann, dogs);

        assertThat(ann.next()).isEqualTo(text(dogs));
    }

    @Test
    void ended_connectionLeavesItsTopics() throws InterruptedException {
        String token = watch(ann, CATS, DOGS);

        ann.connection().tell(Connection.CLOSED);

        List<FrontendMessage> left = localTopics.receiveSeveralMessages(2);
        assertThat(left)
                .containsExactlyInAnyOrder(
                        new LocalTopics.Leave(CATS, link, ann.connection()),
                        new LocalTopics.Leave(DOGS, link, ann.connection()));
        loop.tell(new LoopSupervisor.Change(token, List.of(), List.of(), Optional.empty(), client.ref()));
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
        localTopics.expectMessage(new LocalTopics.Leave(CATS, link, ann.connection()));
        broadcast(viewers(CATS, 2));
        assertThat(bob.next()).contains("\"count\":1");
        assertThat(bob.next()).contains("\"count\":2");
    }

    @Test
    void slowConnection_asksForWhatItMissed() throws InterruptedException {
        watch(ann, CATS);
        ann.writable(false);
        broadcast(comment(1));
        client.awaitAssert(() -> {
            assertThat(metrics.framesDroppedSlowViewer().count()).isEqualTo(1);
            return null;
        });
        ann.writable(true);
        ann.connection().tell(Connection.WRITABLE);

        localTopics.expectMessage(new LocalTopics.Resend(CATS, link, ann.connection()));
        joined(CATS, ann, encoder.gapAndSnapshot(CATS, "slow", Snapshot.EMPTY));
        assertThat(ann.next()).startsWith("event: gap\n");
    }

    @Test
    void change_makesAConnectionForgetWhatItMissedOfTopicsItLeaves() throws InterruptedException {
        String token = watch(ann, CATS);
        ann.writable(false);
        broadcast(comment(1));
        client.awaitAssert(() -> {
            assertThat(metrics.framesDroppedSlowViewer().count()).isEqualTo(1);
            return null;
        });
        ann.writable(true);

        loop.tell(new LoopSupervisor.Change(token, List.of(), List.of(CATS), Optional.empty(), client.ref()));
        loop.tell(new LoopSupervisor.Change(token, List.of(CATS), List.of(), Optional.empty(), client.ref()));
        joined(CATS, ann, snapshot);

        assertThat(ann.next()).isEqualTo(text(snapshot));
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
        localTopics.expectMessage(new LocalTopics.Leave(CATS, link, ann.connection()));
        assertThat(metrics.connectionsGivenUp().count()).isEqualTo(1);
    }

    @Test
    void introduce_tellsTheNodeEverythingAnew() throws InterruptedException {
        watch(ann, CATS);
        open(bob, DOGS);

        loop.tell(new LoopSupervisor.Introduce());

        localTopics.expectMessage(new LocalTopics.LoopStarted(link));
        assertThat(localTopics.receiveSeveralMessages(2))
                .containsExactlyInAnyOrder(
                        new LocalTopics.Join(CATS, link, ann.connection(), Optional.empty()),
                        new LocalTopics.Join(DOGS, link, bob.connection(), Optional.empty()));
    }

    @Test
    void open_thatFailsClosesItsChannel() throws InterruptedException {
        ann.breakDown();

        LoggingTestKit.error("broken on purpose").expect(testKit.system(), () -> {
            loop.tell(new LoopSupervisor.Open(ann, Set.of(CATS), Optional.empty(), Optional.empty()));
            return null;
        });

        ann.awaitClosed();
        open(bob, DOGS);
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
        assertThat(localTopics.receiveSeveralMessages(2))
                .containsExactlyInAnyOrder(
                        new LocalTopics.Leave(CATS, link, ann.connection()),
                        new LocalTopics.Leave(DOGS, link, bob.connection()));
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

    /** Returns once the loop has handled them, and its connections what they were told. */
    private void drainTicks(int ticks) {
        // The timer begins once the loop has handled what it was told before.
        settle();
        time.timePasses(Drain.TICK.multipliedBy(ticks));
        settle();
    }

    /** Returns once the loop has handled what it was told, and its connections what it told them then. */
    private void settle() {
        loop.tell(new LoopSupervisor.Change("nobody", List.of(), List.of(), Optional.empty(), client.ref()));
        client.expectMessage(new FrontendMessage.UnknownConnection());
    }

    /** @return its token */
    private String open(FakeChannel channel, Topic... topics) throws InterruptedException {
        loop.tell(new LoopSupervisor.Open(channel, Set.of(topics), Optional.empty(), Optional.empty()));
        String hello = channel.next();
        localTopics.receiveSeveralMessages(topics.length);
        JsonNode open = Json.read(hello.substring(hello.indexOf('{')).getBytes(UTF_8));
        return ConnectionId.parse(open.get("connection").textValue())
                .orElseThrow()
                .token();
    }

    private String watch(FakeChannel channel, Topic... topics) throws InterruptedException {
        String token = open(channel, topics);
        for (Topic topic : topics) {
            joined(topic, channel, snapshot);
            channel.next();
        }
        return token;
    }

    private void joined(Topic topic, FakeChannel channel, Frame frame) {
        loop.tell(new LoopSupervisor.Joined(topic, channel.connection(), Optional.of(frame)));
    }

    private void broadcast(Frame frame) {
        loop.tell(new LoopSupervisor.Broadcast(frame, link));
    }

    private Frame viewers(Topic topic, int count) {
        return encoder.event(topic, new Event.Viewers(count), Totals.NONE);
    }

    private Frame comment(int number) {
        Comment comment = new Comment("c-" + number, "ann", "hi", Instant.EPOCH, null);
        return encoder.comments(CATS, List.of(comment));
    }

    private static String text(Frame frame) {
        return frame.bytes().toString(UTF_8);
    }
}
