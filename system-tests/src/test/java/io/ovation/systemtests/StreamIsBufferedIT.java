package io.ovation.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.Browser;
import io.ovation.systemtests.harness.BufferingProxy;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real browser behind a real proxy that lets no stream through. */
class StreamIsBufferedIT {

    @RegisterExtension
    final Nodes nodes = new Nodes();

    @Test
    void page_polls_andShowsWhatIsSaid() throws IOException {
        assumeTrue(Browser.exists(), "needs chromium and chromedriver on the PATH");
        NodeProcess node = nodes.demo();
        Api publishers = new Api(node.publishers());
        try (BufferingProxy proxy = BufferingProxy.startOrSkip(node.viewers());
                Browser browser = Browser.open()) {
            browser.visit(proxy.url() + "/?video=buffered&member=ada");
            browser.await(() ->
                    assertThat(browser.attribute("#state", "data-polling")).hasValue("true"));
            browser.await(() ->
                    assertThat(browser.attribute("#viewers", "data-count")).hasValue("1"));

            publishers.comment("buffered", "grace", "through the wall");
            browser.await(() -> assertThat(browser.content("#comments")).contains("through the wall"));
            browser.type("#comment-input", "heard\n");
            browser.await(() -> assertThat(browser.content("#comments")).contains("heard"));
            assertThat(browser.attribute("#state", "data-polling")).hasValue("true");
        }
    }
}
