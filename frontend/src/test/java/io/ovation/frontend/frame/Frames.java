package io.ovation.frontend.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ovation.common.topic.Topic;
import java.nio.ByteBuffer;
import java.util.List;

/** Frames with any text, and what is in them. */
public final class Frames {

    private Frames() {}

    public static Frame lasting(Topic topic, String text) {
        return Frame.lasting(topic, shared(text), List.of());
    }

    public static Frame fleeting(Topic topic, String text) {
        return Frame.fleeting(topic, shared(text), List.of());
    }

    public static Frame recovery(Topic topic, String text) {
        return Frame.recovery(topic, shared(text), List.of());
    }

    /** About the stream itself. */
    public static EncodedEvents stream(String text) {
        return new EncodedEvents(null, shared(text), List.of());
    }

    public static String text(EncodedEvents events) {
        return events.bytes().toString(UTF_8);
    }

    public static String text(List<EncodedEvents> events) {
        StringBuilder text = new StringBuilder();
        events.forEach(each -> text.append(text(each)));
        return text.toString();
    }

    private static SharedBytes shared(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        SharedBytes shared = SharedBytes.allocate(bytes.length, ByteBuffer::allocateDirect);
        shared.content().put(bytes);
        return shared;
    }
}
