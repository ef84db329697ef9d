package io.ovation.node;

import io.ovation.loadtest.LoadTest;
import io.ovation.node.audit.AuditCommand;
import io.ovation.node.local.ClusterCommand;
import io.ovation.node.top.TopCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What {@code ./ovation} runs. */
@Command(
        name = "ovation",
        description = "Real-time audience interaction on live video.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            NodeCommand.class,
            ClusterCommand.class,
            TopCommand.class,
            TokenCommand.class,
            AuditCommand.class,
            LoadTest.class,
            RehearseCommand.class
        })
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        int exit = commandLine().execute(arguments);
        Launcher.flushLog();
        System.exit(exit);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new Misuse());
    }
}
