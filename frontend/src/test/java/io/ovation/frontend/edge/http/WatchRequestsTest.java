package io.ovation.frontend.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.ovation.common.http.ProblemException;
import io.ovation.common.log.EventId;
import io.ovation.common.log.Mark;
import io.ovation.common.topic.Topic;
import io.ovation.edge.limit.LimitSettings;
import io.ovation.edge.limit.RatePerAddress;
import io.ovation.edge.message.RequestTarget;
import io.ovation.frontend.link.LastSeen;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchRequestsTest {

    private static final Topic CATS = Topic.video("cats");
    private static final Topic DOGS = Topic.video("dogs");
    private static final EventId ONE = new EventId(Instant.ofEpochMilli(1), new Mark(1, 11));
    private static final EventId TWO = new EventId(Instant.ofEpochMilli(2), new Mark(2, 22));

    private static final LimitSettings LIMITS = LimitSettings.from(ConfigFactory.load());

    private final WatchRequests requests = new WatchRequests(new TopicLimit(
            3, LIMITS.rates().map(rates -> new RatePerAddress(rates.newTopicsPerAddress(), LIMITS)), topic -> false));

    @Test
    void topics_mayBeWithoutAPlace() {
        WatchRequest watch = read("topic=video:cats&topic=video:dogs&member=ann", null);

        assertThat(watch.topics()).containsOnlyKeys(CATS, DOGS).containsValue(LastSeen.NOTHING);
        assertThat(watch.member()).contains("ann");
        assertThat(watch.resumes()).isFalse();
    }

    @Test
    void topic_maySayWhereItStands() {
        WatchRequest watch = read("topic=video:cats@" + ONE + "&topic=video:dogs", null);

        assertThat(watch.topics())
                .containsEntry(CATS, new LastSeen(Optional.of(ONE), Optional.empty()))
                .containsEntry(DOGS, LastSeen.NOTHING);
        assertThat(watch.resumes()).isTrue();
    }

    @Test
    void lastEventId_isForAllTopicsAndAHeaderWins() {
        WatchRequest watch = read("topic=video:cats@" + ONE + "&topic=video:dogs&lastEventId=" + ONE, TWO.toString());

        assertThat(watch.topics())
                .containsEntry(CATS, new LastSeen(Optional.of(ONE), Optional.of(TWO)))
                .containsEntry(DOGS, new LastSeen(Optional.empty(), Optional.of(TWO)));
    }

    @Test
    void lastEventId_isThatOfTheTopicIfThereIsNoOther() {
        assertThat(read("topic=video:cats&lastEventId=" + ONE, null).topics())
                .containsEntry(CATS, new LastSeen(Optional.of(ONE), Optional.empty()));
    }

    @Test
    void topicWithAPlace_keepsItBesideAnIdThatIsNoneOfOurs() {
        WatchRequest watch = read("topic=video:cats@" + ONE + "&topic=presence:bob&lastEventId=0", null);

        assertThat(watch.topics())
                .containsEntry(CATS, new LastSeen(Optional.of(ONE), Optional.of(EventId.UNKNOWN)))
                .containsEntry(Topic.presence("bob"), new LastSeen(Optional.empty(), Optional.of(EventId.UNKNOWN)));
    }

    @Test
    void idsThatAreNoneOfOurs_areUnknown() {
        assertThat(read("topic=video:cats@nonsense", null).topics())
                .containsEntry(CATS, new LastSeen(Optional.of(EventId.UNKNOWN), Optional.empty()));
        assertThat(read("topic=video:cats@", null).topics())
                .containsEntry(CATS, new LastSeen(Optional.of(EventId.UNKNOWN), Optional.empty()));
    }

    @Test
    void topicThatIsNamedTwice_isOne() {
        assertThat(read("topic=video:cats@" + ONE + "&topic=video:cats", null).topics())
                .hasSize(1)
                .containsEntry(CATS, new LastSeen(Optional.of(ONE), Optional.empty()));
    }

    @Test
    void topicsOfManyRequests_areOneObject() {
        Topic one = read("topic=video:cats", null).topics().keySet().iterator().next();
        Topic other = read("topic=video:cats@" + ONE, null)
                .topics()
                .keySet()
                .iterator()
                .next();

        assertThat(one).isSameAs(other);
    }

    @Test
    void whatIsNotRight_isRefused() {
        assertThatThrownBy(() -> read("topic=video:@" + ONE, null)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> read("topics=video:a", null)).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> read("topic=video:a&member=ann&member=bob", null))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> read("topic=video:a&lastEventId=" + ONE + "&lastEventId=" + TWO, null))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void moreTopicsThanAStreamMayHave_areRefusedAndCounted() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics.addRegistry(registry);
        try {
            assertThatThrownBy(() -> read("topic=video:a&topic=video:b&topic=video:c&topic=video:d", null))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("at most 3 topics");
            assertThat(registry.get("ovation.frontend.topics.refused")
                            .tag("reason", "too-many")
                            .counter()
                            .count())
                    .isEqualTo(1);
        } finally {
            Metrics.removeRegistry(registry);
        }
    }

    private WatchRequest read(String query, String lastEventId) {
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/v1/stream?" + query);
        if (lastEventId != null) {
            request.headers().set("Last-Event-ID", lastEventId);
        }
        return requests.read(request, RequestTarget.parse(request.uri()));
    }
}
