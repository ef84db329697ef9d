package io.ovation.edge.http2;

import io.netty.handler.codec.http2.DecoratingHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Settings;

/**
 * Reads and writes the frames of a connection, within bounds that a client of good will does not meet. One that does is sent
 * GOAWAY with ENHANCE_YOUR_CALM.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-10.5">RFC 9113, section 10.5</a>
 */
final class BoundedCodec extends Http2FrameCodecBuilder {

    private static final int STREAMS = 100;

    /** Of streams that one side has given up, in so many seconds: a page that is left gives up all that it had. */
    static final int RESETS = 200;

    static final int RESETS_SECONDS = 30;
    private static final int EMPTY_DATA_IN_A_ROW = 2;

    /** A head that fits into the bound fits into three frames. */
    private static final int SMALL_CONTINUATIONS = 8;

    private static final int WAITING_CONTROL_FRAMES = 1_000;

    /** How long streams may last once the connection is told to end. */
    private static final int LAST_STREAMS_MILLIS = 5_000;

    private BoundedCodec() {}

    /** @param maxHeadBytes of a request */
    static Http2FrameCodec create(int maxHeadBytes) {
        return new BoundedCodec()
                .initialSettings(
                        new Http2Settings().maxConcurrentStreams(STREAMS).maxHeaderListSize(maxHeadBytes))
                .maxReservedStreams(0)
                .validateHeaders(true)
                .validateRequiredPseudoHeaders(true)
                .decoderEnforceMaxRstFramesPerWindow(RESETS, RESETS_SECONDS)
                .encoderEnforceMaxRstFramesPerWindow(RESETS, RESETS_SECONDS)
                .decoderEnforceMaxConsecutiveEmptyDataFrames(EMPTY_DATA_IN_A_ROW)
                .decoderEnforceMaxSmallContinuationFrames(SMALL_CONTINUATIONS)
                .encoderEnforceMaxQueuedControlFrames(WAITING_CONTROL_FRAMES)
                // None is put into the table, of which the client says how large it may grow.
                .headerSensitivityDetector(Http2HeadersEncoder.ALWAYS_SENSITIVE)
                .gracefulShutdownTimeoutMillis(LAST_STREAMS_MILLIS)
                .build();
    }

    @Override
    protected Http2FrameCodec build(
            Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
        return super.build(new CountingDecoder(decoder), encoder, settings);
    }

    private static final class CountingDecoder extends DecoratingHttp2ConnectionDecoder {

        CountingDecoder(Http2ConnectionDecoder decoder) {
            super(decoder);
        }

        @Override
        public void frameListener(Http2FrameListener listener) {
            super.frameListener(new FrameBudget(listener, System::nanoTime));
        }
    }
}
