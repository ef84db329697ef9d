package io.ovation.loadtest.publish;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.ovation.common.topic.Topic;
import io.ovation.loadtest.access.Access;
import io.ovation.loadtest.transport.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;

/**
 * Posts stamped comments of many members, one a request, when the {@link Schedule} says so. Meant for thousands a
 * second on processors that the server needs: unlike {@link OpenLoopPublisher} it hands nothing from thread to thread,
 * because schedule, requests and answers are all seen to by one event loop. Each of a fixed number of connections has
 * one request under way at most; with none free, comments are sent late, which {@link #lateness()} shows.
 */
public final class CrowdPublisher implements AutoCloseable {

    private static final int MAX_REASONS = 5;

    private final IntFunction<String> members;
    private final int run;
    private final int firstMeasured;
    private final Publications publications;
    private final CommentRequest requests;
    private final MultiThreadIoEventLoopGroup group = Transport.eventLoops(1, "ovation-publisher");
    private final EventLoop loop = group.next();
    private final Queue<PublishConnection> free = new ArrayDeque<>();
    private final Histogram lateness = new Histogram(TimeUnit.HOURS.toNanos(1), 3);
    private final AtomicInteger accepted = new AtomicInteger();
    private final Set<String> reasons = new TreeSet<>();
    private final CountDownLatch unanswered;
    private int next;
    private boolean waking;
    private volatile boolean closed;

    /**
     * @param run tells this run's comments from those of others on the same topic
     * @param members says whose comment it is, by its number
     * @param firstMeasured the lateness of those before it does not count
     */
    public CrowdPublisher(
            URI server,
            Topic topic,
            int run,
            IntFunction<String> members,
            int connections,
            int firstMeasured,
            Publications publications,
            Access access) {
        this.members = members;
        this.run = run;
        this.firstMeasured = firstMeasured;
        this.publications = publications;
        this.requests = new CommentRequest(server, topic, access.tokens());
        this.unanswered = new CountDownLatch(publications.events());
        for (int i = 0; i < connections; i++) {
            free.add(new PublishConnection(loop, server, access.trust()));
        }
    }

    /** Begins to send all there is, and returns at once. To be called once. */
    public void start(Schedule schedule) {
        loop.execute(() -> sendDue(schedule));
    }

    /** @return whether every comment has been sent, and was answered or has failed, in time */
    public boolean awaitAnswers(Duration atMost) throws InterruptedException {
        return unanswered.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** How many comments the server has accepted so far. May be asked from any thread. */
    public int accepted() {
        return accepted.getAcquire();
    }

    /** Why it did not accept others: the first few different reasons. To be read when this is closed. */
    public List<String> reasons() {
        return List.copyOf(reasons);
    }

    /** By how much comments were sent later than intended, in nanoseconds. To be read when this is closed. */
    public Histogram lateness() {
        return lateness;
    }

    /** Sends no more; what is not answered yet counts as not accepted. */
    @Override
    public void close() {
        closed = true;
        group.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private void sendDue(Schedule schedule) {
        while (!closed && next < publications.events() && !free.isEmpty()) {
            long intended = schedule.intendedNanos(next);
            long now = System.nanoTime();
            if (intended - now > 0) {
                wakeIn(intended - now, schedule);
                return;
            }
            send(next++, intended, now, schedule);
        }
    }

    private void wakeIn(long nanos, Schedule schedule) {
        if (waking) {
            return;
        }
        waking = true;
        loop.schedule(
                () -> {
                    waking = false;
                    sendDue(schedule);
                },
                nanos,
                TimeUnit.NANOSECONDS);
    }

    private void send(int sequence, long intended, long now, Schedule schedule) {
        if (sequence >= firstMeasured) {
            lateness.recordValue(now - intended);
        }
        publications.onSent(sequence, now);
        PublishConnection connection = free.remove();
        byte[] request = requests.encode(members.apply(sequence), new Stamp(run, sequence, intended));
        connection.post(request, answer -> {
            if (!closed) {
                onAnswer(sequence, answer);
                free.add(connection);
                sendDue(schedule);
            }
        });
    }

    private void onAnswer(int sequence, PublishAnswer answer) {
        if (answer.accepted()) {
            publications.onAccepted(sequence, System.nanoTime());
            accepted.setRelease(accepted.getPlain() + 1);
        } else if (reasons.size() < MAX_REASONS) {
            reasons.add(answer.reason());
        }
        unanswered.countDown();
    }
}
