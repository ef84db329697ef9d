package io.ovation.node;

import static java.net.http.HttpResponse.BodyHandlers.ofInputStream;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.protocol.Role;
import io.ovation.loadtest.access.Access;
import io.ovation.loadtest.audience.Audience;
import io.ovation.loadtest.audience.AudienceSettings;
import io.ovation.node.environment.Configuration;
import io.ovation.node.environment.Environment;
import io.ovation.node.listening.Addresses;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Does what nodes do, so that the JVM learns which classes they take: run by the build, which keeps them in an archive
 * for all later starts. Two nodes in one process, because nodes that talk to each other need more than one alone.
 */
@Command(
        name = "rehearse",
        description = "Runs two nodes for some seconds, to make the archive of classes.",
        mixinStandardHelpOptions = true,
        hidden = true)
final class RehearseCommand implements Callable<Integer> {

    private static final String VIDEO = "rehearsal";
    private static final int AUDIENCE = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Spec
    private CommandSpec spec;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    @Override
    public Integer call() throws IOException {
        Path data = Files.createTempDirectory("ovation-rehearsal");
        try {
            Config config = config(data.resolve("first"), "");
            Node first = Node.start(EnumSet.allOf(Role.class), config)
                    .toCompletableFuture()
                    .join();
            String seed = first.addresses().remoting().getHostString()
                    + ':'
                    + first.addresses().remoting().getPort();
            Node second = Node.start(Set.of(Role.DISPATCHER, Role.FRONTEND), config(data.resolve("second"), seed))
                    .toCompletableFuture()
                    .join();
            perform(first, second, config);
            CompletableFuture.allOf(
                            second.stop().toCompletableFuture(), first.stop().toCompletableFuture())
                    .join();
            return 0;
        } finally {
            delete(data);
        }
    }

    /** Not what the environment says: what is rehearsed must not reach the stores and nodes of a real cluster. */
    private static Config config(Path data, String seed) {
        Map<String, Object> own = new HashMap<>(Map.of(
                "ovation.data-dir",
                data.toString(),
                "ovation.node.seed-nodes",
                seed,
                "ovation.frontend.edge.port",
                0,
                "ovation.likes.port",
                0,
                "akka.management.http.port",
                0,
                "akka.remote.artery.canonical.port",
                0));
        // Nobody takes over the shards of the last dispatcher.
        own.put("akka.coordinated-shutdown.phases.cluster-sharding-shutdown-region.timeout", "1 s");
        // Where both nodes leave at once, one of them may not hear that it has left.
        own.put("akka.coordinated-shutdown.phases.cluster-exiting.timeout", "1 s");
        own.put("ovation.audience.comment-every", "5 s");
        own.put("ovation.audience.like-every", "2 s");
        own.put("ovation.audience.join-within", "1 s");
        return Configuration.load(
                Environment.empty(),
                ConfigFactory.parseMap(own).withFallback(ConfigFactory.parseResources("demo.conf")));
    }

    private void perform(Node first, Node second, Config config) throws IOException {
        String publishers = first.publishUrl().orElseThrow();
        List<String> viewers = Stream.of(first, second)
                .map(node -> node.viewerUrl().orElseThrow())
                .toList();
        AudienceSettings settings = AudienceSettings.from(
                config, viewers.stream().map(URI::create).toList(), URI.create(publishers), VIDEO, AUDIENCE);
        try (Audience audience = Audience.start(settings, Access.open())) {
            publishers(publishers);
            for (String frontend : viewers) {
                pages(frontend);
            }
            operators(first);
            operators(second);
            loadTests(viewers, publishers);
            System.out.println(audience.watching() + " watched the rehearsal");
        }
    }

    private void publishers(String url) {
        post(url + "/comments", "{\"video\":\"" + VIDEO + "\",\"member\":\"ada\",\"text\":\"hello\"}");
        post(url + "/likes", "[{\"video\":\"" + VIDEO + "\"}]");
        post(url + "/typing", "{\"conversation\":\"" + VIDEO + "\",\"member\":\"ada\"}");
        post(url + "/presence", "{\"member\":\"ada\"}");
        post(url + "/likes", "what?");
        get(url + "/videos/" + VIDEO);
        get(url + "/presence?member=ada&member=grace");
    }

    private void pages(String url) throws IOException {
        get(url + "/");
        get(url + "/client.js");
        get(url + "/nothing");
        try (InputStream stream = client.sendAsync(
                        request(url + "/v1/stream?topic=video:" + VIDEO + "&topic=presence:ada&member=grace")
                                .build(),
                        ofInputStream())
                .join()
                .body()) {
            stream.read();
        }
        get(url + "/v1/poll?topic=video:" + VIDEO);
    }

    private void operators(Node node) {
        String url = Addresses.url(node.addresses().management());
        get(url + "/ready");
        get(url + "/alive");
        get(url + "/cluster/members");
        get(url + "/metrics");
        get(url + "/console");
    }

    /** Also what they themselves take, and the cluster command. */
    private void loadTests(List<String> viewers, String publishers) {
        execute(
                "loadtest",
                "room",
                "--viewers=40",
                "--rate=100",
                "--warm-up=1s",
                "--duration=3s",
                "--drain=1s",
                "--viewer-url=" + String.join(",", viewers),
                "--publish-url=" + publishers);
        execute(
                "loadtest",
                "publish",
                "--duration=2s",
                "--interval=1s",
                "--viewer-url=" + String.join(",", viewers),
                "--publish-url=" + publishers);
        execute("cluster", "status", "--directory=" + VIDEO);
    }

    private void execute(String... arguments) {
        new CommandLine(spec.root().userObject()).execute(arguments);
    }

    private void get(String url) {
        client.sendAsync(request(url).build(), BodyHandlers.discarding()).join();
    }

    private void post(String url, String body) {
        HttpRequest request = request(url)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        client.sendAsync(request, BodyHandlers.discarding()).join();
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE);
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
