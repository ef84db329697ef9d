package io.ovation.loadtest.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ScriptTest {

    private static final Duration LONG_AGO = Duration.ofMinutes(5);
    private static final Percentage ROUGHLY = Percentage.withPercentage(10);

    private final Script script = script(200);

    @Test
    void comments_ofTwoHundredComeEveryTwoToThreeSeconds() {
        assertThat(meanSeconds(script::untilNextRemark)).isCloseTo(2.5, ROUGHLY);
    }

    @Test
    void comments_ofManyStayReadable() {
        assertThat(meanSeconds(script(100_000)::untilNextRemark)).isCloseTo(1, ROUGHLY);
    }

    @Test
    void likes_growWithTheAudience() {
        assertThat(meanSeconds(script::untilNextLike)).isCloseTo(0.25, ROUGHLY);
        assertThat(meanSeconds(script(2_000)::untilNextLike)).isCloseTo(0.025, ROUGHLY);
    }

    @Test
    void moment_isABurstOfOneReactionByAShareOfTheMembers() {
        List<Script.Like> likes = script.moment();

        assertThat(likes).hasSize(70);
        assertThat(likes.stream().map(Script.Like::reaction).distinct()).hasSize(1);
        assertThat(likes).allSatisfy(like -> {
            assertThat(like.member()).isBetween(0, 199);
            assertThat(like.count()).isBetween(1, 3);
            assertThat(like.in()).isBetween(Duration.ZERO, Duration.ofSeconds(6));
        });
        assertThat(likes.stream().filter(like -> like.in().toSeconds() < 2)).hasSizeGreaterThan(40);
    }

    @Test
    void moment_isBounded() {
        assertThat(script(100_000).moment()).hasSize(500);
    }

    @Test
    void remarks_suitTheMomentAndDoNotRepeatAtOnce() {
        String before = "";
        for (int i = 0; i < 200; i++) {
            Script.Remark calm = script.nextRemark(LONG_AGO);
            assertThat(calm.text()).isIn(Remarks.CALM).isNotEqualTo(before);
            assertThat(calm.typing()).isBetween(Duration.ofMillis(750), Duration.ofSeconds(10));
            before = calm.text();
        }
        assertThat(script.nextRemark(Duration.ofSeconds(1)).text()).isIn(Remarks.EXCITED);
    }

    @Test
    void remarks_areNotTooLongToPublish() {
        assertThat(Stream.concat(Remarks.CALM.stream(), Remarks.EXCITED.stream()))
                .doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(text.length()).isLessThan(200));
    }

    @Test
    void reconnects_backOffWithJitterUpToTheMaximum() {
        assertThat(meanSeconds(() -> script.untilReconnect(1))).isCloseTo(1, ROUGHLY);
        assertThat(meanSeconds(() -> script.untilReconnect(4))).isCloseTo(8, ROUGHLY);
        assertThat(meanSeconds(() -> script.untilReconnect(5_000))).isCloseTo(30, ROUGHLY);
        assertThat(script.untilReconnect(1)).isNotEqualTo(script.untilReconnect(1));
    }

    @Test
    void joins_areSpread() {
        assertThat(meanSeconds(script::untilJoin)).isCloseTo(2.5, within(0.25));
    }

    @Test
    void members_haveDifferentValidNames() {
        Set<String> names = new HashSet<>();
        for (int number = 0; number < 100_000; number++) {
            assertThat(names.add(Members.name(number))).as("member %d", number).isTrue();
        }
        assertThat(names).allMatch(name -> name.matches("[A-Za-z0-9._~-]{1,128}"));
    }

    private static Script script(int members) {
        return new Script(Settings.liveliness(""), members, new Random(42));
    }

    private static double meanSeconds(Supplier<Duration> durations) {
        return Stream.generate(durations)
                .limit(20_000)
                .mapToDouble(duration -> duration.toNanos() / 1e9)
                .average()
                .orElseThrow();
    }
}
