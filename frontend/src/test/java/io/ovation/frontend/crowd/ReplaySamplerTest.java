package io.ovation.frontend.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.Entry;
import io.ovation.frontend.TestLog;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplaySamplerTest {

    private static final int PER_SECOND = 10;
    private static final int SAVED = CommentSampler.SAVING_SECONDS * PER_SECOND;

    private final ReplaySampler sampler = new ReplaySampler(PER_SECOND);

    @Test
    void room_thatIsNotCrowdedIsShownWhole() {
        TestLog log = new TestLog("c").paced(Duration.ofMillis(100)).add(500);
        sampler.begin(List.of());

        sampler.append(log.entries());

        assertThat(shown(log)).isEqualTo(500);
    }

    @Test
    void crowd_isShownAsManyAsCanBeRead() {
        TestLog log = new TestLog("c").paced(Duration.ofMillis(1)).add(10_000);
        sampler.begin(List.of());

        sampler.append(log.entries());

        assertThat(shown(log)).isBetween(SAVED + 9L * PER_SECOND, SAVED + 11L * PER_SECOND);
    }

    @Test
    void verdict_isTheSameHoweverOftenItIsAskedFor() {
        TestLog log = new TestLog("c").paced(Duration.ofMillis(1)).add(1_000);
        sampler.begin(log.entries());

        List<Boolean> first = verdicts(log);

        assertThat(verdicts(log)).isEqualTo(first).contains(true, false);
    }

    @Test
    void past_isJudgedAgainstItsOrderPageByPage() {
        TestLog log = new TestLog("c").paced(Duration.ofMillis(1)).add(10_000);
        sampler.begin(log.entries().subList(9_000, 10_000));
        for (int page = 8; page >= 0; page--) {
            sampler.prepend(log.entries().subList(page * 1_000, (page + 1) * 1_000));
        }

        assertThat(shown(log)).isBetween(SAVED + 9L * PER_SECOND, SAVED + 11L * PER_SECOND);
    }

    @Test
    void featuredMembers_areShownBeforeOthers() {
        TestLog log = new TestLog("c").paced(Duration.ofMillis(1)).add(200);
        List<Entry> stars = List.of(log.comment("star", "hi", true), log.comment("star", "ho", true));
        sampler.begin(List.of());

        sampler.append(log.entries());

        assertThat(stars).allMatch(entry -> sampler.shows(entry.position()));
        assertThat(shown(log)).isLessThan(SAVED + 10);
    }

    @Test
    void featuredMembersAlone_areSampledToo() {
        TestLog log = new TestLog("c").paced(Duration.ofMillis(1));
        for (int i = 0; i < 500; i++) {
            log.comment("star", "hi", true);
        }
        sampler.begin(List.of());

        sampler.append(log.entries());

        assertThat(shown(log)).isLessThan(SAVED + 2 * PER_SECOND);
    }

    @Test
    void retractions_areAlwaysShown() {
        TestLog log = new TestLog("c").paced(Duration.ofMillis(1)).add(200);
        Entry retraction = log.retract(200);
        sampler.begin(List.of());

        sampler.append(log.entries());

        assertThat(sampler.shows(200)).isFalse();
        assertThat(sampler.shows(retraction.position())).isTrue();
    }

    @Test
    void forget_concernsWhatIsGone() {
        TestLog log = new TestLog("c").paced(Duration.ofMillis(1)).add(200);
        sampler.begin(List.of());
        sampler.append(log.entries());

        sampler.forget(150);

        assertThat(sampler.shows(150)).isTrue();
        assertThat(sampler.shows(151)).isFalse();
    }

    private long shown(TestLog log) {
        return verdicts(log).stream().filter(isShown -> isShown).count();
    }

    private List<Boolean> verdicts(TestLog log) {
        return log.entries().stream()
                .map(entry -> sampler.shows(entry.position()))
                .toList();
    }
}
