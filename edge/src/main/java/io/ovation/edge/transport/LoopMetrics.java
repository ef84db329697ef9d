package io.ovation.edge.transport;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.SingleThreadEventLoop;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** How busy event loops are: read when somebody asks, while the loops count nothing. */
final class LoopMetrics {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double NANOS_OF_A_SECOND = 1e9;

    private LoopMetrics() {}

    /** Starts the loop's thread, which alone can tell which one it is. */
    static void register(MeterRegistry registry, String name, SingleThreadEventLoop loop) {
        loop.execute(() -> {
            FunctionCounter.builder("ovation.edge.loop.cpu", Thread.currentThread(), LoopMetrics::cpuSeconds)
                    .tag("loop", name)
                    .baseUnit("seconds")
                    .register(registry);
            Gauge.builder("ovation.edge.loop.tasks", loop, SingleThreadEventLoop::pendingTasks)
                    .tag("loop", name)
                    .register(registry);
        });
    }

    /** 0 where the JVM cannot tell. */
    private static double cpuSeconds(Thread thread) {
        return THREADS.isThreadCpuTimeSupported()
                ? Math.max(0, THREADS.getThreadCpuTime(thread.getId())) / NANOS_OF_A_SECOND
                : 0;
    }
}
