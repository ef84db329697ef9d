package io.ovation.loadtest.publish;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.ovation.common.topic.Topic;
import io.ovation.loadtest.access.Access;
import io.ovation.loadtest.access.ServerTrust;
import io.ovation.loadtest.transport.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Posts comments as fast as the server takes them: each connection sends its next one when the last was answered. Finds
 * what a server can take, and says nothing about how late a given load would be: a server that stands still is asked
 * for nothing meanwhile (see {@link Schedule} for that).
 */
public final class ClosedLoopPublisher implements AutoCloseable {

    /** Is told of each answer, on one thread. */
    public interface Answers {
        void onAccepted(long sentNanos, long answeredNanos);

        void onRefused(long answeredNanos);
    }

    private static final int MAX_REASONS = 5;

    /** Whoever is refused at once would else ask again at once. */
    private static final Duration AFTER_REFUSAL = Duration.ofMillis(100);

    private final List<CommentRequest> requests;
    private final int run;
    private final int connections;
    private final Answers answers;
    private final URI server;
    private final ServerTrust trust;
    private final MultiThreadIoEventLoopGroup group = Transport.eventLoops(1, "ovation-publisher");
    private final EventLoop loop = group.next();
    private final Set<String> reasons = new TreeSet<>();
    private int sent;
    private boolean closed;

    /** @param topics commented on in turn */
    public ClosedLoopPublisher(
            URI server, List<Topic> topics, int run, int connections, Answers answers, Access access) {
        this.server = server;
        this.trust = access.trust();
        this.requests = topics.stream()
                .map(topic -> new CommentRequest(server, topic, access.tokens()))
                .toList();
        this.run = run;
        this.connections = connections;
        this.answers = answers;
    }

    /** Returns at once. To be called once. */
    public void start() {
        loop.execute(() -> {
            for (int number = 0; number < connections; number++) {
                send(new PublishConnection(loop, server, trust), "publisher-" + number);
            }
        });
    }

    /** Why comments were not accepted: the first few different reasons. To be read when this is closed. */
    public List<String> reasons() {
        return List.copyOf(reasons);
    }

    /** Sends no more, and is told of no more answers. */
    @Override
    public void close() {
        loop.submit(() -> closed = true).syncUninterruptibly();
        group.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private void send(PublishConnection connection, String member) {
        if (closed) {
            return;
        }
        int number = sent++;
        long sentNanos = System.nanoTime();
        byte[] request = requests.get(number % requests.size()).encode(member, new Stamp(run, number, sentNanos));
        connection.post(request, answer -> {
            if (!closed) {
                onAnswer(answer, sentNanos, connection, member);
            }
        });
    }

    private void onAnswer(PublishAnswer answer, long sentNanos, PublishConnection connection, String member) {
        if (answer.accepted()) {
            answers.onAccepted(sentNanos, System.nanoTime());
            send(connection, member);
            return;
        }
        answers.onRefused(System.nanoTime());
        if (reasons.size() < MAX_REASONS) {
            reasons.add(answer.reason());
        }
        loop.schedule(() -> send(connection, member), AFTER_REFUSAL.toMillis(), TimeUnit.MILLISECONDS);
    }
}
