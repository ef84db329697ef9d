package io.ovation.access.rights;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.topic.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CallerTest {

    @Test
    void caller_readsAndWritesWhatPatternsCover() {
        Caller ann = caller("ann", List.of("video:*", "conversation:a"), List.of("video:1"), Role.VIEWER);
        assertThat(ann.mayRead(Topic.video("2"))).isTrue();
        assertThat(ann.mayRead(Topic.conversation("b"))).isFalse();
        assertThat(ann.mayWrite(Topic.video("1"))).isTrue();
        assertThat(ann.mayWrite(Topic.video("2"))).isFalse();
        assertThat(ann.mayWrite(Topic.conversation("a"))).isFalse();
    }

    @Test
    void caller_seesOwnPresenceAndThatOfOthersByPattern() {
        Caller ann = caller("ann", List.of("presence:bob"), List.of(), Role.VIEWER);
        assertThat(ann.mayRead(Topic.presence("ann"))).isTrue();
        assertThat(ann.mayRead(Topic.presence("bob"))).isTrue();
        assertThat(ann.mayRead(Topic.presence("eve"))).isFalse();
        assertThat(ann.mayRead(Topic.conversation("ann"))).isFalse();
    }

    @Test
    void viewer_speaksForNobodyElse() {
        Caller ann = caller("ann", List.of("*"), List.of("*"), Role.VIEWER);
        assertThat(ann.speaksFor("ann")).isTrue();
        assertThat(ann.speaksFor("bob")).isFalse();
        assertThat(ann.moderates(Topic.video("1"))).isFalse();
    }

    @Test
    void moderator_moderatesWhereTheyMayWrite_andSpeaksForNobodyElse() {
        Caller ann = caller("ann", List.of(), List.of("video:1"), Role.MODERATOR);
        assertThat(ann.moderates(Topic.video("1"))).isTrue();
        assertThat(ann.moderates(Topic.video("2"))).isFalse();
        assertThat(ann.speaksFor("bob")).isFalse();
        assertThat(ann.isService()).isFalse();
    }

    @Test
    void service_speaksForOthers_andHasNoFurtherTopics() {
        Caller shop = caller("shop", List.of(), List.of("video:1"), Role.SERVICE);
        assertThat(shop.speaksFor("bob")).isTrue();
        assertThat(shop.moderates(Topic.video("1"))).isTrue();
        assertThat(shop.mayWrite(Topic.video("2"))).isFalse();
        assertThat(shop.mayRead(Topic.video("1"))).isFalse();
    }

    @Test
    void anonymous_isNobody() {
        Caller nobody = Caller.anonymous(new Rights(patterns(List.of("video:*")), List.of(), Role.VIEWER));
        assertThat(nobody.mayRead(Topic.video("1"))).isTrue();
        assertThat(nobody.speaksFor("ann")).isFalse();
        assertThat(nobody.mayRead(Topic.presence("ann"))).isFalse();
    }

    @Test
    void unrestricted_mayDoEverything() {
        assertThat(Stream.of(Topic.video("1"), Topic.conversation("1"), Topic.presence("ann")))
                .allMatch(topic -> Caller.UNRESTRICTED.mayRead(topic) && Caller.UNRESTRICTED.mayWrite(topic));
        assertThat(Caller.UNRESTRICTED.speaksFor("ann")).isTrue();
        assertThat(Caller.UNRESTRICTED.expiry()).isEmpty();
    }

    private static Caller caller(String member, List<String> read, List<String> write, Role role) {
        return new Caller(
                Optional.of(member),
                new Rights(patterns(read), patterns(write), role),
                Optional.of(Instant.MAX),
                Optional.empty());
    }

    private static List<TopicPattern> patterns(List<String> texts) {
        return texts.stream().map(TopicPattern::parse).toList();
    }
}
