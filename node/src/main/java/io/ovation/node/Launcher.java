package io.ovation.node;

import ch.qos.logback.classic.LoggerContext;
import com.typesafe.config.ConfigException;
import io.ovation.common.async.StageFailure;
import io.ovation.node.environment.Environment;
import io.ovation.node.environment.Variable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Runs a node in the foreground. */
final class Launcher {

    /** It may go better the next time. */
    static final int FAILED = 1;

    /** It will not: what the process was told is wrong. Also what picocli ends with. */
    static final int MISUSED = 2;

    /** Starts a node. */
    @FunctionalInterface
    interface Start {

        CompletionStage<Node> in(Environment environment) throws Exception;
    }

    private Launcher() {}

    /**
     * Blocks until the node has stopped.
     *
     * @param environment that is checked first
     * @param ready called once the node is
     * @return the process's exit code; a node that could not start has said why, in a line
     */
    static int run(Environment environment, Start start, Consumer<Node> ready) {
        environment.misspelt().forEach(Launcher::warn);
        try {
            environment.check();
            Node node = start.in(environment).toCompletableFuture().get();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> flushLog(node), "flush-log"));
            node.beforeStop(SecondSignal::endsTheProcess);
            ready.accept(node);
            node.whenStopped().toCompletableFuture().get();
            if (node.wasRemoved()) {
                System.err.println("The cluster took this node for lost and goes on without it; start it anew");
                return FAILED;
            }
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        } catch (IllegalArgumentException | ConfigException e) {
            return refuse(e, MISUSED);
        } catch (Exception e) {
            return refuse(e, FAILED);
        }
    }

    static void warn(String line) {
        System.err.println("Warning: " + line);
    }

    private static int refuse(Exception failure, int exitCode) {
        System.err.println("Ovation cannot start: " + reason(failure));
        return exitCode;
    }

    /** After a signal: what the node says while it stops is to be read, too. */
    private static void flushLog(Node node) {
        try {
            node.whenStopped().toCompletableFuture().get(node.longestStop().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            // Then this is all there is to write.
        }
        flushLog();
    }

    /** A thread of its own writes the log, and would end with the process in the middle of its queue. */
    static void flushLog() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }

    /** In one line, with the variable beside each key that has one. */
    static String reason(Throwable failure) {
        Throwable cause = StageFailure.unwrap(failure);
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return Variable.addTo(message.lines().map(String::strip).collect(Collectors.joining(" ")));
    }
}
