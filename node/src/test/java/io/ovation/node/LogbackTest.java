package io.ovation.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** {@code logback.xml}, on a terminal that takes nothing for a while, as one does on which Ctrl-S was pressed. */
class LogbackTest {

    private static final int INFOS = 20_000;
    private static final int ERRORS = 700;
    private static final int PATIENCE_SECONDS = 30;

    private final PrintStream original = System.out;
    private final StuckTerminal terminal = new StuckTerminal();
    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void configure() throws Exception {
        System.setOut(new PrintStream(terminal, true, UTF_8));
        context.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Main.class.getResource("/logback.xml"));
    }

    @AfterEach
    void release() {
        terminal.release();
        context.stop();
        System.setOut(original);
    }

    @Test
    void terminalThatTakesNothing_blocksNoInfoAndLosesNoError() throws Exception {
        Logger logger = context.getLogger("io.ovation.Test");

        CompletableFuture<Void> logged = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < INFOS; i++) {
                logger.info("info {}", i);
            }
            for (int i = 0; i < ERRORS; i++) {
                logger.error("error {}", i);
                logger.warn("warning {}", i);
            }
        });
        assertThat(logged).succeedsWithin(Duration.ofSeconds(PATIENCE_SECONDS));
        terminal.release();
        context.stop();

        List<String> lines = terminal.lines();
        assertThat(lines).filteredOn(line -> line.contains(" ERROR ")).hasSize(ERRORS);
        assertThat(lines).filteredOn(line -> line.contains(" WARN ")).hasSize(ERRORS);
        assertThat(lines).filteredOn(line -> line.contains(" INFO ")).hasSizeLessThan(INFOS);
    }

    @Test
    void line_beginsWithDateTimeAndZone() {
        terminal.release();
        context.getLogger("io.ovation.Test").info("hello");
        context.stop();

        assertThat(terminal.lines())
                .singleElement()
                .asString()
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) INFO  \\S+ hello");
    }

    private static final class StuckTerminal extends OutputStream {

        private final CountDownLatch released = new CountDownLatch(1);
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        void release() {
            released.countDown();
        }

        List<String> lines() {
            return written.toString(UTF_8).lines().toList();
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                released.await();
            } catch (InterruptedException e) {
                // The log is to be flushed.
                Thread.currentThread().interrupt();
            }
            written.write(bytes, offset, length);
        }
    }
}
