package io.ovation.frontend.viewer;

import akka.actor.typed.ActorRef;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.frame.EncodedEvents;
import io.ovation.frontend.frame.Frames;
import io.ovation.frontend.frame.ViewerMessage;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A viewer whose socket is the test. */
public final class FakeChannel implements ViewerChannel {

    private static final int PATIENCE_SECONDS = 5;

    private final BlockingQueue<String> written = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean writable = true;
    private volatile int waitingBytes;
    private volatile boolean gathering;
    private volatile boolean broken;
    private volatile boolean ended;
    private final CompletableFuture<ActorRef<ViewerMessage>> connection = new CompletableFuture<>();

    @Override
    public void attach(ActorRef<ViewerMessage> viewer) {
        this.connection.complete(viewer);
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public int waitingBytes() {
        return waitingBytes;
    }

    @Override
    public void write(EncodedEvents events) {
        write(List.of(events));
    }

    @Override
    public void write(List<EncodedEvents> events) {
        if (broken) {
            throw new IllegalStateException("broken on purpose");
        }
        String text = Frames.text(events);
        written.add(isClosed() ? "after close: " + text : text);
    }

    @Override
    public void end(EncodedEvents last) {
        write(last);
        ended = true;
    }

    @Override
    public boolean isGathering() {
        return gathering;
    }

    @Override
    public void retract(Topic topic, String comment) {
        written.add("<" + topic + " without " + comment + ">");
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /** It keeps what is written, and says what it is to take back. */
    public void gathering() {
        gathering = true;
    }

    public void writable(boolean now) {
        writable = now;
    }

    public void waiting(int bytes) {
        waitingBytes = bytes;
    }

    /** From now on each write throws. */
    public void breakDown() {
        broken = true;
    }

    /** What was written next, waiting for it; fails if nothing comes. */
    public String next() throws InterruptedException {
        String next = written.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was written");
        }
        return next;
    }

    /** What was written and not read yet; empty if nothing was. */
    public String rest() {
        StringBuilder rest = new StringBuilder();
        for (String text = written.poll(); text != null; text = written.poll()) {
            rest.append(text);
        }
        return rest.toString();
    }

    /** Whether it was told that the stream is complete. */
    public boolean hasEnded() {
        return ended;
    }

    public boolean isClosed() {
        return closed.getCount() == 0;
    }

    public void awaitClosed() throws InterruptedException {
        if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("not closed");
        }
    }

    /** Who has attached, waiting for it. */
    public ActorRef<ViewerMessage> connection() {
        return connection.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
