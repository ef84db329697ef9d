package io.ovation.frontend.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.BehaviorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovation.common.log.Mark;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.frame.Frame;
import io.ovation.frontend.frame.Frames;
import io.ovation.frontend.frame.ViewerMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    private static final Topic CATS = Topic.video("cats");
    private static final Topic DOGS = Topic.video("dogs");
    private static final int PATIENCE_BEATS = 2;
    private static final String HEARTBEAT = ": heartbeat\n\n";
    private static final Mark FIVE = new Mark(5, 55);
    private static final Mark SEVEN = new Mark(7, 77);
    private static final ActorTestKit TEST_KIT = ActorTestKit.create();

    private final FakeChannel channel = new FakeChannel();
    private final ViewerMetrics metrics = ViewerMetrics.create(new SimpleMeterRegistry());
    private final List<Topic> recovered = new ArrayList<>();
    private final List<Topic> refreshed = new ArrayList<>();
    private final List<Mark> replayed = new ArrayList<>();

    @AfterAll
    static void stop() {
        TEST_KIT.shutdownTestKit();
    }

    @Test
    void connection_greetsAndAttachesFirst() {
        BehaviorTestKit<ViewerMessage> connection = BehaviorTestKit.create(behavior());

        assertThat(channel.rest()).isEqualTo("hello");
        assertThat(channel.connection()).isEqualTo(connection.getRef());
    }

    @Test
    void frame_isWritten() {
        BehaviorTestKit<ViewerMessage> connection = greeted();
        Frame frame = comment(CATS, 1);

        connection.run(frame);
        connection.run(frame);

        assertThat(channel.rest()).isEqualTo(Frames.text(frame) + Frames.text(frame));
        assertThat(metrics.framesDropped().count()).isZero();
    }

    @Test
    void frame_isDroppedAndCountedWhileTheViewerCannotTakeIt() {
        BehaviorTestKit<ViewerMessage> connection = greeted();
        channel.writable(false);

        connection.run(comment(CATS, 1));
        connection.run(comment(DOGS, 2));

        assertThat(channel.rest()).isEmpty();
        assertThat(metrics.framesDropped().count()).isEqualTo(2);
    }

    @Test
    void writable_asksForWhatWasMissed() {
        BehaviorTestKit<ViewerMessage> connection = greeted();
        channel.writable(false);
        connection.run(comment(CATS, 1));
        connection.run(comment(CATS, 2));
        connection.run(comment(DOGS, 3));
        channel.writable(true);

        connection.run(Connection.WRITABLE);

        assertThat(recovered).containsExactlyInAnyOrder(CATS, DOGS);
    }

    @Test
    void frame_ofATopicThatWasMissedWaitsForItsRecovery() {
        BehaviorTestKit<ViewerMessage> connection = greeted();
        channel.writable(false);
        connection.run(comment(CATS, 1));
        channel.writable(true);
        connection.run(Connection.WRITABLE);
        Frame recovery = Frames.recovery(CATS, "gap and snapshot");

        connection.run(comment(CATS, 2));
        assertThat(channel.rest()).isEmpty();
        connection.run(comment(DOGS, 3));
        assertThat(channel.rest()).contains("c-3");
        connection.run(recovery);
        connection.run(comment(CATS, 4));
        assertThat(channel.rest()).isEqualTo(Frames.text(recovery) + Frames.text(comment(CATS, 4)));
        assertThat(metrics.framesDropped().count()).isEqualTo(2);
        connection.run(Connection.WRITABLE);
        assertThat(recovered).hasSize(1);
    }

    @Test
    void beat_asksAgainForARecoveryThatWasLost() {
        BehaviorTestKit<ViewerMessage> connection = greeted();
        channel.writable(false);
        connection.run(comment(CATS, 1));
        beat(connection, 1);
        assertThat(recovered).isEmpty();
        channel.writable(true);
        connection.run(Connection.WRITABLE);

        beat(connection, 1);

        assertThat(recovered).containsExactly(CATS, CATS);
    }

    @Test
    void unwatch_forgetsWhatWasMissed() {
        BehaviorTestKit<ViewerMessage> connection = greeted();
        channel.writable(false);
        connection.run(comment(CATS, 1));
        channel.writable(true);

        connection.run(new Connection.Unwatch(Set.of(CATS, DOGS)));

        connection.run(Connection.WRITABLE);
        assertThat(recovered).isEmpty();
        connection.run(comment(CATS, 2));
        assertThat(channel.rest()).contains("c-2");
    }

    @Test
    void writable_asksForNothingIfNothingWasMissed() {
        greeted().run(Connection.WRITABLE);

        assertThat(recovered).isEmpty();
    }

    @Test
    void beat_writesAHeartbeatAfterSilenceAgainAndAgain() {
        BehaviorTestKit<ViewerMessage> connection = greeted();

        beat(connection, 2);
        assertThat(channel.rest()).isEmpty();
        beat(connection, 1);
        assertThat(channel.rest()).isEqualTo(HEARTBEAT);
        beat(connection, 2);
        assertThat(channel.rest()).isEmpty();
        beat(connection, 1);
        assertThat(channel.rest()).isEqualTo(HEARTBEAT);
    }

    @Test
    void beat_writesNoHeartbeatSoonAfterAFrame() {
        BehaviorTestKit<ViewerMessage> connection = greeted();
        beat(connection, 2);
        connection.run(comment(CATS, 1));
        channel.rest();

        beat(connection, 2);

        assertThat(channel.rest()).isEmpty();
    }

    @Test
    void beat_tellsHowMuchWaitsForTheViewer() {
        BehaviorTestKit<ViewerMessage> connection = greeted();
        beat(connection, 1);
        channel.waiting(1_500);
        beat(connection, 1);

        assertThat(metrics.waitingBytes().count()).isEqualTo(2);
        assertThat(metrics.waitingBytes().max()).isEqualTo(1_500);
    }

    @Test
    void beat_endsAViewerThatTakesNothingForTooLong() {
        BehaviorTestKit<ViewerMessage> connection = greeted();
        channel.writable(false);

        beat(connection, PATIENCE_BEATS);
        assertThat(connection.isAlive()).isTrue();
        assertThat(metrics.connectionsGivenUp().count()).isZero();

        beat(connection, 1);
        assertThat(connection.isAlive()).isFalse();
        assertThat(metrics.connectionsGivenUp().count()).isEqualTo(1);
    }

    @Test
    void closed_endsIt() {
        BehaviorTestKit<ViewerMessage> connection = greeted();

        connection.run(Connection.CLOSED);

        assertThat(connection.isAlive()).isFalse();
    }

    @Test
    void end_saysByeThenCloses() throws InterruptedException {
        ActorRef<ViewerMessage> connection = TEST_KIT.spawn(behavior());
        connection.tell(new Connection.End(Frames.stream("bye")));

        channel.awaitClosed();
        assertThat(channel.rest()).isEqualTo("hellobye");
        assertThat(channel.hasEnded()).isTrue();
        stopped(connection);
    }

    @Test
    void giveUp_closesTheChannel() throws InterruptedException {
        ActorRef<ViewerMessage> connection = TEST_KIT.spawn(behavior());
        channel.writable(false);
        for (int beat = 0; beat <= PATIENCE_BEATS; beat++) {
            connection.tell(Connection.BEAT);
        }

        channel.awaitClosed();
        assertThat(channel.hasEnded()).as("it has been cut off").isFalse();
        stopped(connection);
    }

    @Test
    void crash_closesTheChannel() throws InterruptedException {
        ActorRef<ViewerMessage> connection = TEST_KIT.spawn(behavior());
        assertThat(channel.next()).isEqualTo("hello");
        channel.breakDown();

        connection.tell(comment(CATS, 1));

        channel.awaitClosed();
        stopped(connection);
    }

    @Test
    void writable_asksForASnapshotOfWhatLostNothingLasting() {
        BehaviorTestKit<ViewerMessage> connection = greeted();
        channel.writable(false);
        connection.run(Frames.fleeting(CATS, "viewers"));
        channel.writable(true);

        connection.run(Connection.WRITABLE);

        assertThat(refreshed).containsExactly(CATS);
        assertThat(recovered).isEmpty();
        assertThat(metrics.fleetingDropped().count()).isEqualTo(1);
        assertThat(metrics.framesDropped().count()).isZero();
    }

    @Test
    void piece_isWrittenAndTheNextAskedForWhileThereIsRoom() {
        BehaviorTestKit<ViewerMessage> connection = greeted();

        connection.run(CatchUp.piece(CATS, FIVE, List.of(comment(CATS, 6), comment(CATS, 7)), SEVEN));

        assertThat(channel.rest()).isEqualTo("<c-6><c-7>");
        assertThat(replayed).containsExactly(SEVEN);
        connection.run(CatchUp.lastPiece(CATS, SEVEN, List.of(comment(CATS, 8)), SEVEN));
        connection.run(comment(CATS, 9));
        assertThat(channel.rest()).isEqualTo("<c-8><c-9>");
        assertThat(replayed).hasSize(1);
    }

    @Test
    void piece_thatFillsTheChannelIsFollowedByTheNextWhenThereIsRoom() {
        BehaviorTestKit<ViewerMessage> connection = greeted();
        channel.writable(false);
        connection.run(CatchUp.piece(CATS, FIVE, List.of(comment(CATS, 6)), SEVEN));
        assertThat(channel.rest()).isEmpty();
        assertThat(replayed).isEmpty();

        channel.writable(true);
        connection.run(Connection.WRITABLE);

        assertThat(replayed).containsExactly(FIVE);
        assertThat(metrics.framesDropped().count()).isZero();
    }

    @Test
    void frame_ofATopicThatIsBeingReplayedIsNoLoss() {
        BehaviorTestKit<ViewerMessage> connection = greeted();
        channel.writable(false);
        connection.run(CatchUp.lastPiece(CATS, FIVE, List.of(comment(CATS, 6)), SEVEN));
        channel.writable(true);

        connection.run(comment(CATS, 7));

        assertThat(channel.rest()).isEmpty();
        assertThat(metrics.framesDropped().count()).isZero();
        connection.run(Connection.WRITABLE);
        assertThat(replayed).containsExactly(FIVE);
        assertThat(recovered).isEmpty();
    }

    private BehaviorTestKit<ViewerMessage> greeted() {
        BehaviorTestKit<ViewerMessage> connection = BehaviorTestKit.create(behavior());
        channel.rest();
        return connection;
    }

    private Behavior<ViewerMessage> behavior() {
        return Connection.create(channel, Frames.stream("hello"), new AskedFor(), PATIENCE_BEATS, metrics);
    }

    private final class AskedFor implements ViewerRequests {

        @Override
        public void recover(ActorRef<ViewerMessage> connection, Topic topic) {
            recovered.add(topic);
        }

        @Override
        public void refresh(ActorRef<ViewerMessage> connection, Topic topic) {
            refreshed.add(topic);
        }

        @Override
        public void more(ActorRef<ViewerMessage> connection, Topic topic, Mark after) {
            assertThat(topic).isEqualTo(CATS);
            replayed.add(after);
        }
    }

    private static Frame comment(Topic topic, int number) {
        return Frames.lasting(topic, "<c-" + number + ">");
    }

    private static void beat(BehaviorTestKit<ViewerMessage> connection, int times) {
        for (int beat = 0; beat < times; beat++) {
            connection.run(Connection.BEAT);
        }
    }

    private static void stopped(ActorRef<?> actor) {
        TestProbe<Object> probe = TEST_KIT.createTestProbe();
        probe.expectTerminated(actor);
    }
}
