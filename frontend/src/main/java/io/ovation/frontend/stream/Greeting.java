package io.ovation.frontend.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.ovation.common.event.EventId;
import io.ovation.common.http.Json;
import io.ovation.common.sse.SseFrame;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The first and the last words on a stream.
 *
 * @param node the name under which viewers know this frontend node
 * @param heartbeat the longest silence
 * @param reconnect viewers that lose their stream come back after one to two times this long
 */
record Greeting(String node, Duration heartbeat, Duration reconnect) {

    /** @param resumed whether the stream goes on where an earlier one broke off */
    ByteBuf hello(ConnectionId id, boolean resumed) {
        long retryMillis = reconnect.toMillis() + jitterMillis(reconnect);
        byte[] retry = ("retry: " + retryMillis + "\n").getBytes(UTF_8);
        byte[] open = SseFrame.event(
                EventId.NONE, "open", Json.write(new Open(id.toString(), node, heartbeat.toSeconds(), resumed)));
        return Unpooled.wrappedBuffer(retry, open);
    }

    ByteBuf bye(String reason, Duration reconnectWithin) {
        Bye bye = new Bye(reason, jitterMillis(reconnectWithin));
        return Unpooled.wrappedBuffer(SseFrame.event(EventId.NONE, "bye", Json.write(bye)));
    }

    private static long jitterMillis(Duration most) {
        return ThreadLocalRandom.current().nextLong(most.toMillis() + 1);
    }

    private record Open(String connection, String node, long heartbeatSeconds, boolean resumed) {}

    private record Bye(String reason, long reconnectAfterMs) {}
}
