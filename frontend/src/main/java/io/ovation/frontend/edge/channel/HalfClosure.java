package io.ovation.frontend.edge.channel;

import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What it means that a client has closed its half of the connection. One that sends its request with {@code nc} does so
 * right behind it, and waits for what comes. One that has gone closes the same way, and is told apart by the time: what is
 * closed later than that is over. In the first moment, bytes without a meaning are written, at once and once more; who has
 * gone answers them with a reset.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.6">RFC 9293, section 3.6</a>
 */
final class HalfClosure {

    private static final int MOMENT_MILLIS = 1_000;

    private HalfClosure() {}

    /** The time of a request's end, which fits into less than a {@code long} for each stream. */
    static int now(Channel channel) {
        return (int) TimeUnit.NANOSECONDS.toMillis(channel.eventLoop().ticker().nanoTime());
    }

    /** @return whether a client that closes its half now waits for what comes */
    static boolean isClientWaiting(Channel channel, int requestEnd) {
        return now(channel) - requestEnd < MOMENT_MILLIS;
    }

    /** @param sayNothing writes bytes without a meaning */
    static Future<?> probe(Channel channel, Runnable sayNothing) {
        sayNothing.run();
        // By then a proxy in between has been reset, too, if its client was.
        return channel.eventLoop().schedule(sayNothing, MOMENT_MILLIS, TimeUnit.MILLISECONDS);
    }
}
