package io.ovation.insights.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryKeeperTest {

    private static final Instant START = Instant.ofEpochSecond(1_800_000_000);

    @TempDir
    private Path directory;

    private Instant now = START;

    @Test
    void history_survivesARestart_alsoOfASlotThatHadNotEnded() {
        try (HistoryKeeper keeper = open("history")) {
            pass(keeper, 15);
        }

        try (HistoryKeeper again = open("history")) {
            assertThat(LatencyHistoryTest.count(again.hour(0))).isEqualTo(15);
        }
    }

    @Test
    void lineThatWasCutOff_isSkipped() throws IOException {
        try (HistoryKeeper keeper = open("history")) {
            pass(keeper, 15);
        }
        Files.writeString(directory.resolve("history"), "{\"beginSecond\":18000", StandardOpenOption.APPEND);

        try (HistoryKeeper again = open("history")) {
            assertThat(LatencyHistoryTest.count(again.hour(0))).isEqualTo(15);
        }
        assertThat(Files.readAllLines(directory.resolve("history"))).hasSize(2);
    }

    @Test
    void file_isOneNodes_andTheOtherRemembersWithoutIt() {
        try (HistoryKeeper one = open("history");
                HistoryKeeper other = open("history")) {
            pass(one, 1);
            pass(other, 2);

            assertThat(LatencyHistoryTest.count(other.hour(0))).isEqualTo(2);
        }
        try (HistoryKeeper again = open("history")) {
            assertThat(LatencyHistoryTest.count(again.hour(0))).isEqualTo(1);
        }
    }

    @Test
    void directoryThatIsNotThere_isNotMade() {
        try (HistoryKeeper keeper = open("none/history")) {
            pass(keeper, 1);
        }

        assertThat(directory.resolve("none")).doesNotExist();
    }

    @Test
    void fileThatIsTooLarge_isLeftAlone() throws IOException {
        Path file = directory.resolve("history");
        Files.write(file, new byte[(int) (2 * HistoryFile.MOST_BYTES) + 1]);

        assertThatThrownBy(() -> HistoryFile.open(file, 0)).hasMessageContaining("too large");
    }

    private HistoryKeeper open(String file) {
        return new HistoryKeeper(directory.resolve(file), Runnable::run, () -> now);
    }

    private void pass(HistoryKeeper keeper, int minutes) {
        for (int i = 0; i < minutes; i++) {
            now = now.plusSeconds(60);
            keeper.pass(LatencyHistoryTest.figures(1));
        }
    }

    @Test
    void slots_areReadAsTheyWereWritten() throws IOException {
        HistorySlot slot = new HistorySlot(1_800_000_000, LatencyHistoryTest.figures(7));
        Path file = directory.resolve("history");
        try (HistoryFile written = HistoryFile.open(file, 0)) {
            written.append(slot);
        }

        try (HistoryFile read = HistoryFile.open(file, 0)) {
            assertThat(read.found()).isEqualTo(List.of(slot));
        }
    }
}
