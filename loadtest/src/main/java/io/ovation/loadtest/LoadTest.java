package io.ovation.loadtest;

import io.ovation.loadtest.audience.AudienceCommand;
import io.ovation.loadtest.broadcast.BroadcastCommand;
import io.ovation.loadtest.command.ExitCode;
import io.ovation.loadtest.idle.IdleCommand;
import io.ovation.loadtest.presence.PresenceCommand;
import io.ovation.loadtest.room.RoomCommand;
import io.ovation.loadtest.throughput.PublishCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Load over the public interfaces, as a command of its own or a subcommand of another. */
@Command(
        name = "loadtest",
        usageHelpAutoWidth = true,
        description = "Puts load on a running system over its public interfaces and tells how it fared.",
        subcommands = {
            BroadcastCommand.class,
            RoomCommand.class,
            IdleCommand.class,
            AudienceCommand.class,
            PresenceCommand.class,
            PublishCommand.class
        })
public final class LoadTest implements Runnable {

    private static final String LOGBACK = "logback.configurationFile";

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this. Each command has help of its own.")
    boolean help;

    public static void main(String[] arguments) {
        // Before the first logger exists: without a configuration Logback writes every debug line between the figures.
        if (System.getProperty(LOGBACK) == null) {
            System.setProperty(LOGBACK, "io/ovation/loadtest/logback.xml");
        }
        System.exit(commandLine().execute(arguments));
    }

    /** The command with error messages that fit on a line or two. */
    static CommandLine commandLine() {
        return new CommandLine(new LoadTest()).setParameterExceptionHandler(LoadTest::explain);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do: " + String.join(", ", spec.subcommands().keySet()));
    }

    private static int explain(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help' for what there is.");
        err.flush();
        return ExitCode.WRONG_ARGUMENTS;
    }
}
