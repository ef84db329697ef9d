package io.ovation.frontend.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import akka.actor.typed.ActorRef;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A viewer whose socket is the test. */
final class FakeChannel implements ViewerChannel {

    private static final int PATIENCE_SECONDS = 5;

    private final BlockingQueue<String> written = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean writable = true;
    private volatile boolean broken;
    private final CompletableFuture<ActorRef<Connection.Command>> connection = new CompletableFuture<>();

    @Override
    public void attach(ActorRef<Connection.Command> connection) {
        this.connection.complete(connection);
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void write(ByteBuf bytes) {
        if (broken) {
            throw new IllegalStateException("broken on purpose");
        }
        written.add(isClosed() ? "after close: " + bytes.toString(UTF_8) : bytes.toString(UTF_8));
        bytes.release();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    void writable(boolean now) {
        writable = now;
    }

    /** From now on each write throws. */
    void breakDown() {
        broken = true;
    }

    /** What was written next, waiting for it; fails if nothing comes. */
    String next() throws InterruptedException {
        String next = written.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was written");
        }
        return next;
    }

    /** What was written and not read yet; empty if nothing was. */
    String rest() {
        StringBuilder rest = new StringBuilder();
        for (String text = written.poll(); text != null; text = written.poll()) {
            rest.append(text);
        }
        return rest.toString();
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    void awaitClosed() throws InterruptedException {
        if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("not closed");
        }
    }

    /** Who has attached, waiting for it. */
    ActorRef<Connection.Command> connection() {
        return connection.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
