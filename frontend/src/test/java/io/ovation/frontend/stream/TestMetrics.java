package io.ovation.frontend.stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Counters of one test alone. */
final class TestMetrics {

    private TestMetrics() {}

    static StreamMetrics create() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        return new StreamMetrics(
                registry.counter("slow-viewer"),
                registry.counter("slow-viewer-fleeting"),
                registry.counter("busy-loop"),
                registry.counter("comments-withheld"),
                registry.counter("typing-withheld"),
                registry.counter("given-up"),
                registry.counter("drained"),
                registry.counter("no-viewers"),
                registry.counter("early"),
                registry.counter("resumed"),
                registry.counter("not-resumed"));
    }
}
