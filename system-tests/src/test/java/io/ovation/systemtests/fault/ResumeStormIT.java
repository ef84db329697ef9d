package io.ovation.systemtests.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.systemtests.harness.Api;
import io.ovation.systemtests.harness.NodeProcess;
import io.ovation.systemtests.harness.Nodes;
import io.ovation.systemtests.harness.Viewer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Thousands of viewers come back at once and have missed hundreds of comments each. Those who watch another video do not
 * notice. {@code -Dovation.faults.viewers=5000} for more of them.
 */
class ResumeStormIT {

    private static final int VIEWERS = Math.max(2_000, Integer.getInteger("ovation.faults.viewers", 0));
    private static final int MISSED = 400;
    private static final Duration UNNOTICED = Duration.ofMillis(500);

    @RegisterExtension
    final Nodes nodes = new Nodes();

    @Test
    void viewersOfAnotherVideo_doNotNotice() throws IOException {
        NodeProcess node = nodes.demo();
        Api publisher = new Api(node.publishers());
        String seen = missHundredsOfComments(node, publisher);
        List<Returning> returning = new ArrayList<>();
        Duration worst = Duration.ZERO;
        try (Viewer other = Viewer.watch(node.viewers(), "video:other")) {
            for (int number = 0; number < VIEWERS; number++) {
                returning.add(new Returning(node.viewers(), seen));
            }
            for (int number = 0; !returning.stream().allMatch(Returning::isBack); number++) {
                returning.forEach(Returning::read);
                worst = max(worst, delay(publisher, other, "during " + number));
                assertThat(number).as("comments until all are back").isLessThan(5_000);
            }
        } finally {
            returning.forEach(Returning::close);
        }
        System.out.printf("Worst delay of a comment on another video: %d ms%n", worst.toMillis());
        assertThat(worst).isLessThan(UNNOTICED);
    }

    private static String missHundredsOfComments(NodeProcess node, Api publisher) throws IOException {
        String seen;
        try (Viewer viewer = Viewer.watch(node.viewers(), "video:busy")) {
            publisher.comment("busy", "ann", "the last one that they see");
            seen = viewer.await("comment").id();
        }
        for (int number = 0; number < MISSED; number++) {
            publisher.comment("busy", "ann", "missed " + number);
        }
        return seen;
    }

    private static Duration delay(Api publisher, Viewer viewer, String text) throws IOException {
        long begin = System.nanoTime();
        publisher.comment("other", "ann", text);
        viewer.await("comment", data -> data.path("text").asText().equals(text));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** A viewer who reads what there is when it is told to, and looks no closer than for what it is owed. */
    private static final class Returning {

        private static final ByteBuffer BYTES = ByteBuffer.allocateDirect(256 * 1024);
        /** No snapshot has the first; whoever was told of a gap instead has not got it. */
        private static final List<byte[]> OWED = Stream.of("missed 0\"", "missed " + (MISSED - 1) + '"')
                .map(text -> text.getBytes(UTF_8))
                .toList();

        private final SocketChannel stream;
        private int matched;
        private int got;

        Returning(URI frontend, String seen) throws IOException {
            stream = SocketChannel.open(new InetSocketAddress(frontend.getHost(), frontend.getPort()));
            stream.write(
                    US_ASCII.encode("GET /v1/stream?topic=video:busy HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: "
                            + seen + "\r\n\r\n"));
            stream.configureBlocking(false);
        }

        boolean isBack() {
            return got == OWED.size();
        }

        void read() {
            try {
                int count = stream.read(BYTES.clear());
                assertThat(count).as("bytes read from an open stream").isNotNegative();
                for (int i = 0; i < count && !isBack(); i++) {
                    byte[] owed = OWED.get(got);
                    byte b = BYTES.get(i);
                    matched = b == owed[matched] ? matched + 1 : b == owed[0] ? 1 : 0;
                    if (matched == owed.length) {
                        got++;
                        matched = 0;
                    }
                }
            } catch (IOException e) {
                throw new AssertionError("a viewer who came back lost its stream", e);
            }
        }

        void close() {
            try {
                stream.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
