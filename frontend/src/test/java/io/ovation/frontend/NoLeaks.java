package io.ovation.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails a class whose tests leaked a buffer or made the frontend log a warning. At the end it leaks a buffer of its own
 * and waits for the report, so that it cannot miss one by looking too early or by looking at nothing.
 */
public final class NoLeaks implements BeforeAllCallback, AfterAllCallback {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
        log.start();
        // Our own leak is none for the console.
        detector().setAdditive(false);
        detector().addAppender(log);
        frontend().addAppender(log);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        String ours = UUID.randomUUID().toString();
        leak(ours);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (messages().stream().noneMatch(message -> message.contains(ours)) && System.nanoTime() < end) {
            System.gc();
            ByteBufAllocator.DEFAULT.directBuffer(1).release();
        }
        detector().detachAppender(log);
        detector().setAdditive(true);
        frontend().detachAppender(log);
        assertThat(messages()).singleElement().asString().contains("LEAK").contains(ours);
    }

    private static void leak(String hint) {
        ByteBuf leaked = ByteBufAllocator.DEFAULT.directBuffer(1);
        leaked.touch(hint);
    }

    private List<String> messages() {
        return List.copyOf(log.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static Logger detector() {
        return (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    }

    private static Logger frontend() {
        return (Logger) LoggerFactory.getLogger("io.ovation");
    }
}
