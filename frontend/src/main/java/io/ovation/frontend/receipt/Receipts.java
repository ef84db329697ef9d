package io.ovation.frontend.receipt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.ovation.common.trace.TracedKind;
import io.ovation.common.trace.Tracing;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Notes when viewers have received sampled events, and how far behind the video they were shown.
 *
 * <p>A time by a viewer's clock is as good as the viewer's knowledge of the node's: half of its best round trip (RFC 5905,
 * section 8). It cannot be later than now, give or take that.
 */
public final class Receipts {

    private static final double MOST_ERROR_MILLIS = 250;
    private static final long OLDEST_MICROS = TimeUnit.SECONDS.toMicros(60);
    private static final int MICROS_PER_MILLI = 1_000;
    private static final int MICROS_SCALE = 3;

    /** By the names that viewers know. */
    private static final Map<String, TracedKind> KINDS = Map.of(
            "comment", TracedKind.COMMENT,
            "retracted", TracedKind.RETRACTION,
            "likes", TracedKind.LIKES,
            "typing", TracedKind.TYPING);

    private final Tracing tracing;
    private final Counter taken;
    private final Counter inexact;
    private final Counter future;
    private final Counter old;
    private final Counter unknown;
    private final Counter full;
    private final Counter shown;
    private final Counter ahead;

    public Receipts(Tracing tracing, MeterRegistry registry) {
        this.tracing = tracing;
        this.taken = registry.counter("ovation.frontend.receipts", "outcome", "taken");
        this.inexact = registry.counter("ovation.frontend.receipts", "outcome", "inexact");
        this.future = registry.counter("ovation.frontend.receipts", "outcome", "future");
        this.old = registry.counter("ovation.frontend.receipts", "outcome", "old");
        this.unknown = registry.counter("ovation.frontend.receipts", "outcome", "unknown");
        this.full = registry.counter("ovation.frontend.receipts", "outcome", "full");
        this.shown = registry.counter("ovation.frontend.receipts", "outcome", "shown");
        this.ahead = registry.counter("ovation.frontend.receipts", "outcome", "ahead");
    }

    /** The node's clock, in milliseconds since 1970. */
    public BigDecimal nowMillis() {
        return BigDecimal.valueOf(tracing.nowMicros(), MICROS_SCALE);
    }

    public void take(ReceiptBatch batch) {
        long nowMicros = tracing.nowMicros();
        for (Receipt receipt : batch.receipts()) {
            TracedKind kind = KINDS.get(receipt.event());
            if (kind == null || !tracing.isSampled(receipt.trace())) {
                unknown.increment();
                continue;
            }
            Double at = receipt.atMillis();
            if (at != null) {
                received(kind, receipt.trace(), at + batch.offsetMillis(), batch.errorMillis(), nowMicros)
                        .increment();
            }
            Double behind = receipt.behindMillis();
            if (behind != null) {
                shown(kind, behind).increment();
            }
        }
    }

    /** @return what counts it */
    private Counter received(TracedKind kind, long trace, double atMillis, double errorMillis, long nowMicros) {
        if (errorMillis > MOST_ERROR_MILLIS) {
            return inexact;
        }
        long atMicros = Math.round(atMillis * MICROS_PER_MILLI);
        if (atMicros > nowMicros + Math.round(errorMillis * MICROS_PER_MILLI)) {
            return future;
        }
        if (atMicros < nowMicros - OLDEST_MICROS) {
            return old;
        }
        return tracing.received(kind, trace, Math.min(atMicros, nowMicros)) ? taken : full;
    }

    /** A viewer who does not hold events back for the playhead may see them before their moment: that is no delay. */
    private Counter shown(TracedKind kind, double behindMillis) {
        if (behindMillis < 0) {
            return ahead;
        }
        return tracing.shown(kind, Math.round(behindMillis * MICROS_PER_MILLI)) ? shown : full;
    }
}
