package io.ovation.loadtest.command;

import io.ovation.loadtest.process.ServerProcesses;
import java.util.List;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Which processes the server is. */
public final class ServerOptions {

    @Option(
            names = "--server-pid",
            split = ",",
            paramLabel = "PID",
            showDefaultValue = Visibility.NEVER,
            description = "The server's processes, with commas between them: adds their processor time and memory.")
    private List<Long> pids = List.of();

    /** Empty if none was named. */
    public ServerProcesses processes() {
        return new ServerProcesses(pids);
    }
}
