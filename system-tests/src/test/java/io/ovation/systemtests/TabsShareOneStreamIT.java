package io.ovation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.Browser;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More tabs of one real browser than it allows connections to one server. */
class TabsShareOneStreamIT {

    private static final int TABS = 8;

    @RegisterExtension
    static final Nodes nodes = new Nodes();

    @Test
    void tabs_shareOneStream_andOneTakesOverWhenTheLeaderIsClosed() throws IOException {
        assumeTrue(Browser.exists(), "needs chromium and chromedriver on the PATH");
        NodeProcess node = nodes.demo();
        Api publishers = new Api(node.publishers());
        try (Browser browser = Browser.open()) {
            List<String> tabs = Stream.generate(() -> openPage(browser, node.viewers()))
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

    private static String openPage(Browser browser, URI viewers) {
        String tab = browser.openTab();
        browser.visit(viewers + "/?video=tabs&member=ada&shared");
        browser.await(
                () -> assertThat(browser.attribute("#state", "data-state")).hasValue("open"));
        // Shown the topic, of which all tabs are one viewer.
        browser.await(
                () -> assertThat(browser.attribute("#viewers", "data-count")).hasValue("1"));
        return tab;
    }

    private static void awaitComments(Browser browser, String tab, String... comments) {
        browser.useTab(tab);
        browser.await(() -> assertThat(browser.content("#comments")).contains(comments));
    }
}
