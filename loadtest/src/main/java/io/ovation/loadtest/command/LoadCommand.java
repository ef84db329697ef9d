package io.ovation.loadtest.command;

import io.ovation.loadtest.viewer.ViewersMissingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A run as a command: figures on standard output, all else on standard error, and an {@link ExitCode}. */
@Command(
        showDefaultValues = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the run took place and met every limit",
            "1:the run took place and missed a limit",
            "2:the arguments are wrong",
            "3:the run could not take place, or not to its end"
        })
public abstract class LoadCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    boolean help;

    /** @throws IllegalArgumentException if the arguments are wrong, with a message that names the option */
    protected abstract int run() throws IOException, ViewersMissingException, InterruptedException;

    @Override
    public final Integer call() {
        try {
            return run();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (IOException | ViewersMissingException e) {
            say("The run failed: " + e.getMessage());
            return ExitCode.RUN_FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            say("The run was interrupted");
            return ExitCode.RUN_FAILED;
        }
    }

    /**
     * @param misses limits that the run did not meet, each told
     * @return an {@link ExitCode}
     */
    protected final int verdict(List<String> misses) {
        misses.forEach(miss -> say("Missed: " + miss));
        return misses.isEmpty() ? ExitCode.OK : ExitCode.LIMIT_MISSED;
    }

    /** Tells whoever watches how it goes. */
    protected final void say(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }

    protected final void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }
}
