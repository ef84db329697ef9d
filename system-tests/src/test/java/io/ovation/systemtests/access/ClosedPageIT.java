package io.ovation.systemtests.access;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.Browser;
import io.ovation.systemtests.harness.Installed;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import io.ovation.systemtests.harness.WebSite;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of a site whose server makes the tokens, with two members who watch in it. */
class ClosedPageIT {

    private static final String PAGE = """
            <!DOCTYPE html>
            <title>Members only</title>
            <p id="ann"></p>
            <p id="bob"></p>
            <script type="module">
              const node = new URLSearchParams(location.search).get('node');
              const { connect } = await import(`${node}/client.js`);
              const watch = (member) => {
                const seen = { opened: 0, texts: [], byes: [], closedAt: 0 };
                const shown = document.getElementById(member);
                const getToken = () => fetch(`/token?${member}`).then((answer) => answer.text());
                const connection = connect(node, { topics: ['video:1'], member, getToken });
                connection.on('open', () => (seen.opened += 1));
                connection.on('comment', (comment) => seen.texts.push(comment.text));
                connection.on('bye', (bye) => seen.byes.push(bye.reason));
                connection.on('state', (state) => {
                  shown.textContent = state.unauthorized ? 'unauthorized' : state.name;
                  seen.closedAt = state.name === 'closed' ? Date.now() : 0;
                });
                return seen;
              };
              globalThis.ann = watch('ann');
              globalThis.bob = watch('bob');
            </script>
            """;

    /** How long the first token of each is good; the stream is told at once that it expires. */
    private static final Duration SHORT = Duration.ofSeconds(4);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    private final Map<String, AtomicInteger> tokens = Map.of("ann", new AtomicInteger(), "bob", new AtomicInteger());

    @Test
    void member_logsIn_watches_isRenewed_andIsBannedWithinASecond() throws IOException {
        Installed.require(Browser.exists(), "chromium and chromedriver on the PATH");
        NodeProcess node = nodes.demoWith(Tokens.CLOSED).awaitReady();
        try (WebSite site = WebSite.of(PAGE, this::token);
                Browser browser = Browser.open()) {
            browser.visit(site.url() + "?node=" + encode(node.viewers().toString(), UTF_8));
            browser.await(
                    () -> assertThat(seen(browser, "ann.opened + bob.opened")).isEqualTo("2"));
            Instant expiry = Instant.now().plus(SHORT);
            say("before", node);

            browser.await(() -> assertThat(tokens.get("ann")).hasValue(2));
            say("meanwhile", node);
            browser.await(() -> assertThat(Instant.now()).isAfter(expiry.plusSeconds(1)));
            say("after", node);
            for (String member : tokens.keySet()) {
                browser.await(() ->
                        assertThat(seen(browser, member + ".texts")).isEqualTo("[\"before\",\"meanwhile\",\"after\"]"));
                assertThat(seen(browser, member + ".opened"))
                        .as("on one stream")
                        .isEqualTo("1");
                assertThat(seen(browser, member + ".byes")).isEqualTo("[]");
            }

            long before = System.currentTimeMillis();
            assertThat(new Api(node.publishers(), Tokens.service())
                            .post("/v1/revocations", Map.of("member", "ann"))
                            .status())
                    .isEqualTo(200);
            browser.await(() -> assertThat(browser.content("#ann")).isEqualTo("unauthorized"));
            assertThat(Long.parseLong(seen(browser, "ann.closedAt")) - before).isLessThan(1_000);
            assertThat(seen(browser, "ann.byes")).isEqualTo("[\"revoked\"]");

            assertThat(browser.content("#bob")).isEqualTo("open");
            node.kill();
            browser.await(() -> assertThat(browser.content("#bob"))
                    .as("the network is another matter")
                    .isEqualTo("waiting"));
        }
    }

    private String token(String member) {
        boolean isFirst = tokens.get(member).getAndIncrement() == 0;
        return Tokens.viewer(member, isFirst ? SHORT : Duration.ofHours(1));
    }

    private static void say(String text, NodeProcess node) throws IOException {
        new Api(node.publishers(), Tokens.service()).comment("1", "site", text);
    }

    private static String seen(Browser browser, String expression) {
        return String.valueOf(browser.evaluate("JSON.stringify(" + expression + ")"));
    }
}
