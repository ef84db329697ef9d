package io.ovation.frontend.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.access.rights.Caller;
import io.ovation.access.rights.Rights;
import io.ovation.access.rights.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewerRightsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MOST = 10;

    private final ViewerRights<String> rights = new ViewerRights<>();

    @ParameterizedTest
    @ValueSource(longs = {60_000, 59_001, 60_999})
    void viewer_isWarnedTenSecondsAheadAndEndsInTime(long millis) {
        Instant expiry = NOW.plusMillis(millis);
        rights.give("ann", caller("ann", expiry), NOW);
        Instant warned = null;
        Instant ended = null;
        for (Instant time = NOW; ended == null; time = time.plusMillis(100)) {
            ViewerRights.Due<String> due = rights.due(time, MOST);
            if (!due.expiring().isEmpty()) {
                assertThat(warned).isNull();
                warned = time;
                assertThat(rights.secondsLeft("ann", time)).isEqualTo(10);
            }
            if (!due.expired().isEmpty()) {
                ended = time;
            }
        }
        assertThat(Duration.between(warned, expiry)).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10));
        assertThat(Duration.between(expiry, ended)).isBetween(Duration.ZERO, Duration.ofSeconds(1));
        assertThat(rights.due(NOW.plusSeconds(1_000), MOST).expired()).isEmpty();
    }

    @Test
    void newRights_takeThePlaceOfThoseBefore() {
        rights.give("ann", caller("ann", NOW.plusSeconds(5)), NOW);
        Caller later = caller("ann", NOW.plusSeconds(600));
        rights.give("ann", later, NOW);
        assertThat(rights.of("ann")).isSameAs(later);
        assertThat(rights.due(NOW.plusSeconds(100), MOST).expired()).isEmpty();
        assertThat(rights.due(NOW.plusSeconds(590), MOST).expiring()).containsExactly("ann");
    }

    @Test
    void viewer_whoHasLeft_isForgotten() {
        rights.give("ann", caller("ann", NOW.plusSeconds(5)), NOW);
        rights.give("bob", caller("bob", NOW.plusSeconds(5)), NOW);
        rights.take("ann");
        rights.take("nobody");
        assertThat(rights.due(NOW.plusSeconds(5), MOST).expired()).containsExactly("bob");
        assertThat(rights.of("ann")).isSameAs(Caller.UNRESTRICTED);
    }

    @Test
    void viewersWhoExpireTogether_areTakenAFewAtATime() {
        for (int i = 0; i < 25; i++) {
            rights.give("viewer" + i, caller("ann", NOW), NOW);
        }
        assertThat(rights.due(NOW, MOST).expired()).hasSize(MOST);
        assertThat(rights.due(NOW, MOST).expired()).hasSize(MOST);
        assertThat(rights.due(NOW, MOST).expired()).hasSize(5);
        assertThat(rights.due(NOW, MOST).expired()).isEmpty();
    }

    @Test
    void viewers_areFoundByWhoTheyAre() {
        rights.give("one", caller("ann", NOW.plusSeconds(60)), NOW);
        rights.giveUnwarned("two", caller("ann", NOW.plusSeconds(60)));
        rights.give("three", caller("bob", NOW.plusSeconds(60)), NOW);
        assertThat(rights.those(caller -> caller.is("ann"))).containsExactlyInAnyOrder("one", "two");
        assertThat(rights.due(NOW.plusSeconds(60), MOST).expired()).containsExactlyInAnyOrder("one", "two", "three");
    }

    @Test
    void viewer_whoIsNotWarned_endsInTimeStill() {
        rights.giveUnwarned("poll", caller("ann", NOW.plusSeconds(5)));
        assertThat(rights.due(NOW.plusMillis(4_999), MOST)).isEqualTo(new ViewerRights.Due<>(List.of(), List.of()));
        assertThat(rights.due(NOW.plusSeconds(5), MOST).expired()).containsExactly("poll");
    }

    @Test
    void whereAccessIsOpen_nobodyIsKnown() {
        rights.give("ann", Caller.UNRESTRICTED, NOW);
        assertThat(rights.of("ann")).isSameAs(Caller.UNRESTRICTED);
        assertThat(rights.due(Instant.MAX, MOST).expired()).isEmpty();
    }

    private static Caller caller(String member, Instant expiry) {
        return new Caller(
                Optional.of(member),
                new Rights(List.of(), List.of(), Role.VIEWER),
                Optional.of(expiry),
                Optional.empty());
    }
}
