package io.ovation.edge.http1;

import io.netty.util.AsciiString;
import io.netty.util.concurrent.FastThreadLocal;
import io.ovation.edge.message.HttpDate;
import java.time.Instant;

/** The date of answers, written once a second on each event loop. */
final class CurrentDate {

    private static final int MILLIS_PER_SECOND = 1_000;

    private static final FastThreadLocal<CurrentDate> OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected CurrentDate initialValue() {
            return new CurrentDate();
        }
    };

    private long second = -1;
    private CharSequence text = "";

    static CharSequence get() {
        return OF_LOOP.get().at(System.currentTimeMillis() / MILLIS_PER_SECOND);
    }

    CharSequence at(long now) {
        if (now != second) {
            second = now;
            text = AsciiString.cached(HttpDate.format(Instant.ofEpochSecond(now)));
        }
        return text;
    }
}
