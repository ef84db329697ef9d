package io.ovation.frontend.edge.channel;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Metrics;
import io.ovation.frontend.frame.EncodedEvents;
import java.util.concurrent.atomic.LongAdder;

/** What was written to streams, of all event loops together; they do not wait for each other to count. */
final class Sent {

    private static final LongAdder EVENTS = new LongAdder();
    private static final LongAdder BYTES = new LongAdder();

    static {
        FunctionCounter.builder("ovation.frontend.sent.events", EVENTS, LongAdder::doubleValue)
                .register(Metrics.globalRegistry);
        FunctionCounter.builder("ovation.frontend.sent.bytes", BYTES, LongAdder::doubleValue)
                .baseUnit("bytes")
                .register(Metrics.globalRegistry);
    }

    private Sent() {}

    static void count(EncodedEvents events) {
        EVENTS.add(events.size());
        BYTES.add(events.length());
    }
}
