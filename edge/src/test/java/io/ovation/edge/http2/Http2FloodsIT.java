package io.ovation.edge.http2;

import static io.ovation.edge.http2.FrameClient.CONTINUATION;
import static io.ovation.edge.http2.FrameClient.DATA;
import static io.ovation.edge.http2.FrameClient.GOAWAY;
import static io.ovation.edge.http2.FrameClient.HEADERS;
import static io.ovation.edge.http2.FrameClient.PING;
import static io.ovation.edge.http2.FrameClient.PRIORITY;
import static io.ovation.edge.http2.FrameClient.RST_STREAM;
import static io.ovation.edge.http2.FrameClient.SETTINGS;
import static io.ovation.edge.http2.FrameClient.WINDOW_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpResponse;
import io.netty.handler.codec.http2.Http2Error;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that send what costs them little, over and over. */
class Http2FloodsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private static Path directory;

    private static TlsPort port;

    @BeforeAll
    static void bind() throws Exception {
        port = TlsPort.open(
                directory,
                "",
                request -> request.getUri().path().equals("/never")
                        ? new CompletableFuture<>()
                        : CompletableFuture.completedFuture(
                                HttpResponse.create().withEntity("answered")));
    }

    @AfterAll
    static void stop() {
        port.close();
    }

    enum Flood {
        RAPID_RESETS {
            @Override
            void write(FrameClient frames, int time) {
                frames.get(1 + 2 * time, "/never").write(RST_STREAM, 0, 1 + 2 * time, FrameClient.number(8));
            }
        },
        /** Errors of streams, each of which makes the server send a reset. */
        RESETS_THAT_ARE_PROVOKED {
            @Override
            void write(FrameClient frames, int time) {
                frames.get(1 + 2 * time, "/never").write(WINDOW_UPDATE, 0, 1 + 2 * time, FrameClient.number(0));
            }
        },
        SETTINGS_FRAMES {
            @Override
            void write(FrameClient frames, int time) {
                frames.write(SETTINGS, 0, 0);
            }
        },
        PINGS {
            @Override
            void write(FrameClient frames, int time) {
                frames.write(PING, 0, 0, new byte[8]);
            }
        },
        PRIORITIES {
            @Override
            void write(FrameClient frames, int time) {
                frames.write(PRIORITY, 0, 1 + 2 * time, 0, 0, 0, 0, 1);
            }
        },
        UNKNOWN_FRAMES {
            @Override
            void write(FrameClient frames, int time) {
                frames.write(0xfa, 0, 0);
            }
        },
        EMPTY_DATA {
            @Override
            void write(FrameClient frames, int time) {
                if (time == 0) {
                    frames.post(1, "/");
                }
                frames.write(DATA, 0, 1);
            }
        },
        CONTINUATIONS {
            @Override
            void write(FrameClient frames, int time) {
                if (time == 0) {
                    frames.write(HEADERS, 0, 1, FrameClient.request("GET", "/"));
                }
                frames.write(CONTINUATION, 0, 1, FrameClient.fields("a", "b"));
            }
        },
        LARGE_CONTINUATIONS {
            @Override
            void write(FrameClient frames, int time) {
                if (time == 0) {
                    frames.write(HEADERS, 0, 1, FrameClient.request("GET", "/"));
                }
                frames.write(CONTINUATION, 0, 1, FrameClient.fields("a", "b".repeat(10_000)));
            }

            @Override
            int times() {
                return 6;
            }

            @Override
            Http2Error error() {
                return Http2Error.PROTOCOL_ERROR;
            }
        };

        /** Once more. */
        abstract void write(FrameClient frames, int time);

        int times() {
            return 300;
        }

        /** The one that the client is told. */
        Http2Error error() {
            return Http2Error.ENHANCE_YOUR_CALM;
        }
    }

    @ParameterizedTest
    @EnumSource
    void flood_endsItsConnection_andNobodyElses(Flood flood) throws Exception {
        try (FrameClient frames = port.connect()) {
            for (int time = 0; time < flood.times(); time++) {
                flood.write(frames, time);
            }
            frames.flush();

            assertThat(frames.await(GOAWAY).error())
                    .isEqualTo((int) flood.error().code());
            assertThat(frames.hasEnded()).isTrue();
        }
        assertThat(port.client()
                        .send(
                                HttpRequest.newBuilder(port.uri("/"))
                                        .timeout(PATIENCE)
                                        .build(),
                                BodyHandlers.ofString())
                        .body())
                .isEqualTo("answered");
    }
}
