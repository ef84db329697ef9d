package io.ovation.frontend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.access.rights.Rights;
import io.ovation.access.rights.Role;
import io.ovation.access.rights.TopicPattern;
import io.ovation.access.token.TokenMaker;
import io.ovation.common.http.Json;
import io.ovation.common.log.Entry;
import io.ovation.common.protocol.RevocationMessage.Revocation;
import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.settings.Secret;
import io.ovation.common.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Streams whose tokens expire and are renewed, and tickets, at two frontends of one cluster. */
@ExtendWith(NoLeaks.class)
class StreamTokenIT {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String CLOSED = "ovation.access { mode = closed, jwt.secret = \"" + SECRET + "\" }";
    private static final TokenMaker MAKER = new TokenMaker(new Secret(SECRET), Optional.empty(), Optional.empty());
    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final ScriptedTopics TOPICS = new ScriptedTopics();
    private static FrontendNode holder;
    private static FrontendNode other;

    @BeforeAll
    static void start() throws Exception {
        holder = FrontendNode.start(TOPICS, CLOSED);
        other = FrontendNode.startBeside(holder, CLOSED);
    }

    @AfterAll
    static void stop() {
        other.close();
        holder.close();
    }

    @Test
    void stream_isWarnedAndEndsWithItsToken() throws Exception {
        try (ViewerStream viewer = watch(token("ann", SHORT, "video:1"), "topic=video:1")) {
            assertThat(viewer.await("expiring").get("inSeconds").intValue()).isBetween(1, 3);
            JsonNode bye = viewer.await("bye");
            assertThat(bye.get("reason").textValue()).isEqualTo("token-expired");
            assertThat(bye.get("reconnectAfterMs").isIntegralNumber()).isTrue();
        }
    }

    /** A poll is held for longer than these tokens are good. */
    @Test
    void heldPoll_isAnsweredWhenItsTokenExpires() throws Exception {
        Entry first = TOPICS.say(Topic.video("6"), "ann", "hi");
        try (RawClient client = holdPoll("video:6", token("ann", SHORT, "video:6"), first)) {
            assertThat(client.readAnswer().body())
                    .startsWith("[{\"event\":\"bye\"")
                    .contains("token-expired")
                    .doesNotContain("expiring");
        }
    }

    @Test
    void heldPoll_isAnsweredAtOnceWhenItsMemberIsRevoked() throws Exception {
        Entry first = TOPICS.say(Topic.video("7"), "ann", "hi");
        try (RawClient client = holdPoll("video:7", token("eve", LONG, "video:7"), first)) {
            TOPICS.awaitMessage(Topic.video("7"), message -> message instanceof TopicMessage.Subscribe);
            long now = System.currentTimeMillis();
            holder.revocations().add(List.of(new Revocation(Revocation.Kind.MEMBER, "eve", now, Revocation.FOR_GOOD)));
            assertThat(client.readAnswer().body()).contains("\"bye\"").contains("revoked");
        }
    }

    @Test
    void stream_whoseTokenIsRenewed_goesOn_whicheverNodeIsAsked() throws Exception {
        for (FrontendNode asked : List.of(holder, other)) {
            try (ViewerStream renewed = watch(token("ann", SHORT, "video:2"), "topic=video:2");
                    ViewerStream clock = watch(token("bob", SHORT.plusSeconds(1), "video:3"), "topic=video:3")) {
                String connection = renewed.next("open").get("connection").textValue();
                renewed.await("snapshot");

                String longer = token("ann", LONG, "video:2");
                RawClient.Answer answer = asked.await(() -> {
                    RawClient.Answer now = post(asked, "/v1/stream/" + connection + "/token", longer);
                    assertThat(now.status()).isEqualTo(200);
                    return now;
                });

                assertThat(answer.body()).contains("video:2");
                clock.await("bye");
                TOPICS.say(Topic.video("2"), "bob", "still here");
                renewed.await("comment");
            }
        }
    }

    @Test
    void renewedStream_losesTopicsThatTheNewTokenDoesNotCover() throws Exception {
        try (ViewerStream viewer = watch(token("ann", LONG, "video:*"), "topic=video:4&topic=video:5")) {
            String connection = viewer.next("open").get("connection").textValue();

            RawClient.Answer answer =
                    post(holder, "/v1/stream/" + connection + "/token", token("ann", LONG, "video:5"));

            assertThat(answer.body()).contains("video:5").doesNotContain("video:4");
        }
    }

    @Test
    void stream_isRenewedByItsOwnMemberAlone() throws Exception {
        try (ViewerStream viewer = watch(token("ann", LONG, "video:1"), "topic=video:1")) {
            String path = "/v1/stream/" + viewer.next("open").get("connection").textValue() + "/token";
            assertThat(post(holder, path, token("bob", LONG, "video:1")).status())
                    .isEqualTo(404);
            assertThat(post(holder, path, "nonsense").status()).isEqualTo(401);
            assertThat(post(holder, path, token("ann", LONG, "video:1")).status())
                    .isEqualTo(200);
        }
        assertThat(post(holder, "/v1/stream/none/token", token("ann", LONG, "video:1"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void ticket_opensOneStream_whicheverNodeIsAsked() throws Exception {
        for (FrontendNode asked : List.of(holder, other)) {
            JsonNode given = asked.await(() -> {
                RawClient.Answer answer = post(holder, "/v1/tickets", token("ann", LONG, "video:1"));
                assertThat(answer.status()).isEqualTo(201);
                assertThat(answer.headers()).containsEntry("cache-control", "no-store");
                JsonNode now = Json.read(answer.body().getBytes(UTF_8));
                assertThat(status(
                                asked,
                                "/v1/stream?topic=video:1&member=ann&ticket="
                                        + now.get("ticket").textValue()))
                        .isEqualTo(200);
                return now;
            });

            assertThat(given.get("expiresInSeconds").intValue()).isEqualTo(30);
            String used = given.get("ticket").textValue();
            for (FrontendNode any : List.of(holder, other)) {
                assertThat(status(any, "/v1/stream?topic=video:1&ticket=" + used))
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void ticket_givesWhatItsTokenGives() throws Exception {
        assertThat(status(holder, "/v1/poll?topic=video:1&ticket=" + ticket())).isEqualTo(200);
        assertThat(status(holder, "/v1/poll?topic=video:2&ticket=" + ticket())).isEqualTo(403);
        assertThat(status(holder, "/v1/poll?topic=video:1&member=bob&ticket=" + ticket()))
                .isEqualTo(403);
        assertThat(status(holder, "/v1/poll?topic=video:1&ticket=" + ticket() + "&ticket=" + ticket()))
                .isEqualTo(401);
        assertThat(status(holder, "/v1/poll?topic=video:1&ticket=nonsense")).isEqualTo(401);
        assertThat(status(holder, "/v1/poll?topic=video:1&ticket=nobody.AAAAAAAAAAAAAAAAAAAAAA"))
                .isEqualTo(401);
    }

    @Test
    void ticket_isNotForOtherRequests() throws Exception {
        assertThat(post(holder, "/v1/tickets?ticket=" + ticket(), "nonsense").status())
                .isEqualTo(401);
    }

    private static String ticket() {
        RawClient.Answer answer = post(holder, "/v1/tickets", token("ann", LONG, "video:1"));
        return Json.read(answer.body().getBytes(UTF_8)).get("ticket").textValue();
    }

    private static ViewerStream watch(String token, String query) throws Exception {
        return ViewerStream.open(
                holder.address(),
                "GET /v1/stream?" + query + " HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer " + token + "\r\n\r\n");
    }

    /** There is no news since the entry. */
    private static RawClient holdPoll(String topic, String token, Entry seen) throws IOException {
        return holder.connect()
                .send("GET /v1/poll?topic=" + topic + "&lastEventId=" + seen.eventId()
                        + " HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer " + token + "\r\n\r\n");
    }

    private static int status(FrontendNode node, String target) {
        try (RawClient client = node.connect()) {
            return client.send("GET " + target + " HTTP/1.1\r\nHost: test\r\n\r\n")
                    .readAnswerToHead()
                    .status();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RawClient.Answer post(FrontendNode node, String path, String token) {
        try {
            return node.ask("POST " + path + " HTTP/1.1\r\nHost: test\r\nContent-Length: 0\r\nAuthorization: Bearer "
                    + token + "\r\n\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String token(String member, Duration lifetime, String... patterns) {
        List<TopicPattern> read =
                Arrays.stream(patterns).map(TopicPattern::parse).toList();
        return MAKER.make(member, new Rights(read, List.of(), Role.VIEWER), Instant.now(), lifetime);
    }
}
