package io.ovation.loadtest.viewer;

import io.netty.channel.EventLoop;
import io.ovation.loadtest.access.Access;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/** Many viewers who connect once, at a bounded rate, and stay. One that goes away is counted, not replaced. */
public final class ViewerFleet implements AutoCloseable {

    /** One viewer: where it connects, and who listens on its event loop. */
    public record Viewer(StreamRequest request, StreamListener listener, Habit habit) {

        public Viewer(StreamRequest request, StreamListener listener) {
            this(request, listener, Habit.AT_ONCE);
        }
    }

    private static final int MAX_PENDING = 256;
    private static final int MAX_REASONS = 5;
    private static final Duration STALL = Duration.ofSeconds(20);
    private static final long POLL_NANOS = 2_000_000;
    private static final long PROGRESS_NANOS = 1_000_000_000;

    private final ViewerClient client;
    private final int size;
    private final Access access;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger disconnected = new AtomicInteger();
    private final Set<String> reasons = new ConcurrentSkipListSet<>();
    private volatile boolean closing;

    public ViewerFleet(int size, int threads, Access access) {
        this.size = size;
        this.access = access;
        this.client = new ViewerClient(threads, access.trust());
    }

    /** The event loop of the viewer with that number. */
    public EventLoop loop(int viewer) {
        return client.loop(viewer);
    }

    /**
     * Connects all and returns when every stream is open.
     *
     * @param progress told about once a second how many are open
     * @throws ViewersMissingException if one cannot connect, or nothing moves for {@link #STALL}
     */
    public void connect(IntFunction<Viewer> viewers, int perSecond, IntConsumer progress)
            throws ViewersMissingException {
        ConnectPacer pacer = new ConnectPacer(size, perSecond, MAX_PENDING);
        long begin = System.nanoTime();
        long moved = begin;
        long reported = begin;
        int started = 0;
        int settledBefore = 0;
        while (open.get() + disconnected.get() < size) {
            long now = System.nanoTime();
            int settled = open.get() + refused.get() + disconnected.get();
            moved = settled > settledBefore ? now : moved;
            settledBefore = settled;
            if (refused.get() > 0 || now - moved > STALL.toNanos()) {
                throw missing();
            }
            for (int n = pacer.startNow(Duration.ofNanos(now - begin), settled); n > 0; n--, started++) {
                connect(started, viewers.apply(started));
            }
            if (now - reported > PROGRESS_NANOS) {
                progress.accept(open.get());
                reported = now;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        progress.accept(open.get());
    }

    /**
     * Lets everybody read at once from now on: those who were late get the rest of what has come, and of those who were
     * silent one hears whose stream is over.
     */
    public void catchUp() {
        client.catchUp();
    }

    /** How many had an open stream and lost it. */
    public int disconnected() {
        return disconnected.get();
    }

    /** Why viewers were refused or disconnected: the first few different reasons. */
    public List<String> reasons() {
        return List.copyOf(reasons);
    }

    /** When it returns, no listener is called any more and what they counted can be read. */
    @Override
    public void close() {
        closing = true;
        client.close();
    }

    private void connect(int number, Viewer viewer) {
        StreamRequest request = viewer.request().withToken(access.tokens(), number);
        SocketAddress source = SourceAddresses.of(number, size, request.server());
        client.connect(
                client.loop(number),
                source == null ? request : request.from(source),
                new Watched(viewer.listener()),
                viewer.habit());
    }

    private ViewersMissingException missing() {
        return new ViewersMissingException(open.get() + " of " + size + " viewers have a stream; "
                + (reasons.isEmpty() ? "the others get no answer" : String.join("; ", reasons)));
    }

    private final class Watched implements StreamListener {

        private final StreamListener listener;
        private boolean opened;

        Watched(StreamListener listener) {
            this.listener = listener;
        }

        @Override
        public void onOpen() {
            if (!opened) {
                opened = true;
                open.incrementAndGet();
            }
            listener.onOpen();
        }

        @Override
        public void onStamp(int run, int sequence, long intendedNanos) {
            listener.onStamp(run, sequence, intendedNanos);
        }

        @Override
        public boolean asksForAcceptance() {
            return listener.asksForAcceptance();
        }

        @Override
        public void onAcceptance(Instant at, long trace) {
            listener.onAcceptance(at, trace);
        }

        @Override
        public void onGap() {
            listener.onGap();
        }

        @Override
        public void onSampled() {
            listener.onSampled();
        }

        @Override
        public void onClosed(String reason) {
            if (closing) {
                return;
            }
            if (reasons.size() < MAX_REASONS) {
                reasons.add(reason);
            }
            if (opened) {
                open.decrementAndGet();
                disconnected.incrementAndGet();
            } else {
                refused.incrementAndGet();
            }
            listener.onClosed(reason);
        }
    }
}
