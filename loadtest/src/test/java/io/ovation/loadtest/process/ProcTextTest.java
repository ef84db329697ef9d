package io.ovation.loadtest.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcTextTest {

    private static final String AFTER_NAME =
            " S 8908 8908 7141 0 -1 4194304 97 0 12 0 1234 566 7 8 20 0 31 0 132040 3133440 381\n";

    @Test
    void cpuTicks_areUserAndSystemTime() throws IOException {
        assertThat(ProcText.cpuTicks("8911 (java)" + AFTER_NAME)).isEqualTo(1_800);
    }

    @Test
    void cpuTicks_areFoundBehindANameWithSpacesAndParentheses() throws IOException {
        assertThat(ProcText.cpuTicks("8911 (a) S 1 (b c)" + AFTER_NAME)).isEqualTo(1_800);
    }

    @Test
    void cpuTicks_areNotMadeUp() {
        assertThatThrownBy(() -> ProcText.cpuTicks("8911 (java) S 1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a /proc/PID/stat");
    }

    @Test
    void residentBytes_areVmRssTimes1024() throws IOException {
        String status = "Name:\tjava\nVmHWM:\t  999999 kB\nVmRSS:\t  240000 kB\nRssAnon:\t     112 kB\n";

        assertThat(ProcText.residentBytes(status)).isEqualTo(240_000L * 1024);
    }

    @Test
    void residentBytes_ofAZombieAreNotZero() {
        assertThatThrownBy(() -> ProcText.residentBytes("Name:\tjava\nState:\tZ (zombie)\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has ended");
    }

    @Test
    void openFilesLimit_isTheSoftOne() {
        String limits = """
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             96365                96365                processes
                Max open files            1024                 524288               files
                """;

        assertThat(ProcText.openFilesLimit(limits)).hasValue(1_024);
        assertThat(ProcText.openFilesLimit(limits.replace("1024 ", "unlimited ")))
                .isEmpty();
    }
}
