package io.ovation.frontend.stream;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestInbox;
import io.ovation.common.event.Snapshot;
import io.ovation.common.topic.Topic;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class LoopLinkTest {

    private final TestInbox<LoopSupervisor.Command> loop = TestInbox.create();
    private final LoopLink link = new LoopLink(3, loop.getRef(), 2);
    private final Frame frame = new FrameEncoder(InstantSource.system()).snapshot(Topic.video("cats"), Snapshot.EMPTY);

    @Test
    void broadcast_refusesPastTheBound() {
        assertThat(link.broadcast(frame)).isTrue();
        assertThat(link.broadcast(frame)).isTrue();
        assertThat(link.broadcast(frame)).isFalse();

        assertThat(loop.getAllReceived())
                .containsExactly(new LoopSupervisor.Broadcast(frame, link), new LoopSupervisor.Broadcast(frame, link));
    }

    @Test
    void taken_makesRoomForOne() {
        link.broadcast(frame);
        link.broadcast(frame);
        link.done();

        assertThat(link.broadcast(frame)).isTrue();
        assertThat(link.broadcast(frame)).isFalse();
    }

    @Test
    void tell_isNotBounded() {
        link.broadcast(frame);
        link.broadcast(frame);
        link.tell(new LoopSupervisor.Introduce());

        assertThat(loop.getAllReceived()).hasSize(3);
        assertThat(link.index()).isEqualTo(3);
    }
}
