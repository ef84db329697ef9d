package io.ovation.systemtests.attack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * An assault with connections that all do the same. They are opened one after another, evenly.
 *
 * @param perSecond how many are opened
 * @param most of them altogether
 * @param protocol that they speak
 * @param opening what each says once it is there, by its number
 * @param repeated what each says over and over from then on; nothing if it is empty
 * @param every how often
 * @param read whether answers are read
 * @param life after which they are closed, from their first answer on
 */
record Connections(
        int perSecond,
        int most,
        Protocol protocol,
        IntFunction<ByteBuf> opening,
        ByteBuf repeated,
        Duration every,
        boolean read,
        Duration life)
        implements Assault {

    enum Protocol {
        /** Or bytes that are none. */
        HTTP_1,
        /** Over TLS. */
        HTTP_2
    }

    static final Duration FOREVER = Duration.ofDays(1);

    private static final ByteBuf NOTHING = Unpooled.EMPTY_BUFFER;

    static Connections perSecond(int connections) {
        return perSecond(connections, Protocol.HTTP_1);
    }

    static Connections http2PerSecond(int connections) {
        return perSecond(connections, Protocol.HTTP_2);
    }

    private static Connections perSecond(int connections, Protocol protocol) {
        return new Connections(
                connections, Integer.MAX_VALUE, protocol, number -> NOTHING, NOTHING, FOREVER, true, FOREVER);
    }

    Connections upTo(int number) {
        return new Connections(perSecond, number, protocol, opening, repeated, every, read, life);
    }

    Connections saying(String text) {
        return saying(bytes(text));
    }

    Connections saying(ByteBuf bytes) {
        // Thousands share it.
        return saying((int number) -> bytes.retainedDuplicate());
    }

    Connections saying(IntFunction<ByteBuf> texts) {
        return new Connections(perSecond, most, protocol, texts, repeated, every, read, life);
    }

    Connections repeating(String text, Duration interval) {
        return new Connections(perSecond, most, protocol, opening, bytes(text), interval, read, life);
    }

    Connections readingNothing() {
        return new Connections(perSecond, most, protocol, opening, repeated, every, false, life);
    }

    Connections leavingAfter(Duration time) {
        return new Connections(perSecond, most, protocol, opening, repeated, every, read, time);
    }

    /** Outside of the heap, where a socket takes it from without a copy. */
    static ByteBuf bytes(String text) {
        ByteBuf bytes = Unpooled.directBuffer(text.length());
        bytes.writeCharSequence(text, ISO_8859_1);
        return bytes;
    }

    @Override
    public Tally launch(InetSocketAddress port, InetAddress source, Duration time) {
        try (ConnectionSwarm swarm = new ConnectionSwarm(this, port, source)) {
            return swarm.run(time);
        }
    }
}
