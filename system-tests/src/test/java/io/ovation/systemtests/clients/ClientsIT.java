package io.ovation.systemtests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.Browser;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Other people's clients at a node, without anything in between. */
class ClientsIT {

    @RegisterExtension
    static final Nodes NODES = new Nodes();

    private static final AtomicInteger VIDEOS = new AtomicInteger();

    private static NodeProcess node;
    private static Api publisher;
    private static Browser browser;

    private final String video = "clients-" + VIDEOS.incrementAndGet();

    /** Without a heartbeat, so that nothing but the next event could bring out one that a client holds back. */
    @BeforeAll
    static void start() {
        Clients.require();
        node = NODES.demoWith(Map.of("OVATION_DRAIN", "1 s"), Map.of("ovation.frontend.stream.heartbeat", "10m"));
        publisher = new Api(node.publishers());
        browser = Browser.open();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    static Stream<Named<StreamClient>> clients() {
        return Stream.concat(Clients.comingBack(browser), Clients.watchingOnce());
    }

    @ParameterizedTest
    @MethodSource("clients")
    void comments_areShownAtOnce_andThoseThatWereMissedFirst(StreamClient client) throws IOException {
        String seen;
        try (Watch watch = client.watch(stream(video), Optional.empty())) {
            watch.awaitStart();
            publisher.comment(video, "ada", "one");
            seen = watch.awaitComment("one").id();
            publisher.comment(video, "ada", "two – ½ 世界 \uD83C\uDF89");
            watch.awaitComment("two – ½ 世界 \uD83C\uDF89");
        }
        publisher.comment(video, "ada", "three");
        try (Watch watch = client.watch(stream(video), Optional.of(seen))) {
            watch.awaitComment("three");
            assertThat(watch.comments()).containsExactly("two – ½ 世界 \uD83C\uDF89", "three");
            publisher.comment(video, "ada", "four");
            watch.awaitComment("four");
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void refusal_isSeenAsWhatItIs(StreamClient client) {
        try (Watch watch = client.watch(node.viewers().resolve("/v1/stream?topic=nonsense"), Optional.empty())) {
            watch.awaitStatus(400);
        }
    }

    /** All of them at once, as the node can only be stopped for all. */
    @Test
    void end_isSeen_andWhoComesBackMissesNothing() throws IOException {
        try (Watches watches = new Watches()) {
            List<Watch> back = watches.open(Clients.comingBack(browser), stream(video));
            watches.open(Clients.watchingOnce(), stream(video));
            watches.all().forEach(watch -> watch.awaitEvent("snapshot"));
            node.terminate();
            watches.all().forEach(watch -> watch.awaitEvent("bye"));
            watches.all().forEach(Watch::awaitEnd);

            node.start().awaitReady();
            publisher.comment(video, "ada", "while you were away");
            back.forEach(watch -> watch.awaitComment("while you were away"));
            assertThat(back)
                    .allSatisfy(watch -> assertThat(watch.received(
                                    "open", data -> data.path("resumed").asBoolean()))
                            .hasSize(1));
        }
    }

    @Test
    void curl_pollsInAbsoluteForm() {
        String proxy = "http://" + node.viewers().getAuthority();
        String poll = Program.run(
                List.of("curl", "-sS", "--proxy", proxy, "http://any.example/v1/poll?topic=video:" + video));

        assertThat(poll).startsWith("[{\"event\":\"snapshot\"");
    }

    @ParameterizedTest
    @MethodSource("largePosts")
    void undici_readsThatItsBodyIsTooLarge(URI url) {
        String post = Program.run(Clients.node("undici-post.js", url.toString(), "8000000"));

        assertThat(post).isEqualTo("{\"status\":413,\"type\":\"urn:ovation:problem:too-large\"}");
    }

    static Stream<URI> largePosts() {
        return Stream.of(
                node.viewers().resolve("/v1/stream/any/topics"),
                node.publishers().resolve("/comments"));
    }

    private static URI stream(String video) {
        return node.viewers().resolve("/v1/stream?topic=video:" + video);
    }
}
