package io.ovation.edge.http2;

import static io.netty.handler.codec.http2.Http2Exception.connectionError;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Settings;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Ends a connection on which too many frames come that ask for nothing: pings, settings, priorities, and those that are not
 * known. Each costs the client nothing and us an answer, or at least the reading. What Netty bounds itself is not counted
 * here: resets, empty data, continuations.
 *
 * <p>A frame of no known type is for nobody (RFC 9113, section 5.5), and goes no further.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-10.5">RFC 9113, section 10.5</a>
 */
final class FrameBudget extends Http2FrameListenerDecorator {

    /** Browsers send a handful when a connection begins, and a ping now and then. */
    static final int FRAMES = 200;

    static final Duration PERIOD = Duration.ofSeconds(10);

    private final CountPerPeriod frames;

    FrameBudget(Http2FrameListener listener, LongSupplier nanoTime) {
        super(listener);
        this.frames = new CountPerPeriod(FRAMES, PERIOD, nanoTime);
    }

    @Override
    public void onPriorityRead(
            ChannelHandlerContext context, int stream, int dependency, short weight, boolean isExclusive)
            throws Http2Exception {
        take();
        super.onPriorityRead(context, stream, dependency, weight, isExclusive);
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) throws Http2Exception {
        take();
        super.onSettingsRead(context, settings);
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext context) throws Http2Exception {
        take();
        super.onSettingsAckRead(context);
    }

    @Override
    public void onPingRead(ChannelHandlerContext context, long data) throws Http2Exception {
        take();
        super.onPingRead(context, data);
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext context, long data) throws Http2Exception {
        take();
        super.onPingAckRead(context, data);
    }

    @Override
    public void onGoAwayRead(ChannelHandlerContext context, int lastStream, long error, ByteBuf debugData)
            throws Http2Exception {
        take();
        super.onGoAwayRead(context, lastStream, error, debugData);
    }

    @Override
    public void onUnknownFrame(ChannelHandlerContext context, byte type, int stream, Http2Flags flags, ByteBuf payload)
            throws Http2Exception {
        take();
    }

    private void take() throws Http2Exception {
        if (!frames.take()) {
            throw connectionError(
                    Http2Error.ENHANCE_YOUR_CALM,
                    "more than %d frames that ask for nothing in %d seconds",
                    FRAMES,
                    PERIOD.toSeconds());
        }
    }
}
