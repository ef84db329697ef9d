package io.ovation.access.rights;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.topic.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrantsTest {

    @Test
    void grant_isWhatACallerMayWatch() {
        List<TopicPattern> patterns = List.of(TopicPattern.parse("video:*"));
        Caller caller = new Caller(
                Optional.of("ann"),
                new Rights(patterns, patterns, Role.MODERATOR),
                Optional.of(Instant.EPOCH),
                Optional.of("id"));

        Caller told = Grants.callerOf(Grants.of(caller));

        assertThat(told.member()).isEqualTo(caller.member());
        assertThat(told.expiry()).isEqualTo(caller.expiry());
        assertThat(told.tokenId()).isEqualTo(caller.tokenId());
        assertThat(told.rights().role()).isEqualTo(Role.MODERATOR);
        assertThat(told.mayRead(Topic.video("1"))).isTrue();
        assertThat(told.mayRead(Topic.conversation("1"))).isFalse();
        assertThat(told.mayWrite(Topic.video("1"))).isFalse();
    }
}
