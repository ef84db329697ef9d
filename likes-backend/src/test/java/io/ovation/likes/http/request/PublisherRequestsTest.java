package io.ovation.likes.http.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.event.Event;
import io.ovation.common.http.Json;
import io.ovation.common.http.ProblemException;
import io.ovation.common.log.Comment;
import io.ovation.common.log.Retraction;
import io.ovation.common.topic.Topic;
import io.ovation.likes.commit.LikesGiven;
import io.ovation.likes.publish.TopicEvent;
import io.ovation.likes.store.NewEntry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublisherRequestsTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final Topic VIDEO = Topic.video("42");

    private final PublisherRequests requests = new PublisherRequests(
            new RequestLimits(List.of("heart", "wow"), 3, 10, 5, 50, 200), "west", Duration.ofSeconds(7));

    @Test
    void likes_defaultToOneHeart() {
        assertThat(requests.likes(json("{'video':'42'}")))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("trace")
                .containsExactly(new LikesGiven(VIDEO, "heart", 1, null, 0));
    }

    @Test
    void likes_takeEveryField() {
        assertThat(requests.likes(json("{'video':'42','reaction':'wow','count':10,'member':'ada','mediaTime':1.5}")))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("trace")
                .containsExactly(new LikesGiven(VIDEO, "wow", 10, 1.5, 0));
    }

    @Test
    void likes_takeAnArray() {
        assertThat(requests.likes(json("[{'video':'42'},{'video':'43','count':2}]")))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("trace")
                .containsExactly(
                        new LikesGiven(VIDEO, "heart", 1, null, 0),
                        new LikesGiven(Topic.video("43"), "heart", 2, null, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | field 'video' is missing",
                "7 | a JSON object is expected",
                "'{\"video\":42}' | field 'video' must be text",
                "'{\"video\":\"a b\"}' | video id 'a b' must be",
                "'{\"video\":\"42\",\"reaction\":\"meh\"}' | field 'reaction' must be one of heart, wow",
                "'{\"video\":\"42\",\"count\":0}' | field 'count' must be from 1 to 10",
                "'{\"video\":\"42\",\"count\":11}' | field 'count' must be from 1 to 10",
                "'{\"video\":\"42\",\"count\":1.5}' | field 'count' must be a whole number",
                "'{\"video\":\"42\",\"count\":99999999999999999999}' | field 'count' must be from 1 to 10",
                "'{\"video\":\"42\",\"mediaTime\":-1}' | field 'mediaTime' must be zero or more seconds",
                "'{\"video\":\"42\",\"mediaTime\":1e999}' | field 'mediaTime' must be zero or more seconds",
                "'{\"video\":\"42\",\"member\":\"\"}' | member id '' must be",
                "'{\"video\":\"42\",\"extra\":1}' | unknown field 'extra'; known are video, reaction, count",
                "[] | an array of likes must have 1 to 3 entries, not 0",
                "'[1,2,3,4]' | an array of likes must have 1 to 3 entries, not 4",
                "'[{\"video\":\"42\"},{\"video\":\"42\",\"reaction\":\"meh\"}]' | [1]: field 'reaction' must be one of",
                "'[{\"video\":\"42\"},[]]' | [1]: a JSON object is expected, not an array",
            })
    void likes_refuseWhatIsWrongAndSayWhatIsRight(String body, String detail) {
        assertInvalid(() -> requests.likes(Json.read(body.getBytes(StandardCharsets.UTF_8))), detail);
    }

    @Test
    void comment_isStampedToTheMillisecond() {
        NewEntry comment = requests.comment(
                json("{'video':'42','member':'ada','text':'hi','mediaTime':3}"), Optional.empty(), NOW);

        assertThat(comment)
                .isEqualTo(new NewEntry(
                        VIDEO,
                        "west",
                        new Comment(
                                comment.body().id(),
                                "ada",
                                "hi",
                                Instant.parse("2026-01-02T03:04:05.678Z"),
                                3.0,
                                false)));
    }

    @Test
    void comment_isFeaturedIfThePublisherSaysSo() {
        assertThat(comment("{'video':'42','member':'ada','text':'hi','featured':true}")
                        .featured())
                .isTrue();
        assertThat(comment("{'video':'42','member':'ada','text':'hi'}").featured())
                .isFalse();
        assertInvalid(
                () -> comment("{'video':'42','member':'ada','text':'hi','featured':'yes'}"),
                "field 'featured' must be true or false, not text");
    }

    private Comment comment(String body) {
        return (Comment) requests.comment(json(body), Optional.empty(), NOW).body();
    }

    @Test
    void comment_withIdempotencyKey_keepsItsIdOnRetry() {
        JsonNode body = json("{'conversation':'42','member':'ada','text':'hi'}");

        assertThat(requests.comment(body, Optional.of("k"), NOW).body().id())
                .isEqualTo(requests.comment(body, Optional.of("k"), NOW.plusSeconds(1))
                        .body()
                        .id())
                .isNotEqualTo(
                        requests.comment(body, Optional.of("l"), NOW).body().id())
                .isNotEqualTo(
                        requests.comment(body, Optional.empty(), NOW).body().id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\tb", "é"})
    void comment_withUnusableIdempotencyKey_isRefused(String key) {
        JsonNode body = json("{'video':'42','member':'ada','text':'hi'}");

        assertInvalid(() -> requests.comment(body, Optional.of(key), NOW), "header Idempotency-Key must be 1 to 128");
        assertInvalid(() -> requests.comment(body, Optional.of("k".repeat(129)), NOW), "header Idempotency-Key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345", "a\\nb\\tc", "👩‍🚀", "\\ud83d\\ude00"})
    void comment_takesTextOfUpToTheLimitInCharacters(String text) {
        String body = "{'video':'42','member':'ada','text':'" + text + "'}";

        assertThat(comment(body).text()).isEqualTo(json("'" + text + "'").textValue());
    }

    @ParameterizedTest
    @CsvSource({
        "123456, must be 1 to 5 characters",
        "'', must be 1 to 5 characters",
        "' ', must be 1 to 5 characters",
        "\\n, must be 1 to 5 characters",
        "a\\u0000b, must not have control characters",
        "a\\u001bb, must not have control characters",
        "a\\u0085b, must not have control characters",
        "a\\rb, must not have control characters",
    })
    void comment_refusesTextThatCannotBeShown(String text, String detail) {
        String body = "{'video':'42','member':'ada','text':'" + text + "'}";

        assertInvalid(() -> requests.comment(json(body), Optional.empty(), NOW), "field 'text' " + detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"member\":\"ada\",\"text\":\"hi\"}' | exactly one of the fields 'video' and 'conversation'",
                "'{\"video\":\"1\",\"conversation\":\"2\",\"member\":\"ada\",\"text\":\"hi\"}' | exactly one of",
                "'{\"video\":\"1\",\"text\":\"hi\"}' | field 'member' is missing",
                "'{\"video\":\"1\",\"member\":\"ada\"}' | field 'text' is missing",
                "'{\"conversation\":\"?\",\"member\":\"ada\",\"text\":\"hi\"}' | conversation id '?' must be",
                "'{\"video\":\"1\",\"member\":\"a/b\",\"text\":\"hi\"}' | member id 'a/b' must be",
                "'{\"video\":\"1\",\"member\":\"ada\",\"text\":\"hi\",\"id\":\"x\"}' | unknown field 'id'",
                "'[]' | a JSON object is expected, not an array",
            })
    void comment_refusesWhatIsWrong(String body, String detail) {
        assertInvalid(
                () -> requests.comment(Json.read(body.getBytes(StandardCharsets.UTF_8)), Optional.empty(), NOW),
                detail);
    }

    @Test
    void retraction_hasTheSameIdWhoeverAsksForIt() {
        Retraction retraction = requests.retraction("c-1", Optional.of("mod"));

        assertThat(retraction.target()).isEqualTo("c-1");
        assertThat(retraction.by()).isEqualTo("mod");
        assertThat(requests.retraction("c-1", Optional.empty()))
                .isEqualTo(new Retraction(retraction.id(), "c-1", null));
        assertThat(requests.retraction("c-2", Optional.empty()).id()).isNotEqualTo(retraction.id());
    }

    @Test
    void retraction_refusesIdsThatAreNone() {
        assertInvalid(() -> requests.retraction("a b", Optional.empty()), "comment id 'a b' must be");
        assertInvalid(() -> requests.retraction("c-1", Optional.of("")), "by id '' must be");
    }

    @Test
    void typing_expiresAsConfigured() {
        assertThat(requests.typing(json("{'conversation':'42','member':'ada'}")))
                .usingRecursiveComparison()
                .ignoringFields("event.trace")
                .isEqualTo(new TopicEvent(Topic.conversation("42"), new Event.Typing("ada", 7)));
    }

    @Test
    void typing_needsAMember() {
        assertInvalid(() -> requests.typing(json("{'video':'42'}")), "field 'member' is missing");
    }

    private static JsonNode json(String withSingleQuotes) {
        return Json.read(withSingleQuotes.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static void assertInvalid(ThrowingCallable call, String detail) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, thrown -> {
            assertThat(thrown.problem().status()).isEqualTo(400);
            assertThat(thrown.problem().detail()).startsWith(detail);
        });
    }
}
