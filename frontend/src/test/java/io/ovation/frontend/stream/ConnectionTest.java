package io.ovation.frontend.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.BehaviorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.ovation.common.event.Comment;
import io.ovation.common.event.Event;
import io.ovation.common.event.Snapshot;
import io.ovation.common.event.Totals;
import io.ovation.common.topic.Topic;
import java.time.Instant;
import java.time.InstantSource;
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
    private static final ActorTestKit TEST_KIT = ActorTestKit.create();

    private final FrameEncoder encoder = new FrameEncoder(InstantSource.system());
    private final FakeChannel channel = new FakeChannel();
    private final StreamMetrics metrics = TestMetrics.create();
    private final List<Set<Topic>> resent = new ArrayList<>();
    private final List<Set<Topic>> refreshed = new ArrayList<>();

    @AfterAll
    static void stop() {
        TEST_KIT.shutdownTestKit();
    }

    @Test
    void connection_greetsAndAttachesFirst() {
        BehaviorTestKit<Connection.Command> connection = BehaviorTestKit.create(behavior());

        assertThat(channel.rest()).isEqualTo("hello");
        assertThat(channel.connection()).isEqualTo(connection.getRef());
    }

    @Test
    void frame_isWritten() {
        BehaviorTestKit<Connection.Command> connection = greeted();
        Frame frame = comment(CATS, 1);

        connection.run(frame);
        connection.run(frame);

        assertThat(channel.rest()).isEqualTo(text(frame) + text(frame));
        assertThat(metrics.framesDroppedSlowViewer().count()).isZero();
    }

    @Test
    void frame_isDroppedAndCountedWhileTheViewerCannotTakeIt() {
        BehaviorTestKit<Connection.Command> connection = greeted();
        channel.writable(false);

        connection.run(comment(CATS, 1));
        connection.run(comment(DOGS, 2));

        assertThat(channel.rest()).isEmpty();
        assertThat(metrics.framesDroppedSlowViewer().count()).isEqualTo(2);
    }

    @Test
    void writable_asksForWhatWasMissed() {
        BehaviorTestKit<Connection.Command> connection = greeted();
        channel.writable(false);
        connection.run(comment(CATS, 1));
        connection.run(comment(CATS, 2));
        connection.run(comment(DOGS, 3));
        channel.writable(true);

        connection.run(Connection.WRITABLE);

        assertThat(resent).containsExactly(Set.of(CATS, DOGS));
    }

    @Test
    void frame_ofATopicThatWasMissedWaitsForItsRecovery() {
        BehaviorTestKit<Connection.Command> connection = greeted();
        channel.writable(false);
        connection.run(comment(CATS, 1));
        channel.writable(true);
        connection.run(Connection.WRITABLE);
        Frame recovery = encoder.gapAndSnapshot(CATS, "slow", Snapshot.EMPTY);

        connection.run(comment(CATS, 2));
        assertThat(channel.rest()).isEmpty();
        connection.run(comment(DOGS, 3));
        assertThat(channel.rest()).contains("c-3");
        connection.run(recovery);
        connection.run(comment(CATS, 4));
        assertThat(channel.rest()).isEqualTo(text(recovery) + text(comment(CATS, 4)));
        assertThat(metrics.framesDroppedSlowViewer().count()).isEqualTo(2);
        connection.run(Connection.WRITABLE);
        assertThat(resent).hasSize(1);
    }

    @Test
    void beat_asksAgainForARecoveryThatWasLost() {
        BehaviorTestKit<Connection.Command> connection = greeted();
        channel.writable(false);
        connection.run(comment(CATS, 1));
        beat(connection, 1);
        assertThat(resent).isEmpty();
        channel.writable(true);
        connection.run(Connection.WRITABLE);

        beat(connection, 1);

        assertThat(resent).containsExactly(Set.of(CATS), Set.of(CATS));
    }

    @Test
    void unwatch_forgetsWhatWasMissed() {
        BehaviorTestKit<Connection.Command> connection = greeted();
        channel.writable(false);
        connection.run(comment(CATS, 1));
        channel.writable(true);

        connection.run(new Connection.Unwatch(Set.of(CATS, DOGS)));

        connection.run(Connection.WRITABLE);
        assertThat(resent).isEmpty();
        connection.run(comment(CATS, 2));
        assertThat(channel.rest()).contains("c-2");
    }

    @Test
    void writable_asksForNothingIfNothingWasMissed() {
        greeted().run(Connection.WRITABLE);

        assertThat(resent).isEmpty();
    }

    @Test
    void beat_writesAHeartbeatAfterSilenceAgainAndAgain() {
        BehaviorTestKit<Connection.Command> connection = greeted();

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
        BehaviorTestKit<Connection.Command> connection = greeted();
        beat(connection, 2);
        connection.run(comment(CATS, 1));
        channel.rest();

        beat(connection, 2);

        assertThat(channel.rest()).isEmpty();
    }

    @Test
    void beat_endsAViewerThatTakesNothingForTooLong() {
        BehaviorTestKit<Connection.Command> connection = greeted();
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
        BehaviorTestKit<Connection.Command> connection = greeted();

        connection.run(Connection.CLOSED);

        assertThat(connection.isAlive()).isFalse();
    }

    @Test
    void end_saysByeThenCloses() throws InterruptedException {
        ActorRef<Connection.Command> connection = TEST_KIT.spawn(behavior());
        connection.tell(new Connection.End(bytes("bye")));

        channel.awaitClosed();
        assertThat(channel.rest()).isEqualTo("hellobye");
        stopped(connection);
    }

    @Test
    void giveUp_closesTheChannel() throws InterruptedException {
        ActorRef<Connection.Command> connection = TEST_KIT.spawn(behavior());
        channel.writable(false);
        for (int beat = 0; beat <= PATIENCE_BEATS; beat++) {
            connection.tell(Connection.BEAT);
        }

        channel.awaitClosed();
        stopped(connection);
    }

    @Test
    void crash_closesTheChannel() throws InterruptedException {
        ActorRef<Connection.Command> connection = TEST_KIT.spawn(behavior());
        assertThat(channel.next()).isEqualTo("hello");
        channel.breakDown();

        connection.tell(comment(CATS, 1));

        channel.awaitClosed();
        stopped(connection);
    }

    @Test
    void writable_asksForASnapshotOfWhatLostNothingLasting() {
        BehaviorTestKit<Connection.Command> connection = greeted();
        channel.writable(false);
        connection.run(encoder.event(CATS, new Event.Viewers(1), Totals.NONE));
        channel.writable(true);

        connection.run(Connection.WRITABLE);

        assertThat(refreshed).containsExactly(Set.of(CATS));
        assertThat(resent).isEmpty();
        assertThat(metrics.fleetingDroppedSlowViewer().count()).isEqualTo(1);
        assertThat(metrics.framesDroppedSlowViewer().count()).isZero();
    }

    private BehaviorTestKit<Connection.Command> greeted() {
        BehaviorTestKit<Connection.Command> connection = BehaviorTestKit.create(behavior());
        channel.rest();
        return connection;
    }

    private Behavior<Connection.Command> behavior() {
        return Connection.create(channel, bytes("hello"), new AskedFor(), PATIENCE_BEATS, metrics);
    }

    private final class AskedFor implements Connection.Recovery {

        @Override
        public void resend(ActorRef<Connection.Command> connection, Set<Topic> topics) {
            resent.add(topics);
        }

        @Override
        public void refresh(ActorRef<Connection.Command> connection, Set<Topic> topics) {
            refreshed.add(topics);
        }
    }

    private Frame comment(Topic topic, int number) {
        Comment comment = new Comment("c-" + number, "ann", "hi", Instant.EPOCH, null);
        return encoder.comments(topic, List.of(comment));
    }

    private static void beat(BehaviorTestKit<Connection.Command> connection, int times) {
        for (int beat = 0; beat < times; beat++) {
            connection.run(Connection.BEAT);
        }
    }

    private static void stopped(ActorRef<?> actor) {
        TestProbe<Object> probe = TEST_KIT.createTestProbe();
        probe.expectTerminated(actor);
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, UTF_8);
    }

    private static String text(Frame frame) {
        return frame.bytes().toString(UTF_8);
    }
}
