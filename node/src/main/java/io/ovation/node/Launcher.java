package io.ovation.node;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

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

    static String reason(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
