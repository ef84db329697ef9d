package io.ovation.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.ovation.common.memory.ByteBudget;
import io.ovation.edge.http1.BodyBudget;
import io.ovation.edge.http1.BodyCollector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connections of one port, whose bodies have 40 000 bytes together. */
class BodyBudgetTest {

    private static final int MOST_BYTES = 10_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ByteBudget budget = new ByteBudget(40_000);
    private final List<EmbeddedChannel> connections = new ArrayList<>();
    private final List<ChannelHandlerContext> unanswered = new ArrayList<>();
    private ChannelHandler port;

    @BeforeEach
    void open() {
        Metrics.addRegistry(registry);
        port = HttpPort.connectionHandler(
                new PortSettings(
                        "bodies",
                        "bodies.port",
                        "127.0.0.1",
                        0,
                        100,
                        MOST_BYTES,
                        Optional.empty(),
                        Optional.empty(),
                        new ConnectionSettings(
                                TIMEOUT,
                                TIMEOUT,
                                TIMEOUT,
                                TIMEOUT,
                                10_000,
                                10_000,
                                Optional.empty(),
                                Optional.empty())),
                budget,
                new DrainGate("bodies", TIMEOUT),
                new Keeper());
    }

    @AfterEach
    void close() {
        connections.forEach(EmbeddedChannel::finishAndReleaseAll);
        assertThat(budget.taken()).isZero();
        Metrics.removeRegistry(registry);
    }

    @Test
    void bodiesThatDoNotEnd_takeNoMoreThanTheBudgetOfAllConnections() {
        for (int i = 0; i < 2; i++) {
            assertThat(say(connect(), head(MOST_BYTES) + bytes(MOST_BYTES - 1))).isEmpty();
        }
        ByteBuf refused = Unpooled.copiedBuffer(head(MOST_BYTES) + bytes(MOST_BYTES - 1), ISO_8859_1);
        EmbeddedChannel third = connect();
        third.writeInbound(refused);

        assertThat(answer(third))
                .startsWith("HTTP/1.1 503 ")
                .contains("retry-after: 2", "connection: close", "urn:ovation:problem:unavailable");
        assertThat(refused.refCnt()).isZero();
        assertThat(third.isOpen()).isFalse();
        assertThat(budget.taken()).isEqualTo(2 * (MOST_BYTES - 1 + 2 * 256));
        assertThat(registry.get("ovation.edge.requests.refused")
                        .tags("port", "bodies", "reason", "bodies")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void bodyThatComesWhole_hasRoomBesideThoseThatDoNotEnd() {
        for (int i = 0; i < 25; i++) {
            assertThat(say(connect(), head(MOST_BYTES) + bytes(900))).isEmpty();
        }
        assertThat(say(connect(), head(MOST_BYTES) + bytes(3_000))).startsWith("HTTP/1.1 503 ");

        EmbeddedChannel whole = connect();
        assertThat(say(whole, head(3_000) + bytes(3_000))).isEmpty();
        assertThat(unanswered).hasSize(1);
    }

    @Test
    void body_isGivenBackWithItsAnswer() {
        EmbeddedChannel connection = connect();
        for (int i = 1; i <= 10; i++) {
            assertThat(say(connection, head(MOST_BYTES) + bytes(MOST_BYTES))).isEmpty();
            assertThat(budget.taken()).isGreaterThanOrEqualTo(MOST_BYTES);
            unanswered.remove(0).writeAndFlush(new Answers(Optional.empty()).json(Map.of()));

            assertThat(answer(connection)).startsWith("HTTP/1.1 200 ");
            assertThat(budget.taken()).isZero();
        }
    }

    @Test
    void body_isStillTakenWhenTheClientIsToldToGoOn() {
        EmbeddedChannel connection = connect();
        say(connection, head(100).replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n"));

        say(connection, bytes(99));

        assertThat(budget.taken()).isGreaterThanOrEqualTo(99);
    }

    @Test
    void body_isGivenBackWhenItsConnectionEnds() {
        EmbeddedChannel connection = connect();
        say(connection, head(MOST_BYTES) + bytes(MOST_BYTES - 1));
        assertThat(budget.taken()).isPositive();

        connection.close();

        assertThat(budget.taken()).isZero();
    }

    /** A client that is told 408 may take that as slowly as it likes. */
    @Test
    void bodyThatIsNotFinished_isLetGoOfWithItsAnswer() {
        EmbeddedChannel connection = new EmbeddedChannel(
                new BodyBudget(budget, registry.counter("refused"), () -> {
                    throw new AssertionError("there is room");
                }),
                new BodyCollector(MOST_BYTES, problem -> {
                    throw new AssertionError("it is not too large");
                }));
        connections.add(connection);
        ByteBuf part = Unpooled.copiedBuffer(bytes(900), ISO_8859_1);
        connection.writeInbound(
                new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/"), new DefaultHttpContent(part));
        assertThat(part.refCnt()).isPositive();

        connection.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.REQUEST_TIMEOUT));

        assertThat(budget.taken()).isZero();
        assertThat(part.refCnt()).isZero();
        assertThat(connection.isOpen()).isTrue();
    }

    /** Each has objects of its own, and keeps the buffer that it came in. */
    @Test
    void piecesOfABody_takeMoreThanTheirBytes() {
        EmbeddedChannel connection = connect();
        say(connection, head(MOST_BYTES));
        for (int i = 0; i < 100; i++) {
            say(connection, "x");
        }

        assertThat(budget.taken()).isEqualTo(100 * (1 + 256));
    }

    private EmbeddedChannel connect() {
        EmbeddedChannel connection = new EmbeddedChannel(port);
        connections.add(connection);
        return connection;
    }

    private static String head(int length) {
        return "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: " + length + "\r\n\r\n";
    }

    private static String bytes(int count) {
        return "x".repeat(count);
    }

    private static String say(EmbeddedChannel connection, String bytes) {
        connection.writeInbound(Unpooled.copiedBuffer(bytes, ISO_8859_1));
        return answer(connection);
    }

    private static String answer(EmbeddedChannel connection) {
        StringBuilder answer = new StringBuilder();
        for (ByteBuf part = connection.readOutbound(); part != null; part = connection.readOutbound()) {
            answer.append(part.toString(ISO_8859_1));
            part.release();
        }
        return answer.toString();
    }

    /** Answers later. */
    private final class Keeper implements RequestHandler {

        @Override
        public List<HttpMethod> methods() {
            return List.of(HttpMethod.POST);
        }

        @Override
        public void handle(ChannelHandlerContext context, FullHttpRequest request) {
            unanswered.add(context);
        }
    }
}
