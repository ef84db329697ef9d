package io.ovation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.protocol.Role;
import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.Browser;
import io.ovation.systemtests.harness.Eventually;
import io.ovation.systemtests.harness.Installed;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import io.ovation.systemtests.harness.Viewer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** The operators' page in a real browser. */
class ConsolePageIT {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    /** Ten backends, thirty dispatchers and sixty frontends, half of each in each data centre. */
    private static final String HUNDRED_NODES = """
            const send = window.fetch;
            const roles = (number) => (number < 10 ? 'likes-backend' : number < 40 ? 'dispatcher' : 'frontend');
            const nodes = Array.from({ length: 100 }, (_, number) => ({
              address: `10.0.0.${number}:25520`,
              dataCentre: number % 2 === 0 ? 'east' : 'west',
              roles: [roles(number)],
              status: number === 50 ? 'unreachable' : 'up',
              ready: number !== 12,
              ageSeconds: 0.5,
              process: { cpu: 0.5, heapUsedBytes: 1, heapMaxBytes: 2, gcPauseMillisPerSecond: null },
              backend: number < 10
                ? { likesPerSecond: 5, commentsPerSecond: 1, refusedPerSecond: number === 3 ? 4 : 0, commitMillis: null }
                : null,
              dispatcher: null,
              frontend: number >= 40 ? { streams: 100, gapsPerSecond: number === 99 ? 2 : 0 } : null,
              topTopics: number >= 40 ? [{ topic: 'video:42', viewers: 100 }] : [],
            }));
            const steps = ['committed', 'published', 'topic-received', 'topic-sent', 'frontend-received', 'written']
              .flatMap((stage) => [['east', 'east'], ['east', 'west']].map(([from, to]) => ({
                kind: 'comment', stage, from, to, count: 120, meanMillis: 2, p50Millis: 2, p99Millis: 8,
                expected: 120, lost: stage === 'written' ? 3 : 0, unknown: 0, holes: 0,
              })));
            const deliveries = [['east', 'east', 21], ['east', 'west', 312]].map(([from, to, p99Millis]) => ({
              kind: 'comment', through: 'written', from, to, count: 4800, meanMillis: 9, p50Millis: 8, p99Millis,
            }));
            const latency = {
              sampling: 0.01,
              goals: [{ kind: 'comment', p99Millis: 200, lossShare: null }],
              events: [{ kind: 'comment', complete: 117, ended: 0, lost: 3, unknown: 0 }],
              steps,
              deliveries,
              behindVideo: [{ kind: 'comment', count: 40, p50Millis: 64, p99Millis: 2400 }],
              nodes: [99, 97].map((number) => ({
                stage: 'written', node: `10.0.0.${number}:25520`, count: 2400, p50Millis: 1, p99Millis: number === 99 ? 90 : 4, lost: 0,
              })),
            };
            const picture = { at: new Date().toISOString(), self: '10.0.0.0:25520', nodes, latency };
            const event = `event: cluster\\ndata: ${JSON.stringify(picture)}\\n\\n`;
            window.fetch = (url, options) => String(url).includes('/insight/')
              ? Promise.resolve(new Response(new ReadableStream({
                  start: (body) => body.enqueue(new TextEncoder().encode(event)),
                }), { headers: { 'Content-Type': 'text/event-stream' } }))
              : send(url, options);
            """;

    /** The page's waits double; a node takes some seconds to come back. */
    private static final Duration BACK_WITHIN = Duration.ofSeconds(60);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    private Browser browser;

    @BeforeEach
    void open() {
        Installed.require(Browser.exists(), "chromium and chromedriver on the PATH");
        browser = Browser.open();
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void demoNode_showsItsViewersAndWhatIsPublished() throws IOException {
        NodeProcess node = nodes.demo();
        visit(node);
        try (Viewer one = Viewer.watch(node.viewers(), "video:42");
                Viewer other = Viewer.watch(node.viewers(), "video:42")) {
            Api publisher = new Api(node.publishers());
            browser.await(() -> {
                publisher.comment("42", "ada", "only for viewers");
                assertThat(total("viewers")).isEqualTo("2");
                assertThat(content("#topics")).contains("video:42");
                assertThat(perSecond("comments")).isPositive();
            });
            assertThat(one.received("comment")).isNotEmpty();
            assertThat(other.received("comment")).isNotEmpty();
        }
        browser.await(() -> assertThat(total("viewers")).isEqualTo("0"));

        // It may have refused some of so many comments of one member.
        browser.await(() -> assertThat(content("#verdict-text")).isEqualTo("The node is well"));
        assertThat(attribute(card(node), "data-level")).isEqualTo("good");
        assertThat((String) browser.evaluate("document.documentElement.outerHTML"))
                .as("what members write is none of the operators' business")
                .doesNotContain("only for viewers");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void details_haveAUrl_andAreLeftWithTheKeyboard() {
        NodeProcess node = nodes.demo();
        visit(node);

        browser.type(card(node) + " a", Keys.ENTER.toString());
        browser.await(
                () -> assertThat(content("#panel h2")).isEqualTo(address(node)).isNotEmpty());
        String url = (String) browser.evaluate("location.href");
        assertThat(url).startsWith(node.management() + "/console#node=");
        assertThat(content("#panel dl")).contains("frontend", "likes-backend", "up");

        browser.type("#panel button", Keys.ESCAPE.toString());
        browser.await(() -> assertThat((Boolean) browser.evaluate("document.querySelector('#panel').hidden"))
                .isTrue());
        assertThat((String) browser.evaluate("document.activeElement.getAttribute('href')"))
                .as("the focus is where it was")
                .startsWith("#node=");
        assertThat((String) browser.evaluate("location.hash")).isEmpty();

        browser.visit("about:blank");
        browser.visit(url);
        browser.await(() -> assertThat(content("#panel .health")).isEqualTo("Well"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void topic_isShownWithItsPlacesAndRates_andWithoutTexts() throws IOException {
        NodeProcess node = nodes.demo();
        Api publisher = new Api(node.publishers());
        visit(node);
        browser.type("#find-topic", "42" + Keys.ENTER);
        browser.await(() -> assertThat(browser.text("#panel")).contains("Nobody watches it"));
        try (Viewer one = Viewer.watch(node.viewers(), "video:42");
                Viewer other = Viewer.watch(node.viewers(), "video:42")) {
            browser.await(() -> {
                publisher.comment("42", "ada", "only for viewers");
                publisher.like("42", "heart");
                assertThat(topicRow("Viewers")).isEqualTo(2);
                assertThat(topicRow("Likes")).isPositive();
                assertThat(topicRow("Comments")).isPositive();
            });
            assertThat(List.of(one.received("comment"), other.received("comment")))
                    .noneMatch(List::isEmpty);
            browser.await(() -> {
                String stored = cell("likes-backend", "position");
                assertThat(Integer.parseInt(stored)).isPositive();
                assertThat(cell("dispatcher", "position")).isEqualTo(stored);
                assertThat(content("#panel [data-role=dispatcher] a")).isEqualTo(address(node));
                assertThat(cell("frontend", "viewers")).isEqualTo("2");
                assertThat(cell("frontend", "position")).isEqualTo(stored);
                assertThat(cell("frontend", "behind")).isEqualTo("none");
            });
            for (int width : List.of(390, 1440)) {
                browser.resize(width, 844, width == 390);
                assertThat((Long) browser.evaluate("document.querySelector('#panel [data-content]').scrollWidth"
                                + " - document.querySelector('#panel [data-content]').clientWidth"))
                        .as("of the details at %s", width)
                        .isZero();
            }
        }
        assertThat(browser.text("#panel")).contains("OVATION_INSIGHT_COMMENTS=on");
        assertThat((String) browser.evaluate("document.documentElement.outerHTML"))
                .doesNotContain("only for viewers", "ada");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void comments_areShownIfTheSettingSaysSo_asTextAndNotAsMarkup() throws IOException {
        NodeProcess node =
                nodes.demoWith(Map.of("OVATION_INSIGHT_COMMENTS", "on")).awaitReady();
        String text = "<img src=x onerror='document.title=1'> & more";
        new Api(node.publishers()).comment("42", "ada", text);

        browser.visit(node.management() + "/console#topic=video%3A42");

        browser.await(
                () -> assertThat(content("#panel .comments li > p:last-child")).isEqualTo(text));
        assertThat(content("#panel .comments bdi")).isEqualTo("ada");
        assertThat(browser.text("#panel")).doesNotContain("OVATION_INSIGHT_COMMENTS");
        assertThat((Long) browser.evaluate("document.querySelectorAll('#panel img').length"))
                .isZero();
        assertThat(browser.complaints()).isEmpty();
    }

    private double topicRow(String label) {
        String number = (String) browser.evaluate("[...document.querySelectorAll('#panel .row')]"
                + ".find((row) => row.querySelector('.label').textContent === '" + label + "')"
                + "?.querySelector('.number').textContent ?? ''");
        return Double.parseDouble('0' + number.replaceAll("[^0-9.]", ""));
    }

    private String cell(String role, String name) {
        return content("#panel [data-role=" + role + "] [data-cell=" + name + "]");
    }

    @Test
    void page_fitsPhoneAndDesktop_andAsksNobodyElse() {
        NodeProcess node = nodes.demo();
        for (int width : List.of(390, 1024, 1440)) {
            browser.resize(width, 844, width == 390);
            visit(node);
            assertThat((Long) browser.evaluate("document.documentElement.scrollWidth"))
                    .as("width of the page at %s", width)
                    .isLessThanOrEqualTo(width);
        }
        assertThat((List<?>) browser.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)"
                        + ".filter((name) => !name.startsWith(location.origin) && !name.startsWith('data:'))"))
                .isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void hundredNodes_areShownAtOnce_withTheirTroublesAndTopics() {
        NodeProcess node = nodes.demo();
        for (int width : List.of(390, 1440)) {
            browser.resize(width, 844, width == 390);
            browser.visit(node.management() + "/console", HUNDRED_NODES);
            browser.await(() -> assertThat(state()).isEqualTo("live"));

            assertThat(browser.evaluate("document.querySelectorAll('[data-node]').length"))
                    .isEqualTo(100L);
            assertThat(browser.evaluate("document.querySelectorAll('section.lane').length"))
                    .isEqualTo(2L);
            assertThat(content("#verdict-text"))
                    .isEqualTo("3 of 100 nodes not well: 1 unreachable, 1 not ready, 1 refusing;"
                            + " goal missed for comments");
            assertThat(content("[data-node='10.0.0.50:25520'] .word")).isEqualTo("Unreachable");
            assertThat(List.of(total("viewers"), total("likes"), total("gaps"), total("refused")))
                    .containsExactly("5\u202F900", "50", "2", "4");
            assertThat(attribute("[data-total=gaps]", "class")).contains("bad");
            assertThat(content("#topics tr:first-child")).isEqualTo("video:425\u202F900");
            assertThat(content("#behind")).contains("10.0.0.99");
            assertThat(content("#latency")).contains("312\u202Fms", "east → west", "lost2.5\u202F%", "slow: 10.0.0.99");
            assertThat(content(".behind-video")).isEqualTo("Behind the video p50 64\u202Fms · p99 2.40\u202Fs");
            assertThat(browser.evaluate("document.querySelectorAll('#latency .segment').length"))
                    .isEqualTo(12L);
            assertThat((Long) browser.evaluate("document.documentElement.scrollWidth"))
                    .as("width of the page at %s", width)
                    .isLessThanOrEqualTo(width);
        }
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void nodeThatIsLost_isShownAsLost_untilItIsBack() {
        NodeProcess dispatcher = nodes.seed(Role.DISPATCHER);
        NodeProcess backend = nodes.join(dispatcher, Role.LIKES_BACKEND);
        NodeProcess frontend = nodes.join(dispatcher, Role.FRONTEND);
        List.of(dispatcher, backend, frontend).forEach(NodeProcess::awaitReady);
        visit(dispatcher);
        browser.await(() -> assertThat(content("#verdict-text")).isEqualTo("All 3 nodes are well"));

        frontend.kill();

        browser.await(() -> {
            assertThat(attribute(card(frontend), "data-health")).isEqualTo("lost");
            assertThat(content(card(frontend) + " .word")).isEqualTo("Lost");
            assertThat(content("#verdict-text")).isEqualTo("1 of 3 nodes lost");
            assertThat(browser.text("#alerts")).contains("Lost", address(frontend));
        });
        assertThat(attribute(card(backend), "data-level")).isEqualTo("good");
        assertThat((String) browser.evaluate("document.title")).contains("1 of 3 nodes lost");

        frontend.start().awaitReady();
        Eventually.within(
                BACK_WITHIN, () -> assertThat(content("#verdict-text")).isEqualTo("All 3 nodes are well"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void picture_isSaidToBeOld_whenItsNodeIsGone_andIsBackWithIt() {
        NodeProcess node = nodes.demo();
        visit(node);

        node.kill();
        browser.await(() -> {
            assertThat(state()).isEqualTo("old");
            assertThat(browser.text("#old")).contains("This is old", "Trying again");
        });

        node.start().awaitReady();
        Eventually.within(BACK_WITHIN, () -> assertThat(state()).isEqualTo("live"));
        browser.await(() -> assertThat(content("#old")).isEmpty());
    }

    @Test
    void token_isAskedForOnce_andIsNowhereToBeSeen() {
        NodeProcess node =
                nodes.demoWith(Map.of("OVATION_MANAGEMENT_TOKEN", TOKEN)).awaitReady();
        browser.visit(node.management() + "/console");
        browser.await(() -> assertThat(browser.text("#ask")).contains("asks for the management token"));

        browser.type("#token", TOKEN.replace('0', '1') + Keys.ENTER);
        browser.await(() -> assertThat(browser.text("#wrong")).contains("does not take"));
        browser.type("#token", TOKEN + Keys.ENTER);
        browser.await(() -> assertThat(state()).isEqualTo("live"));
        visit(node);

        assertThat((String) browser.evaluate("location.href + document.documentElement.outerHTML"
                        + " + performance.getEntriesByType('resource').map(({ name }) => name)"))
                .doesNotContain(TOKEN);
        browser.click("#forget");
        browser.await(() -> assertThat(browser.text("#ask")).contains("asks for the management token"));
        assertThat((Long) browser.evaluate("sessionStorage.length + localStorage.length"))
                .isZero();
    }

    private void visit(NodeProcess node) {
        browser.visit(node.management() + "/console");
        browser.await(() -> assertThat(state()).isEqualTo("live"));
    }

    private String state() {
        return attribute("body", "data-state");
    }

    private String total(String name) {
        return content("[data-total=" + name + "] .value");
    }

    private double perSecond(String name) {
        return Double.parseDouble('0' + total(name).replaceAll("[^0-9.]", ""));
    }

    /** Empty until there is such an element. */
    private String content(String selector) {
        return (String) browser.evaluate("document.querySelector(\"" + selector + "\")?.textContent ?? ''");
    }

    private String attribute(String selector, String name) {
        return (String)
                browser.evaluate("document.querySelector(\"" + selector + "\")?.getAttribute('" + name + "') ?? ''");
    }

    private static String card(NodeProcess node) {
        return "[data-node='" + address(node) + "']";
    }

    private static String address(NodeProcess node) {
        return node.host() + ':' + node.ports().remoting();
    }
}
