package io.ovation.edge.http2;

import static io.ovation.edge.http2.FrameClient.END_HEADERS;
import static io.ovation.edge.http2.FrameClient.END_STREAM;
import static io.ovation.edge.http2.FrameClient.GOAWAY;
import static io.ovation.edge.http2.FrameClient.HEADERS;
import static io.ovation.edge.http2.FrameClient.PING;
import static io.ovation.edge.http2.FrameClient.RST_STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.http.javadsl.model.HttpResponse;
import io.netty.handler.codec.http2.Http2Error;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one address may take of a port, whatever it speaks. */
class Http2LimitsIT {

    private static final int MOST = 10;
    private static final int BEYOND = 5;
    private static final int TOGETHER = 50;
    private static final byte[] CANCEL = FrameClient.number((int) Http2Error.CANCEL.code());

    @TempDir
    private Path directory;

    @Test
    void streamsBeyondTheConnectionsOfTheirAddress_areReset_untilOthersEnd() throws Exception {
        String limits = "ovation.edge.limits { exempt = \"\", connections-per-address = " + MOST + " }";
        try (TlsPort port = TlsPort.open(
                        directory,
                        limits,
                        request -> request.getUri().path().equals("/never")
                                ? new CompletableFuture<>()
                                : CompletableFuture.completedFuture(HttpResponse.create()));
                FrameClient frames = port.connect()) {
            // The connection itself is one of them.
            int streams = MOST - 1 + BEYOND;
            for (int stream = 0; stream < streams; stream++) {
                frames.get(1 + 2 * stream, "/never");
            }
            frames.flush();
            for (int reset = 0; reset < BEYOND; reset++) {
                FrameClient.Frame refused = frames.await(RST_STREAM);
                assertThat(refused.stream()).isEqualTo(1 + 2 * (MOST - 1 + reset));
                assertThat(refused.error()).isEqualTo((int) Http2Error.CANCEL.code());
            }

            frames.write(RST_STREAM, 0, 1, CANCEL).get(1 + 2 * streams, "/").flush();

            assertThat(frames.status()).isEqualTo("200");
        }
    }

    @Test
    void requestsOfABurst_waitTheirTurn_onTheirStreams() throws Exception {
        String limits = """
                ovation.edge.limits {
                  exempt = ""
                  requests-per-address { per-second = 2, burst = 3, at-once = 1 }
                }""";
        try (TlsPort port = TlsPort.open(
                        directory, limits, request -> CompletableFuture.completedFuture(HttpResponse.create()));
                FrameClient frames = port.connect()) {
            long begun = System.nanoTime();
            for (int stream = 0; stream < 4; stream++) {
                frames.get(1 + 2 * stream, "/");
            }
            frames.flush();

            List<String> statuses = List.of(frames.status(), frames.status(), frames.status(), frames.status());

            // The last one waits for nothing: the burst is used up.
            assertThat(statuses).containsExactlyInAnyOrder("200", "200", "200", "429");
            assertThat(statuses.get(3)).isEqualTo("200");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(900));
        }
    }

    @Test
    void addressThatFloodsItsConnections_isRefusedNewOnes() throws Exception {
        String limits = """
                ovation.edge.limits {
                  exempt = ""
                  new-connections-per-address { per-second = 1, burst = 6 }
                }""";
        try (TlsPort port = TlsPort.open(directory, limits, never -> new CompletableFuture<>());
                FrameClient frames = port.connect()) {
            for (int flood = 0; flood < 2; flood++) {
                try (FrameClient flooded = port.connect()) {
                    for (int stream = 0; stream < BoundedCodec.RESETS + 1; stream++) {
                        flooded.get(1 + 2 * stream, "/").write(RST_STREAM, 0, 1 + 2 * stream, CANCEL);
                    }
                    flooded.flush().await(GOAWAY);
                }
            }

            assertThatThrownBy(port::connect).isInstanceOf(IOException.class);
            // Those that are there stay.
            frames.write(PING, 0, 0, new byte[8]).flush();
            assertThat(frames.await(PING).flags()).isEqualTo(FrameClient.ACK);
        }
    }

    /** Such requests end a connection of HTTP/1.1, and are in no other limit. */
    @ParameterizedTest
    @CsvSource({"POST, 99999999, 413", "ENCHANT, 0, 501"})
    void requestsThatAreRefusedAtOnce_endTheirConnectionWhenThereAreTooMany(String method, String length, String status)
            throws Exception {
        byte[] request = FrameClient.request(method, "/", "content-length", length);
        int flags = length.equals("0") ? END_HEADERS | END_STREAM : END_HEADERS;
        try (TlsPort port = TlsPort.open(directory, "", never -> new CompletableFuture<>());
                FrameClient frames = port.connect()) {
            for (int sent = 0; sent < BoundedCodec.RESETS; sent += TOGETHER) {
                for (int i = 0; i < TOGETHER; i++) {
                    frames.write(HEADERS, flags, 1 + 2 * (sent + i), request);
                }
                frames.flush();
                for (int i = 0; i < TOGETHER; i++) {
                    assertThat(frames.status()).isEqualTo(status);
                }
            }

            frames.write(HEADERS, flags, 1 + 2 * BoundedCodec.RESETS, request).flush();

            assertThat(frames.await(GOAWAY).error()).isEqualTo((int) Http2Error.ENHANCE_YOUR_CALM.code());
            assertThat(frames.hasEnded()).isTrue();
        }
    }
}
