package io.ovation.loadtest.process;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpenFilesTest {

    @Test
    void limit_thatIsTooLowIsRefusedWithWhatWouldBeRight() {
        assertThatThrownBy(() -> OpenFiles.require("the server", 10_000, 1_024))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("10000 viewers need 10500 open files, but the server may open 1024; "
                        + "start it after 'ulimit -n 10500', or use at most 524 viewers");
    }

    @Test
    void limit_thatSufficesPasses() {
        assertThatCode(() -> OpenFiles.require("the server", 10_000, 10_500)).doesNotThrowAnyException();
    }

    @Test
    void limit_ofThisProcessIsAsked() {
        assertThatThrownBy(() -> OpenFiles.require(2_000_000_000, new ServerProcesses(List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("this process may open");
    }
}
