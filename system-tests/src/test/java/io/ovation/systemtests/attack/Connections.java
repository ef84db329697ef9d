package io.ovation.systemtests.attack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * An assault with connections that all do the same. They are opened one after another, evenly.
 *
 * @param perSecond how many are opened
 * @param most of them altogether
 * @param opening what each says once it is there, by its number
 * @param repeated what each says over and over from then on; nothing if it is empty
 * @param every how often
 * @param read whether answers are read
 * @param life after which they are closed, from their first answer on
 */
record Connections(
        int perSecond,
        int most,
        IntFunction<ByteBuffer> opening,
        ByteBuffer repeated,
        Duration every,
        boolean read,
        Duration life)
        implements Assault {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final Duration FOREVER = Duration.ofDays(1);

    static Connections perSecond(int connections) {
        return new Connections(connections, Integer.MAX_VALUE, number -> NOTHING, NOTHING, FOREVER, true, FOREVER);
    }

    Connections upTo(int number) {
        return new Connections(perSecond, number, opening, repeated, every, read, life);
    }

    Connections saying(String text) {
        // Thousands share it.
        ByteBuffer bytes = ISO_8859_1.encode(text);
        return new Connections(perSecond, most, number -> bytes.duplicate(), repeated, every, read, life);
    }

    Connections saying(IntFunction<String> texts) {
        return new Connections(
                perSecond, most, number -> ISO_8859_1.encode(texts.apply(number)), repeated, every, read, life);
    }

    Connections repeating(String text, Duration interval) {
        return new Connections(perSecond, most, opening, ISO_8859_1.encode(text), interval, read, life);
    }

    Connections readingNothing() {
        return new Connections(perSecond, most, opening, repeated, every, false, life);
    }

    Connections leavingAfter(Duration time) {
        return new Connections(perSecond, most, opening, repeated, every, read, time);
    }

    @Override
    public Tally launch(InetSocketAddress port, InetAddress source, Duration time) throws IOException {
        try (ConnectionSwarm swarm = new ConnectionSwarm(this, port, source)) {
            return swarm.run(time);
        }
    }
}
