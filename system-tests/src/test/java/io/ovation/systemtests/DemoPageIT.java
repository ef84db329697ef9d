package io.ovation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.Browser;
import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import io.ovation.systemtests.harness.WebSite;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page in two real browsers side by side. */
class DemoPageIT {

    /** The page's waits double; a node takes some seconds to come back. */
    private static final Duration BACK_WITHIN = Duration.ofSeconds(40);

    @RegisterExtension
    static final Nodes nodes = new Nodes();

    private static NodeProcess node;
    private static Browser ada;
    private static Browser grace;

    @BeforeAll
    static void start() {
        assumeTrue(Browser.exists(), "needs chromium and chromedriver on the PATH");
        node = nodes.demo();
        ada = Browser.open();
        grace = Browser.open();
    }

    @AfterAll
    static void closeBrowsers() {
        Optional.ofNullable(ada).ifPresent(Browser::close);
        Optional.ofNullable(grace).ifPresent(Browser::close);
    }

    @Test
    void browsers_seeEachOther() {
        visitTogether("together");
        ada.await(() -> assertThat(ada.attribute("#viewers", "data-count")).hasValue("2"));
        grace.await(() -> assertThat(grace.attribute("#viewers", "data-count")).hasValue("2"));

        ada.click("[data-reaction=heart]");
        ada.click("[data-reaction=heart]");
        ada.click("[data-reaction=fire]");
        for (Browser browser : List.of(ada, grace)) {
            awaitTotal(browser, "heart", 2);
            awaitTotal(browser, "fire", 1);
        }

        ada.type("#comment-input", "Hello <b>Grace</b>");
        grace.await(() -> assertThat(grace.text("#typing")).isEqualTo("ada is typing"));
        ada.type("#comment-input", "\n");
        for (Browser browser : List.of(ada, grace)) {
            browser.await(() -> assertThat(browser.text("#comments")).contains("ada", "Hello <b>Grace</b>"));
        }
        grace.await(() -> assertThat(grace.text("#typing")).isEmpty());

        assertThat(ada.complaints()).isEmpty();
        assertThat(grace.complaints()).isEmpty();
    }

    @Test
    void refusedComment_showsWhyAndIsNotLost() {
        visit(ada, "refusal", "ada");
        String tooLong = "x".repeat(501);

        ada.evaluate("document.querySelector('#comment-input').value = '" + tooLong + "'");
        ada.type("#comment-input", "\n");

        ada.await(() -> assertThat(ada.text("#toast")).contains("500"));
        assertThat(ada.evaluate("document.querySelector('#comment-input').value"))
                .isEqualTo(tooLong);
        ada.complaints();
    }

    @Test
    void totals_doNotFall_whenASnapshotIsOlderThanWhatWasTold() {
        String stream = """
                const send = window.fetch;
                const topic = 'video:lagging';
                const snapshot = (heart, viewers) => ['snapshot', { topic, likes: { heart }, viewers, comments: [] }];
                const events = [
                  ['open', { connection: 'c', node: 'n', heartbeatSeconds: 15, resumed: false }],
                  snapshot(3, 1),
                  ['likes', { topic, added: { heart: 4 }, total: { heart: 7 } }],
                  snapshot(5, 2),
                ].map(([name, data]) => `event: ${name}\\ndata: ${JSON.stringify(data)}\\n\\n`);
                window.fetch = (url, options) => String(url).includes('/v1/stream')
                  ? Promise.resolve(new Response(new ReadableStream({
                      start: (body) => body.enqueue(new TextEncoder().encode(events.join(''))),
                    }), { headers: { 'Content-Type': 'text/event-stream' } }))
                  : send(url, options);
                """;
        ada.visit(node.viewers() + "/?video=lagging&member=ada", stream);

        ada.await(() -> assertThat(ada.attribute("#viewers", "data-count")).hasValue("2"));
        assertThat(ada.attribute("#total-heart", "data-total")).hasValue("7");
    }

    @Test
    void page_fitsDesktopAndPhone() {
        assertFits(1280, 800, false);
        assertFits(390, 844, true);
        assertFits(320, 568, true);
    }

    @Test
    void page_isBackAfterTheServerWasKilledWithTotalsIntact() {
        visitTogether("restart");
        ada.click("[data-reaction=clap]");
        awaitTotal(grace, "clap", 1);

        node.kill();
        ada.await(() -> assertThat(ada.attribute("#state", "data-state")).hasValue("waiting"));
        node.start().awaitReady();

        for (Browser browser : List.of(ada, grace)) {
            Eventually.within(
                    BACK_WITHIN,
                    () -> assertThat(browser.attribute("#state", "data-state")).hasValue("open"));
            awaitTotal(browser, "clap", 1);
        }
        grace.click("[data-reaction=clap]");
        awaitTotal(ada, "clap", 2);
        ada.complaints();
        grace.complaints();
    }

    @Test
    void client_importedByAPageOfAnotherOrigin_receivesEvents() throws IOException {
        String page = """
                <!doctype html><title>Elsewhere</title>
                <script type="module">
                  import { connect, publisher } from '%1$s/client.js';
                  const ovation = connect('%1$s', { topics: ['video:elsewhere'] });
                  const publish = publisher('%2$s');
                  ovation.on('snapshot', () => publish.like({ video: 'elsewhere', reaction: 'wow' }));
                  ovation.on('likes', ({ total }) => { document.body.dataset.wow = total.wow; });
                  ovation.on('comment', ({ text }) => { document.body.dataset.comment = text; });
                </script>
                <body></body>
                """.formatted(node.viewers(), node.publishers());
        try (WebSite elsewhere = WebSite.of(page)) {
            grace.visit(elsewhere.url());
            grace.await(() -> assertThat(grace.attribute("body", "data-wow")).hasValue("1"));
            new Api(node.publishers()).comment("elsewhere", "ada", "hi");
            grace.await(
                    () -> assertThat(grace.attribute("body", "data-comment")).hasValue("hi"));
        }
    }

    private static void visitTogether(String video) {
        visit(ada, video, "ada");
        visit(grace, video, "grace");
    }

    private static void visit(Browser browser, String video, String member) {
        browser.visit(node.viewers() + "/?video=" + video + "&member=" + member);
        browser.await(
                () -> assertThat(browser.attribute("#state", "data-state")).hasValue("open"));
    }

    private static void awaitTotal(Browser browser, String reaction, int total) {
        browser.await(() -> assertThat(browser.attribute("#total-" + reaction, "data-total"))
                .hasValue(Integer.toString(total)));
    }

    private static void assertFits(int width, int height, boolean mobile) {
        ada.resize(width, height, mobile);
        visit(ada, "42", "ada");
        String size = width + "x" + height;
        assertThat((Long) ada.evaluate("document.documentElement.scrollWidth"))
                .as("width of the page at %s", size)
                .isLessThanOrEqualTo(width);
        assertThat((Boolean) ada.evaluate("(({top, bottom, left, right}) => top >= 0 && left >= 0"
                        + " && bottom <= innerHeight && right <= innerWidth)"
                        + "(document.querySelector('#comment-form').getBoundingClientRect())"))
                .as("the composer is on the screen at %s", size)
                .isTrue();
        assertThat(ada.complaints()).isEmpty();
    }
}
