package io.ovation.node.local;

import com.typesafe.config.ConfigException;
import io.ovation.node.environment.Variable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the subcommands share: where the cluster's files are, and that a failure is a line and not a stack trace. */
abstract class ClusterAction implements Callable<Integer> {

    static final int DONE = 0;
    static final int FAILED = 1;

    /** The arguments, or what else the command was told, are wrong. */
    static final int MISUSED = 2;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            defaultValue = "target/cluster",
            description = "Where nodes.json, logs and data are. Default: ${DEFAULT-VALUE}.")
    private Path directory = Path.of("target", "cluster");

    @Override
    public final Integer call() {
        try {
            if (directory.toString().isBlank()) {
                throw new IllegalArgumentException("--directory must not be empty");
            }
            return run(directory.toAbsolutePath().normalize());
        } catch (IllegalArgumentException | ConfigException failure) {
            return refuse(Variable.addTo(String.valueOf(failure.getMessage())), MISUSED);
        } catch (IllegalStateException | ClusterStarter.FailedStart failure) {
            return refuse(failure.getMessage(), FAILED);
        } catch (UncheckedIOException failure) {
            return refuse(reason(failure.getCause()), FAILED);
        }
    }

    private static int refuse(@Nullable String reason, int exitCode) {
        System.err.println("ovation: " + reason);
        return exitCode;
    }

    /** Java puts the path alone where the kind of the exception says the rest. */
    private static String reason(IOException failure) {
        if (failure instanceof FileAlreadyExistsException file) {
            return file.getFile() + " is a file, and is to be a directory";
        }
        return failure instanceof FileSystemException file && file.getReason() == null
                ? file.getFile() + ": " + file.getClass().getSimpleName().replace("Exception", "")
                : String.valueOf(failure.getMessage());
    }

    /** @return the exit code */
    abstract int run(Path directory);
}
