package io.ovation.insights.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is read from meters: of each the sum over all tags, or over those with one tag. */
enum Figure {
    PROCESSOR_NANOS("process.cpu.time"),
    PROCESSORS("system.cpu.count"),
    GC_PAUSE_SECONDS("jvm.gc.pause", Statistic.SECONDS),

    STREAMS("ovation.frontend.streams.open"),
    TOPICS_WATCHED("ovation.frontend.topics"),
    TOPICS_OF_VIEWERS("ovation.frontend.subscriptions"),
    STREAMS_OPENED("ovation.frontend.streams.opened"),
    GAPS("ovation.frontend.gaps"),
    EVENTS_SENT("ovation.frontend.sent.events"),
    BYTES_SENT("ovation.frontend.sent.bytes"),
    FRAMES_DROPPED("ovation.frontend.frames.dropped"),
    VIEWERS_GIVEN_UP("ovation.frontend.connections.closed", "reason", "slow-viewer"),

    TOPICS("ovation.dispatcher.topics"),
    SUBSCRIPTIONS("ovation.dispatcher.subscriptions"),
    STORE_OPERATIONS("ovation.dispatcher.store", "table", "subscribers"),
    STORE_SECONDS("ovation.dispatcher.store", Statistic.SECONDS, "table", "subscribers"),
    EVENTS_SENT_OUT("ovation.dispatcher.published"),
    ENTRIES_SENT_OUT("ovation.dispatcher.log.entries"),

    LIKES("ovation.likes.counted"),
    COMMENTS("ovation.likes.log.entries", "kind", "comment"),
    COMMENTS_REFUSED("ovation.likes.comments.refused"),
    WRITES_REFUSED("ovation.likes.writes.refused"),
    WRITES_FAILED("ovation.likes.writes.failed"),
    COMMITS("ovation.likes.commit"),
    COMMIT_SECONDS("ovation.likes.commit", Statistic.SECONDS);

    /** What of a meter. */
    private enum Statistic {
        /** How often, or how much. */
        VALUE,
        /** How long all of it took. */
        SECONDS
    }

    private final String meter;
    private final Statistic statistic;
    private final @Nullable String tag;
    private final String tagValue;

    Figure(String meter) {
        this(meter, Statistic.VALUE);
    }

    Figure(String meter, Statistic statistic) {
        this(meter, statistic, null, "");
    }

    Figure(String meter, String tag, String tagValue) {
        this(meter, Statistic.VALUE, tag, tagValue);
    }

    Figure(String meter, Statistic statistic, @Nullable String tag, String tagValue) {
        this.meter = meter;
        this.statistic = statistic;
        this.tag = tag;
        this.tagValue = tagValue;
    }

    String meter() {
        return meter;
    }

    /** @return nothing if the meter is of another kind, or has other tags */
    OptionalDouble of(Meter read) {
        if (tag != null && !tagValue.equals(read.getId().getTag(tag))) {
            return OptionalDouble.empty();
        }
        if (statistic == Statistic.SECONDS) {
            return read instanceof Timer timer
                    ? OptionalDouble.of(timer.totalTime(TimeUnit.SECONDS))
                    : OptionalDouble.empty();
        }
        if (read instanceof Counter counter) {
            return OptionalDouble.of(counter.count());
        }
        if (read instanceof FunctionCounter counter) {
            return OptionalDouble.of(counter.count());
        }
        if (read instanceof Timer timer) {
            return OptionalDouble.of((double) timer.count());
        }
        return read instanceof Gauge gauge && Double.isFinite(gauge.value())
                ? OptionalDouble.of(gauge.value())
                : OptionalDouble.empty();
    }
}
