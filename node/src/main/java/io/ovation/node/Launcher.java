package io.ovation.node;

import ch.qos.logback.classic.LoggerContext;
import io.ovation.common.async.StageFailure;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Runs a node in the foreground. */
final class Launcher {

    private static final int FAILED = 1;

    private Launcher() {}

    /**
     * Blocks until the node has stopped.
     *
     * @param ready called once the node is
     * @return the process's exit code; a node that could not start has said why, in a line
     */
    static int run(Callable<CompletionStage<Node>> start, Consumer<Node> ready) {
        try {
            Node node = start.call().toCompletableFuture().get();
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
        } catch (Exception e) {
            System.err.println("Ovation cannot start: " + reason(e));
            return FAILED;
        }
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

    static String reason(Throwable failure) {
        Throwable cause = StageFailure.unwrap(failure);
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
