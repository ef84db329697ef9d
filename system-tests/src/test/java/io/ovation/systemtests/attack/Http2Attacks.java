package io.ovation.systemtests.attack;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Settings;
import io.ovation.systemtests.attack.audience.Audience;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;

/** Those that are tried over TLS, most of them with HTTP/2. The floods of frames are those of {@code Http2FloodsIT}. */
final class Http2Attacks {

    private static final String STREAM = "/v1/stream?topic=" + String.join("&topic=", Audience.topics());
    private static final int MOST_STREAMS = 100;

    static final List<Attack> ALL = List.of(
            new Attack(
                    "handshakes",
                    "2 000 connections a second, each with the begin of a handshake that is not gone on with",
                    Attack.Port.VIEWERS,
                    Connections.perSecond(2_000).saying(Encryption.beginOfHandshake()),
                    Attack.Refusal.CLOSED),
            new Attack(
                    "rapid resets",
                    "50 connections a second, each with 500 streams of all topics that others watch, reset at once",
                    Attack.Port.VIEWERS,
                    flood(500, (frames, number) -> frames.get(number, STREAM).reset(number)),
                    Attack.Refusal.end(Http2Error.ENHANCE_YOUR_CALM)),
            new Attack(
                    "settings",
                    "50 connections a second, each with 2 000 frames of settings",
                    Attack.Port.VIEWERS,
                    flood(2_000, (frames, number) -> frames.settings()),
                    Attack.Refusal.end(Http2Error.ENHANCE_YOUR_CALM)),
            new Attack(
                    "continuations",
                    "50 connections a second, each with a head of 2 000 frames",
                    Attack.Port.VIEWERS,
                    flood(2_000, (frames, number) -> {
                        if (number == 0) {
                            frames.beginOfHead(0, "/");
                        }
                        frames.continuation(0, "a", "b");
                    }),
                    Attack.Refusal.end(Http2Error.ENHANCE_YOUR_CALM)),
            new Attack(
                    "frames for nothing",
                    "50 connections a second, in turn with 2 000 pings, priorities, unknown frames or empty ones of a body",
                    Attack.Port.PUBLISHERS,
                    Connections.http2PerSecond(50)
                            .saying(inTurn(
                                    bytes(2_000, (frames, number) -> frames.ping()),
                                    bytes(2_000, Http2Frames::priority),
                                    bytes(2_000, (frames, number) -> frames.unknown()),
                                    bytes(2_000, (frames, number) -> {
                                        if (number == 0) {
                                            frames.post(0, "/comments");
                                        }
                                        frames.emptyData(0);
                                    }))),
                    Attack.Refusal.end(Http2Error.ENHANCE_YOUR_CALM)),
            new Attack(
                    "closed windows",
                    "20 connections a second, each with 10 requests for the JavaScript client, which let nothing be sent",
                    Attack.Port.VIEWERS,
                    Connections.http2PerSecond(20).saying(closedWindows(10)),
                    Attack.Refusal.reset(Http2Error.CANCEL)),
            new Attack(
                    "unread connections",
                    "2 connections a second, each with 100 streams of all topics that others watch, which is not read",
                    Attack.Port.VIEWERS,
                    Connections.http2PerSecond(2)
                            .saying(bytes(MOST_STREAMS, (frames, number) -> frames.get(number, STREAM)))
                            .readingNothing(),
                    Attack.Refusal.reset(Http2Error.CANCEL)),
            new Attack(
                    "streams",
                    "10 connections a second, each with 100 streams of all topics that others watch, left 100 ms after the"
                            + " first answer",
                    Attack.Port.VIEWERS,
                    Connections.http2PerSecond(10)
                            .saying(bytes(MOST_STREAMS, (frames, number) -> frames.get(number, STREAM)))
                            .leavingAfter(Duration.ofMillis(100)),
                    Attack.Refusal.NONE));

    private Http2Attacks() {}

    private static Connections flood(int times, ObjIntConsumer<Http2Frames> once) {
        return Connections.http2PerSecond(50).saying(bytes(times, once));
    }

    private static ByteBuf bytes(int times, ObjIntConsumer<Http2Frames> once) {
        return bytes(new Http2Settings(), times, once);
    }

    private static ByteBuf bytes(Http2Settings settings, int times, ObjIntConsumer<Http2Frames> once) {
        Http2Frames frames = new Http2Frames(settings);
        for (int number = 0; number < times; number++) {
            once.accept(frames, number);
        }
        return frames.bytes();
    }

    private static IntFunction<ByteBuf> inTurn(ByteBuf... openings) {
        return connection -> openings[connection % openings.length].retainedDuplicate();
    }

    private static ByteBuf closedWindows(int requests) {
        return bytes(
                new Http2Settings().initialWindowSize(0),
                requests,
                (frames, number) -> frames.get(number, "/client.js"));
    }
}
