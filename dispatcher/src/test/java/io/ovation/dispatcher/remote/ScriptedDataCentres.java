package io.ovation.dispatcher.remote;

import io.ovation.common.protocol.TopicMessage;
import io.ovation.common.topic.Topic;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** This data centre is "here"; what is sent to others is kept for the test to see. */
public final class ScriptedDataCentres implements DataCentres {

    /** What was sent to another data centre. */
    public record Told(String dataCentre, TopicMessage message) {}

    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private volatile Set<String> others = Set.of();
    private volatile boolean oldest = true;
    private volatile boolean failing;
    private final AtomicInteger failures = new AtomicInteger();

    public void others(String... names) {
        others = Set.of(names);
    }

    public void oldest(boolean isOldest) {
        oldest = isOldest;
    }

    /** Whoever looks which there are fails, as by a bug. */
    public void fail(boolean fail) {
        failing = fail;
    }

    public int failures() {
        return failures.get();
    }

    /** Waits for the next message of that kind; skips others. */
    public <T extends TopicMessage> T next(Class<T> kind) throws InterruptedException {
        Told next = told.poll(15, TimeUnit.SECONDS);
        while (next != null && !kind.isInstance(next.message())) {
            next = told.poll(15, TimeUnit.SECONDS);
        }
        if (next == null) {
            throw new AssertionError("no " + kind.getSimpleName() + " was sent to another data centre");
        }
        return kind.cast(next.message());
    }

    public boolean isSilent() {
        return told.isEmpty();
    }

    @Override
    public String own() {
        return "here";
    }

    @Override
    public Set<String> others() {
        if (failing) {
            failures.incrementAndGet();
            throw new IllegalStateException("of the test");
        }
        return others;
    }

    @Override
    public boolean isOldest() {
        return oldest;
    }

    @Override
    public void tell(String dataCentre, Topic topic, TopicMessage message) {
        told.add(new Told(dataCentre, message));
    }
}
