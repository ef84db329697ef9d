package io.ovation.systemtests.fault.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** One viewer's memory, over all its streams. Thread-safe. */
public final class Witness {

    private final String name;
    private final String dataCentre;
    private final Map<String, TopicView> topics = new LinkedHashMap<>();
    private final List<Long> opened = new ArrayList<>();
    private String lastEventId = "";

    /** @param dataCentre whose log it is told */
    public Witness(String name, String dataCentre, Set<String> topics) {
        this.name = name;
        this.dataCentre = dataCentre;
        topics.forEach(topic -> this.topics.put(topic, new TopicView()));
    }

    public String name() {
        return name;
    }

    String dataCentre() {
        return dataCentre;
    }

    /** It asks for a stream. @return from which position on; empty for a new one */
    public synchronized String onConnecting() {
        if (lastEventId.isEmpty()) {
            topics.values().forEach(TopicView::onFreshStream);
        }
        return lastEventId;
    }

    /** @param id in force when it came; empty if the stream has had none so far */
    public synchronized void onEvent(String id, String event, JsonNode data, long atNanos) {
        if (!id.isEmpty()) {
            lastEventId = id;
        }
        if (event.equals("open")) {
            opened.add(atNanos);
            return;
        }
        TopicView view = topics.get(data.path("topic").asText());
        if (view == null) {
            return;
        }
        switch (event) {
            case "comment" -> view.onComment(comment(data), atNanos);
            case "snapshot" -> view.onSnapshot(comments(data.path("comments")), counts(data.path("likes")), atNanos);
            case "likes" -> view.onTotals(counts(data.path("total")));
            case "retracted" -> view.onRetracted(data.path("id").asText());
            case "gap" -> view.onGap();
            default -> {
                // Nothing that is judged.
            }
        }
    }

    /** When each of its streams opened, the first one included. */
    public synchronized List<Long> opened() {
        return List.copyOf(opened);
    }

    /** Whether it has a snapshot of each of its topics. */
    public synchronized boolean hasJoined() {
        return topics.values().stream().allMatch(view -> view.snapshots() > 0);
    }

    public boolean watches(String topic) {
        return topics.containsKey(topic);
    }

    /** What {@code inspection} finds while nothing more comes. */
    synchronized <T> T inspect(String topic, Function<TopicView, T> inspection) {
        return inspection.apply(topics.get(topic));
    }

    private static List<Comment> comments(JsonNode comments) {
        return StreamSupport.stream(comments.spliterator(), false)
                .map(Witness::comment)
                .toList();
    }

    private static Comment comment(JsonNode comment) {
        return Comment.parse(
                comment.path("id").asText(),
                comment.path("member").asText(),
                comment.path("text").asText());
    }

    private static Map<String, Long> counts(JsonNode counts) {
        Map<String, Long> likes = new LinkedHashMap<>();
        counts.fieldNames()
                .forEachRemaining(
                        reaction -> likes.put(reaction, counts.path(reaction).asLong()));
        return likes;
    }
}
