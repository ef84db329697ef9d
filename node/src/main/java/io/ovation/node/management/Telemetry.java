package io.ovation.node.management;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetric;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.ovation.common.settings.OtlpSettings;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What this process counts and measures, for as long as it lives. */
public final class Telemetry {

    /** Up to those that other nodes take for a loss. */
    private static final double[] PAUSE_SECONDS = {0.01, 0.05, 0.1, 0.25, 0.5, 1, 3, 6};

    private static final PrometheusMeterRegistry REGISTRY = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    static {
        REGISTRY.config().meterFilter(new PauseBuckets());
        Metrics.addRegistry(REGISTRY);
        bindProcess(REGISTRY);
    }

    private Telemetry() {}

    private static void bindProcess(MeterRegistry registry) {
        Stream.<MeterBinder>of(
                        new JvmInfoMetrics(),
                        new JvmMemoryMetrics(),
                        new JvmGcMetrics(),
                        new JvmThreadMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics(),
                        new FileDescriptorMetrics())
                .forEach(binder -> binder.bindTo(registry));
        if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider netty) {
            network(registry, "direct", netty.metric(), ByteBufAllocatorMetric::usedDirectMemory);
            network(registry, "heap", netty.metric(), ByteBufAllocatorMetric::usedHeapMemory);
        }
    }

    private static void network(
            MeterRegistry registry,
            String memory,
            ByteBufAllocatorMetric netty,
            ToDoubleFunction<ByteBufAllocatorMetric> used) {
        Gauge.builder("ovation.memory.network", netty, used)
                .tag("memory", memory)
                .baseUnit("bytes")
                .strongReference(true)
                .register(registry);
    }

    /** Pauses of several nodes add up, as everything does that has buckets. */
    private static final class PauseBuckets implements MeterFilter {

        private static final DistributionStatisticConfig BUCKETS = DistributionStatisticConfig.builder()
                .serviceLevelObjectives(DoubleStream.of(PAUSE_SECONDS)
                        .map(seconds -> seconds * 1e9)
                        .toArray())
                .build();

        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
            return id.getName().equals("jvm.gc.pause") ? BUCKETS.merge(config) : config;
        }
    }

    /** Before anything counts: what is counted without a registry is lost. */
    public static void begin() {
        // The class has been initialised by this call.
    }

    /**
     * Sends the same to a collector of OpenTelemetry, if there is one.
     *
     * @return ends that, after a last time
     */
    public static Runnable export(OtlpSettings settings) {
        if (settings.metrics().isEmpty()) {
            return () -> {};
        }
        OtlpMeterRegistry exported = new OtlpMeterRegistry(new OtlpTarget(settings), Clock.SYSTEM);
        exported.config().meterFilter(new PauseBuckets());
        bindProcess(exported);
        Metrics.addRegistry(exported);
        return () -> {
            Metrics.removeRegistry(exported);
            exported.close();
        };
    }

    /** All that there are: also those of the JVM, which {@link Metrics#globalRegistry} does not have. */
    public static MeterRegistry meters() {
        return REGISTRY;
    }

    /** In the text format of Prometheus. */
    static String scrape() {
        return REGISTRY.scrape();
    }
}
