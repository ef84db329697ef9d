package io.ovation.joint.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBufUtil;
import io.ovation.common.http.Json;
import io.ovation.common.log.Comment;
import io.ovation.common.log.Entry;
import io.ovation.common.log.Mark;
import io.ovation.common.sse.SseEvent;
import io.ovation.common.sse.SseParser;
import io.ovation.common.topic.Topic;
import io.ovation.common.trace.Tracing;
import io.ovation.frontend.frame.FrameEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A comment's way from the publisher's text to the viewer's, through the stream that two parsers read. */
public final class CommentFuzz {

    private static final int LONGEST_TEXT = 600;
    private static final FrameEncoder ENCODER = new FrameEncoder(Tracing.off());

    private CommentFuzz() {}

    public static void fuzzerTestOneInput(FuzzedDataProvider data) {
        double mediaTime = data.consumeDouble();
        boolean isFeatured = data.consumeBoolean();
        int cut = data.consumeInt(0, LONGEST_TEXT);
        String member = data.consumeAsciiString(8);
        String text = data.consumeRemainingAsString();
        JsonNode body = Json.read(Json.write(Map.of(
                "video",
                "42",
                "member",
                member,
                "text",
                new String(text.getBytes(UTF_8), UTF_8),
                "featured",
                isFeatured,
                "mediaTime",
                Double.isFinite(mediaTime) ? mediaTime : 1.5)));
        Refusals.read(() -> JsonBodyFuzz.REQUESTS.comment(body, Optional.empty(), Instant.ofEpochMilli(1)))
                .ifPresent(entry -> check((Comment) entry.body(), cut));
    }

    private static void check(Comment comment, int cut) {
        Topic topic = Topic.video("42");
        Entry entry = new Entry(new Mark(7, 9), "east", Instant.ofEpochMilli(2), comment);
        byte[] stream =
                ByteBufUtil.getBytes(ENCODER.comments(topic, List.of(entry)).bytes());
        SseEvent ours = only(parse(stream, cut));
        Refusals.require(ours.equals(only(OtherParser.parse(stream))), "the parsers read different events");
        Refusals.require(ours.name().equals("comment"), ours);
        Refusals.require(ours.id().equals(entry.eventId().toString()), ours);
        JsonNode data = Json.read(ours.data().getBytes(UTF_8));
        Refusals.require(data.path("text").textValue().equals(comment.text()), ours);
        Refusals.require(data.path("member").textValue().equals(comment.member()), ours);
        Refusals.require(data.path("featured").booleanValue() == comment.featured(), ours);
    }

    private static List<SseEvent> parse(byte[] stream, int cut) {
        List<SseEvent> events = new ArrayList<>();
        SseParser parser = new SseParser(events::add);
        int first = Math.min(cut, stream.length);
        parser.feed(stream, 0, first);
        parser.feed(stream, first, stream.length - first);
        return events;
    }

    private static SseEvent only(List<SseEvent> events) {
        Refusals.require(events.size() == 1, events);
        return events.get(0);
    }
}
