package io.ovation.frontend.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.log.EventId;
import io.ovation.common.log.LogWindow;
import io.ovation.common.log.Mark;
import io.ovation.common.log.WindowSettings;
import io.ovation.common.memory.ByteBudget;
import io.ovation.frontend.TestLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LastSeenTest {

    private static final Instant NOW = TestLog.NOON.plusSeconds(60);

    private final TestLog log = TestLog.of(40);
    private final TestLog other = new TestLog("other").add(40);
    private final LogWindow window =
            new LogWindow(new WindowSettings(5, 100, 1 << 20, Duration.ofMinutes(5)), new ByteBudget(1 << 20));

    @BeforeEach
    void fill() {
        window.begin(log.all(), 0);
    }

    @Test
    void ownPlace_isExact() {
        assertThat(resume(log.id(17), null)).contains(log.mark(17));
    }

    @Test
    void latestId_winsWhereItIsOfThisTopic() {
        assertThat(resume(log.id(17), log.id(30))).contains(log.mark(30));
    }

    @Test
    void latestIdThatIsNoneOfOurs_isPassedOverForTheOwnPlace() {
        assertThat(resume(log.id(17), EventId.UNKNOWN)).contains(log.mark(17));
    }

    @Test
    void latestIdOfAnotherTopic_isPassedOverForTheOwnPlace() {
        assertThat(resume(log.id(17), other.id(30))).contains(log.mark(17));
    }

    @Test
    void latestIdOfAnotherTopic_meansTenSecondsBeforeItIfThereIsNoOwnPlace() {
        assertThat(resume(null, other.id(30))).contains(log.mark(20));
    }

    @Test
    void beginningOfALog_isTheSameInAllAndMeansATime() {
        EventId empty = new EventId(TestLog.NOON.plusSeconds(30), Mark.START);

        assertThat(resume(null, empty)).contains(log.mark(20));
        assertThat(resume(empty, null)).contains(Mark.START);
    }

    @Test
    void unknownIds_areAsGoodAsTooOld() {
        assertThat(resume(EventId.UNKNOWN, null)).isEmpty();
        assertThat(resume(null, EventId.UNKNOWN)).isEmpty();
        assertThat(LastSeen.at(other.mark(3)).resumeIn(window, NOW)).isEmpty();
        assertThat(LastSeen.at(log.mark(3)).resumeIn(window, NOW)).contains(log.mark(3));
    }

    private Optional<Mark> resume(EventId own, EventId latest) {
        LastSeen lastSeen = new LastSeen(Optional.ofNullable(own), Optional.ofNullable(latest));
        assertThat(lastSeen.isNothing()).isFalse();
        return lastSeen.resumeIn(window, NOW);
    }
}
