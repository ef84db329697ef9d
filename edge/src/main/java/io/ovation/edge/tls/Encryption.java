package io.ovation.edge.tls;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;

/** Of a connection that may be encrypted. */
public final class Encryption {

    /** The name of the handler that does it. */
    static final String HANDLER = "tls";

    /** Of the one that ends the connection when the client does. */
    static final String CLOSE_NOTICE = "close-notice";

    private Encryption() {}

    /**
     * Tells the client that nothing more will be encrypted for it.
     *
     * @return done once that has left, and at once if nothing is encrypted
     */
    public static ChannelFuture end(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        if (!(pipeline.get(HANDLER) instanceof SslHandler encryption)) {
            return channel.newSucceededFuture();
        }
        // What has been read already would be reported as the client's end, now that there is nothing to decrypt it.
        if (pipeline.get(CLOSE_NOTICE) != null) {
            pipeline.remove(CLOSE_NOTICE);
        }
        return encryption.closeOutbound();
    }

    /** @param channel of a connection, or of a stream on one */
    public static boolean isOn(Channel channel) {
        return channel.pipeline().get(HANDLER) != null
                || (channel.parent() != null && channel.parent().pipeline().get(HANDLER) != null);
    }
}
