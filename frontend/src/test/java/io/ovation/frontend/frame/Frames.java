package io.ovation.frontend.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.ovation.common.topic.Topic;
import java.nio.ByteBuffer;
import java.util.List;

/** Frames with any text, and what is in them. */
public final class Frames {

    private Frames() {}

    public static Frame lasting(Topic topic, String text) {
        return Frame.lasting(topic, EncodedEvents.shared(direct(text)), List.of());
    }

    public static Frame fleeting(Topic topic, String text) {
        return Frame.fleeting(topic, EncodedEvents.shared(direct(text)), List.of());
    }

    public static Frame recovery(Topic topic, String text) {
        return Frame.recovery(topic, EncodedEvents.shared(direct(text)), List.of());
    }

    /** About the stream itself. */
    public static EncodedEvents stream(String text) {
        return new EncodedEvents(null, Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(text, UTF_8)), List.of());
    }

    public static String text(EncodedEvents events) {
        return events.bytes().toString(UTF_8);
    }

    public static String text(List<EncodedEvents> events) {
        StringBuilder text = new StringBuilder();
        events.forEach(each -> text.append(text(each)));
        return text.toString();
    }

    private static ByteBuffer direct(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
