package io.ovation.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.ovation.common.protocol.Role;
import io.ovation.node.environment.Configuration;
import io.ovation.node.environment.Environment;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever starts a node opens what it prints. */
class PrintedUrlsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern URL = Pattern.compile("http://[^\\s']+");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path data;

    @ParameterizedTest
    @CsvSource({
        "'', '', http://127.0.0.1:",
        "'', 0.0.0.0, http://127.0.0.1:",
        "'', ::, http://127.0.0.1:",
        "'', 127.0.0.2, http://127.0.0.2:",
        "::1, '', http://[::1]:",
        "[::1], '', http://[::1]:",
        "::1, ::, http://[::1]:",
        "localhost, 0.0.0.0, http://localhost:"
    })
    void urls_thatNodesAndDemosPrint_canBeOpened(String host, String bindHost, String start) throws Exception {
        Node node = await(Node.start(
                EnumSet.allOf(Role.class), config(Map.of("OVATION_HOST", host, "OVATION_BIND_HOST", bindHost))));
        try {
            assertThatUrlsAreOpen(printed(node, NodeCommand::present), 3, start);
            assertThatUrlsAreOpen(printed(node, ready -> DemoCommand.present(ready, "42")), 4, start);
        } finally {
            await(node.stop());
        }
    }

    /** A seed is written with brackets, a host without. */
    @Test
    void nodesOfIpv6Addresses_formOneCluster() throws Exception {
        Node first = await(Node.start(EnumSet.allOf(Role.class), config(Map.of("OVATION_HOST", "::1"))));
        try {
            String seed = "[0:0::1]:" + first.addresses().remoting().getPort();
            Node second = await(Node.start(
                    Set.of(Role.DISPATCHER), config(Map.of("OVATION_HOST", "0:0::1", "OVATION_SEED_NODES", seed))));

            assertThat(first.addresses().remoting().getHostString()).isEqualTo("[::1]");
            await(second.stop());
        } finally {
            await(first.stop());
        }
    }

    private static void assertThatUrlsAreOpen(String printed, int number, String start) throws Exception {
        List<String> urls =
                URL.matcher(printed).results().map(MatchResult::group).toList();
        assertThat(urls).hasSize(number).allMatch(url -> url.startsWith(start));
        for (String url : urls) {
            // The stream does not end, so only what comes first is looked at.
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
            HttpResponse<InputStream> response = HTTP.send(request, BodyHandlers.ofInputStream());
            response.body().close();
            assertThat(response.statusCode()).as(url).isLessThan(500);
        }
    }

    private static String printed(Node node, Consumer<Node> print) {
        PrintStream original = System.out;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setOut(new PrintStream(captured, true, UTF_8));
        try {
            print.accept(node);
        } finally {
            System.setOut(original);
        }
        return captured.toString(UTF_8);
    }

    private Config config(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("OVATION_DATA_DIR", data.toString());
        all.put("OVATION_ACCESS", "open");
        all.put("OVATION_MANAGEMENT_TOKEN", "0123456789abcdef0123456789abcdef");
        for (String port : List.of("VIEWER", "PUBLISH", "MANAGEMENT", "REMOTING")) {
            all.put("OVATION_" + port + "_PORT", "0");
        }
        return Configuration.load(Environment.of(all), TestConfig.QUICK_LAST_STOP);
    }

    private static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
