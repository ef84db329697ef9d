package io.ovation.frontend.link;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestInbox;
import akka.actor.typed.ActorRef;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.frame.Frame;
import io.ovation.frontend.frame.Frames;
import io.ovation.frontend.frame.ViewerMessage;
import org.junit.jupiter.api.Test;

class LoopLinkTest {

    private final TestInbox<LoopMessage> loop = TestInbox.create();
    private final Backlog backlog = new Backlog(2);
    private final LoopMembers<ActorRef<ViewerMessage>> members = new LoopMembers<>();
    private final LoopLink link = new LoopLink(3, loop.getRef(), backlog, members);
    private final Frame frame = Frames.lasting(Topic.video("cats"), "purr");

    @Test
    void broadcast_refusesPastTheBound() {
        assertThat(link.broadcast(frame)).isTrue();
        assertThat(link.echo("ann", frame)).isTrue();
        assertThat(link.broadcast(frame)).isFalse();
        assertThat(link.echo("ann", frame)).isFalse();

        assertThat(loop.getAllReceived())
                .containsExactly(
                        new LoopMessage.Broadcast(frame, backlog), new LoopMessage.Echo("ann", frame, backlog));
    }

    @Test
    void done_makesRoomForOne() {
        link.broadcast(frame);
        link.broadcast(frame);
        backlog.run();

        assertThat(link.broadcast(frame)).isTrue();
        assertThat(link.broadcast(frame)).isFalse();
    }

    @Test
    void tell_isNotBounded() {
        link.broadcast(frame);
        link.broadcast(frame);
        link.tell(new LoopMessage.Retract(Topic.video("cats"), "c-1"));

        assertThat(loop.getAllReceived()).hasSize(3);
        assertThat(link.index()).isEqualTo(3);
    }

    @Test
    void member_isThereWhileTheLoopHasAStreamOfTheirs() {
        TestInbox<ViewerMessage> connection = TestInbox.create();
        assertThat(link.isPresent("ann")).isFalse();

        members.add(connection.getRef(), "ann");
        assertThat(link.isPresent("ann")).isTrue();
        members.remove(connection.getRef(), "ann");

        assertThat(link.isPresent("ann")).isFalse();
    }
}
