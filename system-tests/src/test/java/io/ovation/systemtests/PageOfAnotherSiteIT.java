package io.ovation.systemtests;

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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pages of a site that a node names, and of one that it does not, with the credentials of whoever looks at them. */
class PageOfAnotherSiteIT {

    private static final String PAGE = """
            <!DOCTYPE html>
            <title>A site of its own</title>
            <p id="stream"></p>
            <p id="publish"></p>
            <script type="module">
              const asked = new URLSearchParams(location.search);
              const show = (id, text) => { document.getElementById(id).textContent = text; };

              const stream = new EventSource(asked.get('stream'), { withCredentials: true });
              stream.addEventListener('comment', (event) => show('stream', JSON.parse(event.data).text));
              stream.addEventListener('snapshot', (event) =>
                JSON.parse(event.data).comments.forEach((comment) => show('stream', comment.text)));
              stream.addEventListener('error', () => show('stream', 'refused'));

              fetch(asked.get('publish'), {
                method: 'POST',
                credentials: 'include',
                headers: { 'Content-Type': 'application/json', Authorization: 'Bearer of-the-site' },
                body: JSON.stringify({ video: 'sites', member: 'ada', text: location.origin }),
              }).then((answer) => show('publish', answer.status), () => show('publish', 'refused'));
            </script>
            """;

    @RegisterExtension
    final Nodes nodes = new Nodes();

    @Test
    void namedSite_mayWatchAndPublish_anotherMayNot() throws IOException {
        Installed.require(Browser.exists(), "chromium and chromedriver on the PATH");
        try (WebSite named = WebSite.of(PAGE);
                WebSite other = WebSite.of(PAGE);
                Browser browser = Browser.open()) {
            NodeProcess node = nodes.demoWith(Map.of("OVATION_ALLOWED_ORIGINS", origin(named)))
                    .awaitReady();

            browser.visit(page(named, node));
            browser.await(() -> assertThat(browser.content("#publish")).isEqualTo("202"));
            browser.await(() -> assertThat(browser.content("#stream")).isEqualTo(origin(named)));

            browser.visit(page(other, node));
            browser.await(() -> assertThat(browser.content("#publish")).isEqualTo("refused"));
            browser.await(() -> assertThat(browser.content("#stream")).isEqualTo("refused"));
            assertThat(new Api(node.publishers()).video("sites").path("comments"))
                    .hasSize(1);
        }
    }

    private static String page(WebSite site, NodeProcess node) {
        return site.url() + "?stream=" + encode(node.viewers() + "/v1/stream?topic=video:sites", UTF_8) + "&publish="
                + encode(node.publishers() + "/comments", UTF_8);
    }

    private static String origin(WebSite site) {
        return site.url().substring(0, site.url().length() - 1);
    }
}
