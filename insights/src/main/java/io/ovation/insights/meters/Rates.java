package io.ovation.insights.meters;

import org.jspecify.annotations.Nullable;

/** What happened between two readings of the same meters. */
record Rates(MeterReading before, MeterReading after) {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    /** No more digits than somebody could read. */
    private static final double PRECISION = 1e3;

    /** @return of all of them together; null if none of them has a meter */
    @Nullable
    Double perSecond(Figure... figures) {
        Double sum = null;
        for (Figure figure : figures) {
            Double more = added(figure);
            if (more != null) {
                sum = sum == null ? more : sum + more;
            }
        }
        double seconds = (after.nanos() - before.nanos()) / NANOS_PER_SECOND;
        return sum == null || seconds <= 0 ? null : round(sum / seconds);
    }

    /** @return null if there was nothing that took time */
    @Nullable
    Double meanMillis(Figure seconds, Figure count) {
        Double spent = added(seconds);
        Double times = added(count);
        return spent == null || times == null || times <= 0 ? null : round(spent / times * MILLIS_PER_SECOND);
    }

    /** @return null if there is no meter */
    @Nullable
    Double millisPerSecond(Figure seconds) {
        Double spent = perSecond(seconds);
        return spent == null ? null : round(spent * MILLIS_PER_SECOND);
    }

    /** @return the share of all processors of the machine */
    @Nullable
    Double processorShare() {
        Double nanos = added(Figure.PROCESSOR_NANOS);
        Double processors = after.get(Figure.PROCESSORS);
        double most = processors == null ? 0 : processors * (after.nanos() - before.nanos());
        return nanos == null || most <= 0 ? null : round(Math.min(1, nanos / most));
    }

    /** A meter that was not there before has counted from zero. */
    private @Nullable Double added(Figure figure) {
        Double now = after.get(figure);
        if (now == null) {
            return null;
        }
        Double then = before.get(figure);
        return Math.max(0, then == null ? now : now - then);
    }

    static double round(double value) {
        return Math.round(value * PRECISION) / PRECISION;
    }
}
