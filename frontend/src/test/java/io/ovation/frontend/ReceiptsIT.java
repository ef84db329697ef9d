package io.ovation.frontend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.Json;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TracedKind;
import io.ovation.common.trace.Tracing.Shown;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class ReceiptsIT {

    private static final String TRACE = "00000000000000ff";
    private static FrontendNode node;

    @BeforeAll
    static void start() throws Exception {
        node = FrontendNode.start(new ScriptedTopics(), "ovation.trace.sampling = 1");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void viewer_learnsHowItsClockDiffers_andTellsWhatItHasReceived() throws IOException {
        double sent = System.currentTimeMillis();
        double now = now(post("{\"receipts\":[]}"));
        double round = System.currentTimeMillis() - sent;
        double offset = now - (sent + round / 2);
        assertThat(offset).as("one machine, one clock").isBetween(-1_000.0, 1_000.0);
        node.tracing().drain();

        RawClient.Answer answer =
                post("{\"offsetMs\":%s,\"errorMs\":%s,\"receipts\":[{\"trace\":\"%s\",\"event\":\"likes\",\"at\":%s}]}"
                        .formatted(offset, round / 2, TRACE, sent));

        assertThat(now(answer)).isGreaterThanOrEqualTo(now);
        assertThat(node.tracing().drain().checkpoints()).singleElement().satisfies(checkpoint -> {
            assertThat(checkpoint.trace()).isEqualTo(0xff);
            assertThat(checkpoint.kind()).isEqualTo(TracedKind.LIKES);
            assertThat(checkpoint.stage()).isEqualTo(Stage.RECEIVED);
        });
    }

    @Test
    void viewerWithAPlayer_tellsHowFarBehindTheVideoItIsShownEvents() throws IOException {
        node.tracing().drainShown();
        String receipts = "{\"offsetMs\":0,\"errorMs\":1,\"receipts\":[{\"trace\":\"" + TRACE
                + "\",\"event\":\"comment\",\"behindMs\":%s}]}";

        assertThat(post(receipts.formatted("1500.25")).status()).isEqualTo(200);
        assertThat(post(receipts.formatted("-3000")).status()).isEqualTo(200);
        RawClient.Answer refused = post(receipts.formatted("86400001"));

        assertThat(node.tracing().drainShown()).containsExactly(new Shown(TracedKind.COMMENT, 1_500_250));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("field 'behindMs' must be from -86400000 to 86400000");
    }

    @Test
    void receiptsOfAClockThatIsNotKnown_areRefused() throws IOException {
        RawClient.Answer answer = post("{\"receipts\":[{\"trace\":\"" + TRACE + "\",\"event\":\"likes\",\"at\":1}]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("urn:ovation:problem:invalid", "field 'errorMs' is missing");
    }

    @Test
    void whatIsNoJson_isRefused() throws IOException {
        assertThat(send("Content-Type: text/plain", "{}").status()).isEqualTo(415);
        assertThat(send("Content-Type: application/json\r\nContent-Encoding: gzip", "{}")
                        .status())
                .isEqualTo(415);
        assertThat(post("{").status()).isEqualTo(400);
        assertThat(post(" ".repeat(5_000)).status()).isEqualTo(413);
    }

    @Test
    void answer_mayBeReadByPagesOfOtherSites() throws IOException {
        assertThat(post("{}").headers()).containsEntry("access-control-allow-origin", "*");
        assertThat(node.ask("OPTIONS /v1/receipts HTTP/1.1\r\nHost: test\r\n\r\n")
                        .headers())
                .containsEntry("allow", "POST, OPTIONS");
    }

    @Test
    void stream_isAskedForReceipts_whereSomeAreWanted() throws Exception {
        try (ViewerStream viewer = node.watch("topic=video:a")) {
            assertThat(viewer.next("open").get("receipts").booleanValue()).isTrue();
        }
        try (FrontendNode silent =
                        FrontendNode.start(new ScriptedTopics(), "ovation.frontend.receipts.connections = 0");
                ViewerStream viewer = silent.watch("topic=video:a")) {
            assertThat(viewer.next("open").has("receipts")).isFalse();
        }
    }

    private static double now(RawClient.Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        JsonNode told = Json.read(answer.body().getBytes(UTF_8));
        assertThat(answer.body()).matches("\\{\"now\":[0-9]{13}\\.[0-9]{3}}");
        return told.get("now").doubleValue();
    }

    private static RawClient.Answer post(String body) throws IOException {
        return send("Content-Type: application/json", body);
    }

    private static RawClient.Answer send(String headers, String body) throws IOException {
        return node.ask("POST /v1/receipts HTTP/1.1\r\nHost: test\r\n" + headers + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body);
    }
}
