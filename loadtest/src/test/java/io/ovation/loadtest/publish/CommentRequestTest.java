package io.ovation.loadtest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.Json;
import io.ovation.common.topic.Topic;
import io.ovation.loadtest.access.Tokens;
import java.net.URI;
import org.junit.jupiter.api.Test;

class CommentRequestTest {

    private static final Stamp STAMP = new Stamp(1, 2, 3);

    @Test
    void request_saysWhoSaysWhatWhereAndHowLongItIs() {
        String[] parts = encode(Topic.video("v.1")).split("\r\n\r\n", -1);

        assertThat(parts[0].split("\r\n"))
                .containsExactly(
                        "POST /comments HTTP/1.1",
                        "Host: 127.0.0.1:8081",
                        "Content-Type: application/json",
                        "Content-Length: " + parts[1].length());
        JsonNode body = Json.read(parts[1].getBytes(UTF_8));
        assertThat(body).hasSize(3);
        assertThat(body.get("video").asText()).isEqualTo("v.1");
        assertThat(body.get("member").asText()).isEqualTo("anna-1");
        assertThat(body.get("text").asText()).isEqualTo(STAMP.text());
    }

    @Test
    void request_mayBeAboutAConversation() {
        assertThat(encode(Topic.conversation("c"))).contains("{\"conversation\":\"c\",");
    }

    private static String encode(Topic topic) {
        return new String(
                new CommentRequest(URI.create("http://127.0.0.1:8081"), topic, Tokens.none()).encode("anna-1", STAMP),
                UTF_8);
    }
}
