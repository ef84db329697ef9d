package io.ovation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.Browser;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a conversation looks to those who are late, away or gone, in two real browsers. */
class ConversationPageIT {

    @RegisterExtension
    static final Nodes nodes = new Nodes(
            Map.of("ovation.presence.heartbeat", "3s", "ovation.presence.grace", "2s", "ovation.trace.sampling", "1"));

    private static NodeProcess node;
    private static Api publishers;
    private static Browser ada;
    private static Browser grace;

    @BeforeAll
    static void start() {
        assumeTrue(Browser.exists(), "needs chromium and chromedriver on the PATH");
        node = nodes.demo();
        publishers = new Api(node.publishers());
        ada = Browser.open();
        grace = Browser.open();
    }

    @AfterAll
    static void closeBrowsers() {
        Optional.ofNullable(ada).ifPresent(Browser::close);
        Optional.ofNullable(grace).ifPresent(Browser::close);
    }

    @Test
    void comment_waitsForTheVideo_ofAViewerWhoLags() throws IOException {
        visit(ada, "late", "ada");
        visit(grace, "late", "grace");
        lag(grace, 60);

        say(ada, "held");
        awaitComment(ada, "held");
        publishers.comment("late", "linus", "of no moment");
        awaitComment(grace, "of no moment");
        assertThat(grace.content("#comments")).doesNotContain("held");

        lag(grace, 0);
        awaitComment(grace, "held");
    }

    @Test
    void comment_isShownInTime_byAVideoThatLags() {
        visit(ada, "in-time", "ada");
        visit(grace, "in-time", "grace");
        int lagSeconds = 5;
        lag(grace, lagSeconds);
        grace.evaluate("""
                ovation.on('comment', ({ mediaTime }) => {
                  const seconds = (Date.now() - Date.UTC(2026, 0, 1)) / 1000 - mediaTime;
                  document.body.dataset.seconds = seconds;
                }) && null
                """);

        say(ada, "now");

        awaitComment(grace, "now");
        assertThat(Double.parseDouble(grace.attribute("body", "data-seconds").orElseThrow()))
                .isGreaterThanOrEqualTo(lagSeconds);
        ada.visit(node.management() + "/console");
        ada.await(() -> assertThat(ada.content(".behind-video"))
                .startsWith("Behind the video p50")
                .contains("ms"));
    }

    @Test
    void comment_thatComesLate_isShownBehindTheVideo() throws IOException {
        visit(grace, "behind", "grace");
        lag(grace, 2);
        double passed = 3;
        double playhead = ((Number) grace.evaluate("(Date.now() - Date.UTC(2026, 0, 1)) / 1000 - 2")).doubleValue();

        publishers.post(
                "/comments",
                Map.of("video", "behind", "member", "linus", "text", "late", "mediaTime", playhead - passed));

        awaitComment(grace, "late");
        grace.await(() -> assertThat(behindVideo().path("p99Millis").asDouble()).isBetween(2_700.0, 4_000.0));
    }

    /** By how much viewers with players were shown comments of the last minute too late. */
    private static JsonNode behindVideo() throws IOException {
        return node.operator().get("/insight/cluster").json().at("/latency/behindVideo/0");
    }

    @Test
    void dot_tellsWhetherWhoCommentedIsThere() {
        visit(ada, "presence", "ada");
        try (Browser linus = Browser.open()) {
            visit(linus, "presence", "linus");
            say(linus, "here");
            awaitComment(ada, "here");
            awaitPresence("linus", "online");
        }
        awaitPresence("linus", "offline");
    }

    @Test
    void hiddenTab_hearsCommentsAndNoLikes_andCatchesUp() throws IOException {
        visit(grace, "hidden", "grace");
        String tab = ada.openTab();
        visit(ada, "hidden", "ada", """
                const send = window.fetch;
                window.fetch = async (url, options) => {
                  const response = await send(url, options);
                  if (response.ok && options?.body?.includes('"passive":true')) {
                    localStorage.passive = Date.now();
                  }
                  return response;
                };
                """);
        ada.evaluate("ovation.on('comment', ({ text }) => { localStorage.heard = text; }) && null");
        ada.evaluate("ovation.on('likes', () => { localStorage.likes = document.hidden; }) && null");

        String other = ada.openTab();
        // Of the same origin, so that it sees what the hidden one wrote down.
        ada.visit(node.viewers() + "/client.js");
        ada.await(() -> assertThat(ada.evaluate("localStorage.passive")).isNotNull());
        publishers.like("hidden", "heart");
        awaitTotal(grace, "heart", 1);
        publishers.comment("hidden", "linus", "meanwhile");
        ada.await(() -> assertThat(ada.evaluate("localStorage.heard")).isEqualTo("meanwhile"));
        assertThat(ada.evaluate("localStorage.likes")).isNull();
        // A shorter absence is not worth a word.
        ada.await(() -> assertThat(ada.evaluate("Date.now() - localStorage.passive > 2500"))
                .isEqualTo(true));

        ada.closeTab(other);
        ada.useTab(tab);
        awaitTotal(ada, "heart", 1);
        ada.await(() -> assertThat(ada.content("#note")).contains("caught up"));
        assertThat(ada.evaluate("localStorage.likes")).isNull();
    }

    private static void visit(Browser browser, String video, String member) {
        visit(browser, video, member, "");
    }

    /** Shown the topic, so that nothing that is said from now on is in a snapshot. */
    private static void visit(Browser browser, String video, String member, String script) {
        browser.visit(node.viewers() + "/?video=" + video + "&member=" + member, script);
        browser.await(() -> assertThat(browser.evaluate("window.ovation?.stateOf('video:" + video + "') !== undefined"))
                .isEqualTo(true));
    }

    private static void lag(Browser browser, int seconds) {
        browser.evaluate("(slider => { slider.value = " + seconds + "; slider.dispatchEvent(new Event('input')); })"
                + "(document.querySelector('#lag'))");
    }

    private static void say(Browser browser, String text) {
        browser.type("#comment-input", text + "\n");
    }

    private static void awaitComment(Browser browser, String text) {
        browser.await(() -> assertThat(browser.content("#comments")).contains(text));
    }

    private static void awaitPresence(String member, String status) {
        ada.await(() -> assertThat(ada.evaluate(
                        "document.querySelector('#comments [data-member=" + member + "] .presence')?.dataset.status"))
                .isEqualTo(status));
    }

    private static void awaitTotal(Browser browser, String reaction, int total) {
        browser.await(() -> assertThat(browser.attribute("#total-" + reaction, "data-total"))
                .hasValue(Integer.toString(total)));
    }
}
