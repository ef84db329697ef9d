package io.ovation.frontend.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.event.EventId;
import io.ovation.common.http.Json;
import io.ovation.common.sse.SseEvent;
import io.ovation.common.sse.SseParser;
import io.ovation.common.topic.Topic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a poll is answered, gathered from what a stream would write. It is ready once each topic has said how it stands
 * and something is there that the client does not know; so no topic's news are passed over because those of another
 * came first.
 *
 * <p>A client that has polled before goes on from the latest id that it had. How a topic stood when this poll came is no
 * news to it, and of several topics it is told what is later than that id: the others would else be told over and over.
 * The status of a member, which has no id, is told with the next news, in case it has changed between two polls.
 */
final class PollAnswer {

    private static final String BYE = "bye";
    private static final String SNAPSHOT = "snapshot";
    private static final String PRESENCE = "presence";

    /** Later than every id. */
    private static final String LAST = "~";

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Told(String event, @Nullable String id, JsonNode data) {

        String topic() {
            return data.path("topic").asText();
        }
    }

    private final boolean several;
    private final Optional<EventId> lastSeen;
    private final int maxBytes;
    private final Set<String> awaited = new HashSet<>();
    private final List<Told> gathered = new ArrayList<>();
    private long bytes;
    private boolean news;
    private boolean over;

    /**
     * @param lastSeen where the client left off, if it has polled before
     * @param maxBytes past which nothing more is waited for
     */
    PollAnswer(Set<Topic> topics, Optional<EventId> lastSeen, int maxBytes) {
        this.several = topics.size() > 1;
        this.lastSeen = lastSeen;
        this.maxBytes = maxBytes;
        topics.forEach(topic -> awaited.add(topic.toString()));
    }

    /** @param frame whole events of a stream */
    void gather(byte[] frame) {
        List<Told> events = new ArrayList<>();
        SseParser parser = new SseParser(event -> {
            if (!event.name().equals("open")) {
                events.add(told(event, events));
            }
        });
        parser.feed(frame, 0, frame.length);
        events.removeIf(this::isKnown);
        for (Told event : events) {
            over |= event.event().equals(BYE);
            boolean isBeginning = isBeginning(event);
            if (isBeginning) {
                awaited.remove(event.topic());
            }
            news |= lastSeen.isEmpty() || !isBeginning;
        }
        if (lastSeen.isEmpty()
                || !events.stream().allMatch(event -> event.event().equals(SNAPSHOT))) {
            gathered.addAll(events);
            bytes += frame.length;
        }
    }

    boolean isReady() {
        return over || isFull() || (awaited.isEmpty() && news);
    }

    /** Whether there is more than may be waited with. */
    boolean isFull() {
        return bytes > maxBytes;
    }

    /** Of several topics the one with the latest id is last, for the client goes on from the last id there is. */
    byte[] toJson() {
        Map<String, String> latest = new HashMap<>();
        gathered.forEach(event -> latest.merge(
                event.topic(),
                event.event().equals(BYE) ? LAST : event.id() == null ? "" : event.id(),
                (one, other) -> one.compareTo(other) > 0 ? one : other));
        List<Told> ordered = new ArrayList<>(gathered);
        ordered.sort(
                Comparator.comparing((Told event) -> latest.get(event.topic())).thenComparing(Told::topic));
        return Json.write(ordered);
    }

    /** Whether it says how its topic stood when this poll came. */
    private boolean isBeginning(Told event) {
        return event.event().equals(SNAPSHOT) || (event.event().equals(PRESENCE) && awaited.contains(event.topic()));
    }

    private boolean isKnown(Told event) {
        return several
                && lastSeen.isPresent()
                && event.event().equals("comment")
                && event.id() != null
                && event.id().compareTo(lastSeen.get().toString()) <= 0;
    }

    /** The parser gives an event without an id that of its predecessor. */
    private static Told told(SseEvent event, List<Told> before) {
        String known = before.stream().map(Told::id).filter(id -> id != null).reduce("", (earlier, later) -> later);
        String id = event.id().equals(known) ? null : event.id();
        return new Told(event.name(), id, Json.read(event.data().getBytes(UTF_8)));
    }
}
