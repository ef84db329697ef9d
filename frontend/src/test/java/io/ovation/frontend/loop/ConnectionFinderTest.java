package io.ovation.frontend.loop;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.ovation.access.ticket.Tickets;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.link.LoopMessage;
import io.ovation.frontend.viewer.ConnectionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionFinderTest {

    private static final Topic CATS = Topic.video("cats");

    private final ActorTestKit testKit = ActorTestKit.create();
    private final TestProbe<LoopMessage> other = testKit.createTestProbe(LoopMessage.class);
    private final TestProbe<LoopMessage> loop = testKit.createTestProbe(LoopMessage.class);
    private final TestProbe<FrontendMessage.TopicsReply> client =
            testKit.createTestProbe(FrontendMessage.TopicsReply.class);
    private final ActorRef<FrontendMessage> finder =
            testKit.spawn(ConnectionFinder.create("n1", List.of(other.ref(), loop.ref()), new Tickets("n1")));

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    @Test
    void change_goesToTheLoopThatHoldsTheConnection() {
        ConnectionId id = ConnectionId.create("n1", 1);

        change(id.toString());

        loop.expectMessage(new LoopMessage.Change(
                id.token(), Optional.of("ann"), List.of(CATS), List.of(), Optional.of(true), client.ref()));
        other.expectNoMessage(Duration.ofMillis(50));
    }

    @Test
    void change_isRefusedForConnectionsThatAreNotHere() {
        for (String id : List.of(
                ConnectionId.create("n2", 0).toString(),
                ConnectionId.create("n1", 2).toString(),
                "nonsense")) {
            change(id);
            client.expectMessage(new FrontendMessage.UnknownConnection());
        }
        loop.expectNoMessage(Duration.ofMillis(50));
    }

    private void change(String connection) {
        finder.tell(new FrontendMessage.ChangeTopics(
                connection, Optional.of("ann"), List.of(CATS), List.of(), Optional.of(true), client.ref()));
    }
}
