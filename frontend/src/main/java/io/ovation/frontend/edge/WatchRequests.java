package io.ovation.frontend.edge;

import com.github.benmanes.caffeine.cache.Interner;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.ovation.common.event.EventId;
import io.ovation.common.http.Problem;
import io.ovation.common.topic.Topic;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a stream or a poll is asked for. What is not right ends in a problem that says what would be. */
final class WatchRequests {

    private static final int MAX_ECHO = 40;
    private static final Set<String> PARAMETERS = Set.of("topic", "member", "lastEventId");

    private final int maxTopics;

    /** A topic of many viewers is one object. */
    private final Interner<Topic> topics = Interner.newWeakInterner();

    WatchRequests(int maxTopics) {
        this.maxTopics = maxTopics;
    }

    /** @return perhaps without topics: a stream can be opened first and given topics later */
    WatchRequest read(FullHttpRequest request, QueryStringDecoder uri) {
        return new WatchRequest(topicsOf(uri), memberOf(uri), lastSeen(request, uri));
    }

    private Set<Topic> topicsOf(QueryStringDecoder uri) {
        for (String name : uri.parameters().keySet()) {
            if (!PARAMETERS.contains(name)) {
                String shown = name.substring(0, Math.min(name.length(), MAX_ECHO));
                throw Problem.invalid("unknown parameter '" + shown + "'; say for instance ?topic=video:42&member=ann")
                        .asException();
            }
        }
        Set<Topic> wanted = new LinkedHashSet<>();
        uri.parameters()
                .getOrDefault("topic", List.of())
                .forEach(name -> wanted.add(topics.intern(TopicsEndpoint.parse(name))));
        if (wanted.size() > maxTopics) {
            throw Problem.invalid("a stream may have at most " + maxTopics + " topics, not " + wanted.size())
                    .asException();
        }
        return wanted;
    }

    private static Optional<String> memberOf(QueryStringDecoder uri) {
        try {
            return uri.parameters().getOrDefault("member", List.of()).stream()
                    .findFirst()
                    .map(member -> Topic.requireId("member", member));
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(e.getMessage()).asException();
        }
    }

    /** An id that is none of ours is as good as one that is too old. */
    private static Optional<EventId> lastSeen(FullHttpRequest request, QueryStringDecoder uri) {
        String header = request.headers().get("Last-Event-ID");
        List<String> parameter = uri.parameters().getOrDefault("lastEventId", List.of());
        String text = header != null ? header : parameter.isEmpty() ? "" : parameter.get(0);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(EventId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.of(EventId.NONE);
        }
    }
}
