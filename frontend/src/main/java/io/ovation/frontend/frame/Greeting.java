package io.ovation.frontend.frame;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ovation.common.sse.SseFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a stream says of itself: its first and last words, and that it is alive.
 *
 * @param node the name under which viewers know this frontend node
 * @param heartbeat the longest silence
 * @param reconnect viewers that lose their stream come back after one to two times this long
 */
public record Greeting(String node, Duration heartbeat, Duration reconnect) {

    /** A line that clients ignore. */
    public static final EncodedEvents HEARTBEAT = encodeHeartbeat();

    /**
     * @param connection the id of the connection
     * @param resumed whether the stream goes on where an earlier one broke off
     * @param receipts whether the viewer is asked to tell when it receives sampled events
     */
    public EncodedEvents hello(String connection, boolean resumed, boolean receipts) {
        long retryMillis = reconnect.toMillis() + jitterMillis(reconnect);
        byte[] retry = ("retry: " + retryMillis + '\n').getBytes(US_ASCII);
        return encode(
                retry,
                EventDraft.of(
                        EventName.OPEN,
                        new EventData.Open(connection, node, heartbeat.toSeconds(), resumed, receipts)));
    }

    /** @param reconnectWithin the viewer is told to come back after a random share of this time */
    public EncodedEvents bye(String reason, Duration reconnectWithin) {
        return encode(
                new byte[0], EventDraft.of(EventName.BYE, new EventData.Bye(reason, jitterMillis(reconnectWithin))));
    }

    /** @param seconds until the stream ends, unless its token is renewed */
    public static EncodedEvents expiring(long seconds) {
        return encode(new byte[0], EventDraft.of(EventName.EXPIRING, new EventData.Expiring(seconds)));
    }

    private static EncodedEvents encodeHeartbeat() {
        byte[] comment = SseFrame.comment("heartbeat");
        SharedBytes bytes = SharedBytes.allocate(comment.length, ByteBuffer::allocateDirect);
        bytes.content().put(comment);
        return new EncodedEvents(null, bytes, List.of());
    }

    /** In memory of the heap, because it is for one viewer alone. */
    private static EncodedEvents encode(byte[] before, EventDraft draft) {
        SharedBytes bytes = SharedBytes.allocate(before.length + draft.length(), ByteBuffer::allocate);
        ByteBuffer content = bytes.content();
        content.put(before);
        return new EncodedEvents(null, bytes, List.of(draft.write(content, bytes.source())));
    }

    private static long jitterMillis(Duration most) {
        return ThreadLocalRandom.current().nextLong(most.toMillis() + 1);
    }
}
