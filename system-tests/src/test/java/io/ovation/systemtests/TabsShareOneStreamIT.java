package io.ovation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.Browser;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More tabs of one real browser than it allows connections to one server. */
class TabsShareOneStreamIT {

    private static final int TABS = 8;

    /** A leader is replaced after 4 to 5 s, and the next one resumes within another second. */
    private static final Duration STANDSTILL = Duration.ofSeconds(15);

    @RegisterExtension
    static final Nodes nodes = new Nodes();

    private static NodeProcess node;
    private static Api publishers;

    @BeforeAll
    static void start() {
        assumeTrue(Browser.exists(), "needs chromium and chromedriver on the PATH");
        node = nodes.demo();
        publishers = new Api(node.publishers());
    }

    @Test
    void tabs_shareOneStream_andOneTakesOverWhenTheLeaderIsClosed() throws IOException {
        try (Browser browser = Browser.open()) {
            List<String> tabs = Stream.generate(() -> openPage(browser, node.viewers(), "tabs"))
                    .limit(TABS)
                    .toList();
            publishers.comment("tabs", "grace", "everybody");
            tabs.forEach(tab -> awaitComments(browser, tab, "everybody"));
            browser.await(() ->
                    assertThat(browser.attribute("#viewers", "data-count")).hasValue("1"));

            browser.closeTab(tabs.get(0));
            publishers.comment("tabs", "grace", "meanwhile");
            tabs.stream().skip(1).forEach(tab -> awaitComments(browser, tab, "everybody", "meanwhile"));
            browser.await(() ->
                    assertThat(browser.attribute("#viewers", "data-count")).hasValue("1"));
        }
    }

    @Test
    void tabs_missNothing_whileTheLeaderIsFrozen() throws IOException {
        try (Browser browser = Browser.open()) {
            List<String> tabs = openPages(browser, node.viewers(), "frozen");
            publishers.comment("frozen", "grace", "before");
            tabs.forEach(tab -> awaitComments(browser, tab, "before"));

            browser.useTab(tabs.get(0));
            browser.freeze();
            publishers.comment("frozen", "grace", "meanwhile");
            tabs.stream().skip(1).forEach(tab -> awaitComments(browser, tab, "before", "meanwhile"));

            browser.useTab(tabs.get(0));
            browser.thaw();
            publishers.comment("frozen", "grace", "after");
            tabs.forEach(tab -> awaitComments(browser, tab, "before", "meanwhile", "after"));
            browser.await(() ->
                    assertThat(browser.attribute("#viewers", "data-count")).hasValue("1"));
        }
    }

    @Test
    void tabs_missNothing_whileTheLeaderStandsStill() throws IOException {
        try (Browser browser = Browser.open()) {
            List<String> tabs = openPages(browser, node.viewers(), "busy");
            publishers.comment("busy", "grace", "before");
            tabs.forEach(tab -> awaitComments(browser, tab, "before"));

            browser.useTab(tabs.get(0));
            browser.evaluate("setTimeout(() => { const end = Date.now() + %d; while (Date.now() < end); })"
                    .formatted(STANDSTILL.toMillis()));
            long stillUntil = System.nanoTime() + STANDSTILL.toNanos();
            publishers.comment("busy", "grace", "meanwhile");
            tabs.stream().skip(1).forEach(tab -> awaitComments(browser, tab, "before", "meanwhile"));
            assertThat(System.nanoTime()).as("before the leader goes on").isLessThan(stillUntil);

            publishers.comment("busy", "grace", "after");
            tabs.forEach(tab -> awaitComments(browser, tab, "before", "meanwhile", "after"));
            browser.await(() ->
                    assertThat(browser.attribute("#viewers", "data-count")).hasValue("1"));
        }
    }

    /** The first of them leads. */
    private static List<String> openPages(Browser browser, URI viewers, String video) {
        return Stream.generate(() -> openPage(browser, viewers, video)).limit(3).toList();
    }

    private static String openPage(Browser browser, URI viewers, String video) {
        String tab = browser.openTab();
        browser.visit(viewers + "/?video=" + video + "&member=ada&shared");
        browser.await(
                () -> assertThat(browser.attribute("#state", "data-state")).hasValue("open"));
        // Shown the topic, of which all tabs are one viewer.
        browser.await(
                () -> assertThat(browser.attribute("#viewers", "data-count")).hasValue("1"));
        return tab;
    }

    private static void awaitComments(Browser browser, String tab, String... comments) {
        browser.useTab(tab);
        browser.await(() -> assertThat(browser.content("#comments")).containsSubsequence(comments));
    }
}
