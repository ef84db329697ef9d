package io.ovation.loadtest.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ServerProcessesTest {

    private final long pid = ProcessHandle.current().pid();

    @Test
    void processes_areReadAndAddedUp() throws IOException {
        ServerProcesses once = new ServerProcesses(List.of(pid));
        ServerProcesses twice = new ServerProcesses(List.of(pid, pid));

        assertThat(once.cpu()).isPositive();
        assertThat(once.residentBytes()).isGreaterThan(10L << 20);
        assertThat(twice.residentBytes()).isGreaterThan(once.residentBytes() * 3 / 2);
    }

    @Test
    void processes_tellTheirHeapAndCollectGarbageWhenAsked() {
        ServerProcesses self = new ServerProcesses(List.of(pid));

        assertThat(self.collectGarbage()).isTrue();
        assertThat(self.heapBytes().orElseThrow())
                .isBetween(1L << 20, Runtime.getRuntime().maxMemory());
    }

    @Test
    void process_thatIsNotThereIsRefused() {
        assertThatThrownBy(() -> new ServerProcesses(List.of(pid, 999_999_999L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--server-pid: there is no process 999999999");
    }
}
