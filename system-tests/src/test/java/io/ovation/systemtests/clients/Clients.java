package io.ovation.systemtests.clients;

import io.ovation.systemtests.harness.Browser;
import io.ovation.systemtests.harness.Installed;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** The clients that {@code ./ovation test} installs, in the versions that {@code system-tests/clients} names. */
final class Clients {

    private static final Path SCRIPTS = Path.of("clients");
    private static final Path PYTHON = Path.of("target", "clients", "bin", "python");

    /** Never looked up: curl sends what it asks for there to what it takes for a proxy. */
    private static final String ANY_HOST = "any.example";

    private Clients() {}

    /** Skips the caller's tests where they are missing; fails them in CI. */
    static void require() {
        Installed.program("curl");
        Installed.require(Browser.exists(), "chromium and chromedriver on the PATH");
        Installed.program("node");
        Installed.require(Files.isExecutable(PYTHON), "Python's clients in system-tests/" + PYTHON);
        Installed.require(
                Files.isDirectory(SCRIPTS.resolve("node_modules")), "the clients in system-tests/clients/node_modules");
    }

    /** Those that watch one stream to its end. */
    static Stream<Named<StreamClient>> watchingOnce() {
        return Stream.of(
                Named.of("requests with sseclient-py", python("requests_sseclient.py")),
                Named.of("requests with iter_lines()", python("requests_lines.py")),
                Named.of("httpx with httpx-sse", python("httpx_watch.py")),
                Named.of("undici", new ScriptClient(node("undici-watch.js"))),
                Named.of("curl", CurlClient.with()),
                Named.of("curl, HTTP/1.0", CurlClient.with("--http1.0")),
                Named.of("curl, absolute-form", Clients::absoluteForm),
                Named.of("a half-closed socket", new HalfClosedSocket()));
    }

    /** Those that come back by themselves when their stream ends. */
    static Stream<Named<StreamClient>> comingBack(Browser browser) {
        return Stream.of(
                Named.of("npm eventsource", new ScriptClient(node("eventsource.js"))),
                Named.of("okhttp-eventsource", new OkHttpEventSource()),
                Named.of("Chromium", new ChromiumClient(browser)));
    }

    /** What runs a script of Node.js. */
    static List<String> node(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("node", path(SCRIPTS.resolve(script))));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    private static StreamClient python(String script) {
        // Without -B it would leave compiled files beside the scripts.
        return new ScriptClient(List.of(path(PYTHON), "-B", path(SCRIPTS.resolve(script))));
    }

    private static Watch absoluteForm(URI stream, Optional<String> lastEventId) {
        String target = "http://" + ANY_HOST + stream.getPath() + '?' + stream.getQuery();
        return CurlClient.with("--proxy", "http://" + stream.getAuthority()).watch(URI.create(target), lastEventId);
    }

    private static String path(Path path) {
        return path.toAbsolutePath().toString();
    }
}
