package io.ovation.edge.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadEventLoop;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopMetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EventLoops loops = EventLoops.start("measured", 2);
    private final EventLoop busy = loops.get(0);

    @BeforeEach
    void register() throws Exception {
        for (int index = 0; index < loops.size(); index++) {
            LoopMetrics.register(registry, "loop-" + index, (SingleThreadEventLoop) loops.get(index));
            loops.get(index).submit(() -> {}).get();
        }
    }

    @AfterEach
    void stop() {
        loops.stop();
    }

    @Test
    void time_isThatOfTheLoopThatWorks() throws Exception {
        double before = cpu("loop-0");
        long end = System.nanoTime() + Duration.ofMillis(200).toNanos();
        busy.submit(() -> {
                    while (System.nanoTime() < end) {
                        Thread.onSpinWait();
                    }
                })
                .get();

        double worked = cpu("loop-0") - before;
        assertThat(worked).isPositive().isLessThan(0.3);
        assertThat(cpu("loop-1")).isLessThan(worked);
    }

    @Test
    void tasks_areThoseThatWait() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        busy.execute(() -> {
            begun.countDown();
            awaitUninterrupted(goOn);
        });
        begun.await();
        busy.execute(() -> {});
        busy.execute(() -> {});

        assertThat(registry.get("ovation.edge.loop.tasks")
                        .tag("loop", "loop-0")
                        .gauge()
                        .value())
                .isEqualTo(2);
        goOn.countDown();
    }

    private double cpu(String loop) {
        return registry.get("ovation.edge.loop.cpu")
                .tag("loop", loop)
                .functionCounter()
                .count();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
