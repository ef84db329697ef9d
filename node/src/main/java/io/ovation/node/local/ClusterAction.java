package io.ovation.node.local;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** What the subcommands share: where the cluster's files are, and that a failure is a line and not a stack trace. */
abstract class ClusterAction implements Callable<Integer> {

    static final int DONE = 0;
    static final int FAILED = 1;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            defaultValue = "target/cluster",
            description = "Where nodes.json, logs and data are. Default: ${DEFAULT-VALUE}.")
    private Path directory = Path.of("target", "cluster");

    @Override
    public final Integer call() {
        try {
            return run(directory.toAbsolutePath().normalize());
        } catch (IllegalArgumentException
                | IllegalStateException
                | UncheckedIOException
                | ClusterStarter.FailedStart failure) {
            System.err.println("ovation: " + failure.getMessage());
            return FAILED;
        }
    }

    /** @return the exit code */
    abstract int run(Path directory);
}
