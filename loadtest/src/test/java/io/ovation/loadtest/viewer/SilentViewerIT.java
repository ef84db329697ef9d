package io.ovation.loadtest.viewer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.topic.Topic;
import io.ovation.loadtest.access.ServerTrust;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SilentViewerIT {

    private static final byte[] OPEN =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nevent: open\ndata: {}\n\n".getBytes(US_ASCII);
    private static final byte[] GAP = "event: gap\ndata: {}\n\n".getBytes(US_ASCII);

    /** More than the buffers of both sides take in. */
    private static final int GAPS = 100_000;

    @Test
    void silentViewer_leavesWhatComesToTheServerUntilItsSilenceEnds() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        AtomicInteger gaps = new AtomicInteger();
        StreamListener listener = new StreamListener() {
            @Override
            public void onOpen() {
                open.countDown();
            }

            @Override
            public void onGap() {
                gaps.incrementAndGet();
            }

            @Override
            public void onClosed(String reason) {
                closed.countDown();
            }
        };
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ViewerClient client = new ViewerClient(1, ServerTrust.byDefault())) {
            URI url = URI.create("http://127.0.0.1:" + server.getLocalPort());
            client.connect(client.loop(0), new StreamRequest(url, Topic.video("v")), listener, Habit.SILENT);
            try (Socket socket = server.accept()) {
                socket.setSendBufferSize(4 * 1024);
                OutputStream out = socket.getOutputStream();
                out.write(OPEN);
                assertThat(open.await(30, TimeUnit.SECONDS)).isTrue();
                CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(out));

                assertThat(writing.thenApply(written -> "written")
                                .completeOnTimeout("stuck", 500, TimeUnit.MILLISECONDS))
                        .succeedsWithin(30, TimeUnit.SECONDS)
                        .isEqualTo("stuck");
                assertThat(gaps).hasValue(0);
                client.catchUp();

                assertThat(writing).succeedsWithin(30, TimeUnit.SECONDS);
                // A close would reset the connection, because the request has not been read.
                socket.shutdownOutput();
                assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(gaps).hasValue(GAPS);
        }
    }

    private static void write(OutputStream out) {
        try {
            for (int i = 0; i < GAPS; i++) {
                out.write(GAP);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
