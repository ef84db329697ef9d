package io.ovation.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.http.javadsl.model.HttpResponse;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.netty.handler.codec.http.HttpMethod;
import io.ovation.common.memory.NodeMemory;
import io.ovation.edge.route.RoutePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients who take more than their share. */
class LimitsIT {

    private static final int PATIENCE_SECONDS = 20;
    private static final String NOBODY_EXEMPT = "ovation.edge.limits.exempt = \"\"\n";
    private static final Pattern RETRY_AFTER = Pattern.compile("(?i)retry-after: (\\d+)");

    private final List<Client> clients = new ArrayList<>();
    private ActorTestKit testKit;
    private RoutePort port;

    @AfterEach
    void stop() throws IOException {
        for (Client client : clients) {
            client.socket.close();
        }
        testKit.shutdownTestKit();
    }

    @Test
    void connectionBeyondTheLimitOfItsAddress_isClosed_andAnotherMayComeWhenOneGoes() throws Exception {
        bind(NOBODY_EXEMPT + "ovation.edge.limits.connections-per-address = 3");
        List<Client> three = List.of(connect(), connect(), connect());
        for (Client client : three) {
            assertThat(client.get("")).startsWith("HTTP/1.1 200");
        }

        assertThat(connect().get("")).isEmpty();

        three.get(0).socket.close();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (connect().get("").isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }

    @Test
    void requestsBeyondTheLimitOfTheirAddress_areTold429_untilTheTimeThatTheyAreTold() throws Exception {
        bind(NOBODY_EXEMPT + "ovation.edge.limits.requests-per-address { per-second = 1, burst = 5 }");
        Client client = connect();
        for (int i = 0; i < 5; i++) {
            assertThat(client.get("")).startsWith("HTTP/1.1 200");
        }

        String refusal = connect().get("");
        assertThat(refusal).startsWith("HTTP/1.1 429").contains("urn:ovation:problem:too-many-requests");
        Matcher retryAfter = RETRY_AFTER.matcher(refusal);
        assertThat(retryAfter.find()).isTrue();
        int seconds = Integer.parseInt(retryAfter.group(1));
        assertThat(seconds).isBetween(1, 2);

        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
        assertThat(client.get("")).startsWith("HTTP/1.1 200");
    }

    @Test
    void requestsOfABurst_waitTheirTurn_andThoseOfOthersDoNot() throws Exception {
        bind(NOBODY_EXEMPT + "ovation.edge.limits.requests-per-address { per-second = 2, burst = 7, at-once = 3 }");
        long begun = System.nanoTime();
        // Of one connection, in one go: the answers come in order, and none is lost.
        Client crowd = connectFrom("127.0.0.2");
        crowd.socket
                .getOutputStream()
                .write("GET / HTTP/1.1\r\nHost: test\r\n\r\n".repeat(6).getBytes(ISO_8859_1));
        assertThat(connect().get("")).startsWith("HTTP/1.1 200");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(1_400));

        assertThat(crowd.get("")).startsWith("HTTP/1.1 200");
        for (int i = 0; i < 5; i++) {
            assertThat(crowd.answer()).startsWith("HTTP/1.1 200");
        }
        // Three were answered at once, and three have waited for half a second each.
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(1_400));
        assertThat(crowd.answer()).startsWith("HTTP/1.1 200");
    }

    @Test
    void bodyOfARequestThatWaits_isNotRead_andHasItsTimeAfterwards() throws Exception {
        bind(NOBODY_EXEMPT + """
                ovation.edge.request-timeout = 700 ms
                ovation.edge.limits.requests-per-address { per-second = 1, burst = 3, at-once = 1 }""");
        connect().get("");
        Client waiting = connect();
        waiting.socket
                .getOutputStream()
                .write("GET / HTTP/1.1\r\nHost: test\r\nContent-Length: 5000\r\n\r\n".getBytes(ISO_8859_1));
        waiting.socket.getOutputStream().write(new byte[5_000]);

        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(400));
        assertThat(NodeMemory.get(testKit.system()).bodies("test").taken()).isZero();
        assertThat(waiting.answer()).startsWith("HTTP/1.1 200");
    }

    @Test
    void clientWhoseBurstWouldWaitForTooLong_isNoneThatCanBeSetUp() {
        assertThatThrownBy(() -> bind("ovation.edge.limits.requests-per-address { per-second = 1, burst = 100 }"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("requests-per-address")
                .hasMessageContaining("would wait 50 s; it may wait 6 s at most");
    }

    @Test
    void clientsOfATrustedProxy_haveLimitsOfTheirOwn() throws Exception {
        bind(NOBODY_EXEMPT + """
                ovation.edge.trusted-proxies = "127.0.0.1"
                ovation.edge.limits.connections-per-address = 1
                ovation.edge.limits.requests-per-address { per-second = 1, burst = 2 }""");
        for (int i = 0; i < 4; i++) {
            assertThat(connect().get("X-Forwarded-For: 198.51.100." + i + "\r\n"))
                    .startsWith("HTTP/1.1 200");
        }
        Client proxy = connect();
        String greedy = "X-Forwarded-For: 192.0.2.1, 198.51.100.9\r\n";
        proxy.get(greedy);
        proxy.get(greedy);

        assertThat(proxy.get("X-Forwarded-For: 192.0.2.2, 198.51.100.9\r\n")).startsWith("HTTP/1.1 429");
    }

    @Test
    void clientsThatTheirProxyDoesNotName_areNotExempt_evenIfTheProxyIs() throws Exception {
        bind("""
                ovation.edge.trusted-proxies = "127.0.0.1"
                ovation.edge.limits.requests-per-address { per-second = 1, burst = 2 }""");
        Client proxy = connect();
        for (int i = 0; i < 4; i++) {
            assertThat(proxy.get("")).startsWith("HTTP/1.1 200");
        }
        proxy.get("X-Forwarded-For: unknown\r\n");
        proxy.get("Forwarded: for=\"\r\n");

        assertThat(proxy.get("Forwarded: nonsense\r\n")).startsWith("HTTP/1.1 429");
    }

    @Test
    void whatAStrangerSaysOfItsAddress_isNotBelieved() throws Exception {
        bind(NOBODY_EXEMPT + "ovation.edge.limits.requests-per-address { per-second = 1, burst = 2 }");
        Client stranger = connect();
        stranger.get("X-Forwarded-For: 198.51.100.1\r\n");
        stranger.get("X-Forwarded-For: 198.51.100.2\r\n");

        assertThat(stranger.get("X-Forwarded-For: 198.51.100.3\r\n")).startsWith("HTTP/1.1 429");
    }

    @Test
    void connectionsThatComeTooFast_waitTheirTurn_andAreServed() throws Exception {
        bind("ovation.edge.limits.new-connections { per-second = 20, burst = 1 }");
        long begun = System.nanoTime();
        List<Client> all = new ArrayList<>();
        for (int i = 0; i < 41; i++) {
            all.add(connect());
        }
        for (Client client : all) {
            assertThat(client.get("")).startsWith("HTTP/1.1 200");
        }

        // A batch of 16 is accepted before the first pause.
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(1));
    }

    @Test
    void newConnectionsBeyondTheLimitOfTheirAddress_areClosed_andOthersDoNotWaitForThem() throws Exception {
        bind(NOBODY_EXEMPT + """
                ovation.edge.limits.new-connections { per-second = 1, burst = 5 }
                ovation.edge.limits.new-connections-per-address { per-second = 1, burst = 2 }""");
        int served = 0;
        for (int i = 0; i < 40; i++) {
            served += connectFrom("127.0.0.2").get("").isEmpty() ? 0 : 1;
        }
        assertThat(served).isBetween(2, 4);

        assertThat(connect().get("")).startsWith("HTTP/1.1 200");
    }

    private void bind(String changes) throws Exception {
        Config config = ConfigFactory.parseString(changes).withFallback(ConfigFactory.load());
        testKit = ActorTestKit.create(config);
        PortSettings settings = new PortSettings(
                "test",
                "test.port",
                "127.0.0.1",
                0,
                1_000,
                10_000,
                Optional.empty(),
                Optional.empty(),
                ServiceSettings.from(config).connections());
        port = RoutePort.bind(
                        testKit.system(),
                        settings,
                        Duration.ofSeconds(10),
                        List.of(HttpMethod.GET),
                        -1,
                        request -> CompletableFuture.completedFuture(HttpResponse.create()))
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private Client connect() throws IOException {
        return connectFrom("127.0.0.1");
    }

    private Client connectFrom(String address) throws IOException {
        Client client = new Client(
                new Socket(port.address().getAddress(), port.address().getPort(), InetAddress.getByName(address), 0));
        clients.add(client);
        return client;
    }

    private record Client(Socket socket, BufferedReader reader) {

        Client(Socket socket) throws IOException {
            this(socket, new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)));
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        }

        /** @return the answer with its body; nothing if there is none */
        String get(String fields) {
            try {
                socket.getOutputStream()
                        .write(("GET / HTTP/1.1\r\nHost: test\r\n" + fields + "\r\n").getBytes(ISO_8859_1));
                return answer();
            } catch (IOException e) {
                return "";
            }
        }

        /** @return the next one with its body; nothing if there is none */
        String answer() {
            try {
                StringBuilder answer = new StringBuilder();
                int length = 0;
                String line = reader.readLine();
                while (line != null && !line.isEmpty()) {
                    answer.append(line).append('\n');
                    if (line.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
                        length = Integer.parseInt(line.substring("content-length: ".length()));
                    }
                    line = reader.readLine();
                }
                char[] body = new char[length];
                for (int read = 0; read < length; ) {
                    read += reader.read(body, read, length - read);
                }
                return answer.append(body).toString();
            } catch (IOException e) {
                return "";
            }
        }
    }
}
