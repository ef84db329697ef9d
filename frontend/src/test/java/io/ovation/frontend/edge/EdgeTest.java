package io.ovation.frontend.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import com.typesafe.config.ConfigFactory;
import io.ovation.access.AccessControl;
import io.ovation.access.ticket.Tickets;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.frontend.edge.http.EdgeActors;
import io.ovation.frontend.edge.http.EdgeSettings;
import io.ovation.frontend.link.LoopMessage;
import io.ovation.frontend.link.NodeTopics;
import io.ovation.frontend.presence.PresenceBeacon;
import io.ovation.frontend.receipt.ReceiptSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EdgeTest {

    private static final int PATIENCE_SECONDS = 20;

    private final ActorTestKit testKit = ActorTestKit.create();
    private final ActorRef<PresenceBeacon.Command> presence =
            testKit.createTestProbe(PresenceBeacon.Command.class).ref();

    @AfterEach
    void stop() {
        testKit.shutdownTestKit();
    }

    @Test
    void unbind_beforeItIsBound_closesThePortOnceItIs() throws Exception {
        Edge edge = edge(0);
        CompletableFuture<Void> unbound = edge.unbind().toCompletableFuture();
        assertThat(unbound).isNotDone();

        InetSocketAddress address = bind(edge).get(PATIENCE_SECONDS, TimeUnit.SECONDS);

        unbound.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThatThrownBy(() -> new Socket(address.getAddress(), address.getPort()).close())
                .isInstanceOf(IOException.class);
    }

    @Test
    void unbind_ofWhatCouldNotBeBound_isDone() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Edge edge = edge(taken.getLocalPort());
            CompletableFuture<InetSocketAddress> bound = bind(edge);

            edge.unbind().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);

            assertThat(bound).failsWithin(Duration.ofSeconds(PATIENCE_SECONDS));
        }
    }

    private Edge edge(int port) {
        EdgeSettings settings =
                EdgeSettings.from(ConfigFactory.parseString("ovation.frontend.edge { loops = 1, port = " + port + " }")
                        .withFallback(ConfigFactory.load()));
        return Edge.start(testKit.system(), settings, Duration.ofSeconds(10));
    }

    private CompletableFuture<InetSocketAddress> bind(Edge edge) {
        EdgeActors actors = new EdgeActors(
                "n1",
                new NodeTopics(
                        List.of(testKit.createTestProbe(FrontendMessage.class).ref()), Set.of()),
                List.of(testKit.createTestProbe(LoopMessage.class).ref()),
                testKit.createTestProbe(FrontendMessage.class).ref(),
                presence);
        return edge.bind(testKit.system(), actors, 10, AccessControl.OPEN, new Tickets("n1"), new ReceiptSettings(0))
                .toCompletableFuture();
    }
}
