package io.ovation.systemtests.fault.audience;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Devices of members, each with a stream that keeps its member online; nobody looks at what comes. One that has lost its
 * stream turns to the next frontend after a while.
 */
public final class Devices implements AutoCloseable {

    public static final Duration FOR_EVER = Duration.ofDays(1);

    private static final Duration LOOK = Duration.ofMillis(100);

    private final List<URI> frontends;
    private final long streamNanos;
    private final long awayNanos;
    private final List<Device> devices = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "devices");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param stream how long the network lets a stream live
     * @param away how long a device is without one
     */
    public Devices(List<URI> frontends, Duration stream, Duration away) {
        this.frontends = List.copyOf(frontends);
        this.streamNanos = stream.toNanos();
        this.awayNanos = away.toNanos();
        timer.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One more member's, who turns to {@code frontends[first]} first. */
    public synchronized void add(String member, int first) {
        devices.add(new Device(member, first));
    }

    private synchronized void look() {
        ByteBuffer anything = ByteBuffer.allocateDirect(64 * 1024);
        devices.forEach(device -> device.look(anything));
    }

    @Override
    public synchronized void close() {
        timer.shutdownNow();
        devices.forEach(Device::disconnect);
    }

    private final class Device {

        private final String member;
        private final int first;
        private int attempts;
        private @Nullable SocketChannel stream;
        private long changesAtNanos = System.nanoTime();

        Device(String member, int first) {
            this.member = member;
            this.first = first;
        }

        void look(ByteBuffer anything) {
            if (stream == null && isTime()) {
                connect();
            } else if (stream != null && (isTime() || hasEnded(stream, anything))) {
                disconnect();
                changesAtNanos = System.nanoTime() + awayNanos;
            }
        }

        private boolean isTime() {
            return System.nanoTime() - changesAtNanos >= 0;
        }

        private void connect() {
            URI frontend = frontends.get((first + attempts++) % frontends.size());
            try {
                stream = SocketChannel.open(new InetSocketAddress(frontend.getHost(), frontend.getPort()));
                stream.write(US_ASCII.encode("GET /v1/stream?topic=conversation:" + member + "&member=" + member
                        + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
                stream.configureBlocking(false);
                // The first one lives a random share, so that they do not all come and go together.
                changesAtNanos = System.nanoTime()
                        + (attempts == 1 ? ThreadLocalRandom.current().nextLong(streamNanos) : streamNanos);
            } catch (IOException e) {
                disconnect();
                changesAtNanos = System.nanoTime() + awayNanos;
            }
        }

        private static boolean hasEnded(SocketChannel stream, ByteBuffer anything) {
            try {
                return stream.read(anything.clear()) < 0;
            } catch (IOException e) {
                return true;
            }
        }

        void disconnect() {
            if (stream != null) {
                try {
                    stream.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                stream = null;
            }
        }
    }
}
