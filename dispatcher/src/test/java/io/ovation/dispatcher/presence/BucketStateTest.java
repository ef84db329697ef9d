package io.ovation.dispatcher.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Event;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a bucket knows of its members, apart from their actors. */
class BucketStateTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final PresenceRecord ONLINE = new PresenceRecord(true, NOW);
    private static final PresenceRecord OFFLINE = new PresenceRecord(false, NOW);

    @Test
    void onlineMember_goesOnlyWhenItsActorHasHadEveryHeartbeat() {
        OnlineMembers<String> online = new OnlineMembers<>(2);
        online.add("ann", "actor");
        online.beat("ann");
        online.beat("ann");

        assertThat(online.removeIfHeard("ann", 1)).isEmpty();
        assertThat(online.removeIfHeard("ann", 2)).contains("actor");
        assertThat(online.isEmpty()).isTrue();
    }

    @Test
    void onlineMemberWhoseActorWasReplaced_staysWhenTheOldOneEnds() {
        OnlineMembers<String> online = new OnlineMembers<>(2);
        online.add("ann", "new");

        assertThat(online.removeIfIs("ann", "old")).isFalse();
        assertThat(online.removeIfIs("ann", "new")).isTrue();
    }

    @Test
    void offlineMembers_forgetTheOneLongestAwayForAnother() {
        OfflineMembers offline = new OfflineMembers(2, Duration.ofHours(24));
        offline.put("ann", NOW);
        offline.put("bob", NOW.plusSeconds(1));
        offline.put("ann", NOW.plusSeconds(2));

        assertThat(offline.put("cem", NOW.plusSeconds(3))).isTrue();

        assertThat(offline.find("bob")).isEmpty();
        assertThat(offline.find("ann")).contains(new Event.Presence(false, NOW.plusSeconds(2)));
    }

    @Test
    void offlineMembers_areForgottenInTime() {
        OfflineMembers offline = new OfflineMembers(2, Duration.ofHours(24));
        offline.put("ann", NOW);
        offline.put("bob", NOW.plusSeconds(1));

        offline.forget(NOW.plus(Duration.ofHours(24)).plusMillis(500));

        assertThat(offline.find("ann")).isEmpty();
        assertThat(offline.find("bob")).isPresent();
    }

    @Test
    void record_isReadAsItWasWritten() {
        assertThat(PresenceRecord.parse(ONLINE.text())).contains(ONLINE);
        assertThat(PresenceRecord.parse(OFFLINE.text())).contains(OFFLINE);
        assertThat(PresenceRecord.parse("nonsense")).isEmpty();
        assertThat(PresenceRecord.parse(ONLINE.text() + ' ')).isEmpty();
    }
}
