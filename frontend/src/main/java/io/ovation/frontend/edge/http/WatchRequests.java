package io.ovation.frontend.edge.http;

import com.github.benmanes.caffeine.cache.Interner;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.ovation.access.rights.Caller;
import io.ovation.common.http.Problem;
import io.ovation.common.log.EventId;
import io.ovation.common.topic.Topic;
import io.ovation.edge.message.RequestTarget;
import io.ovation.frontend.link.LastSeen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Reads what a stream or a poll is asked for. What is not right ends in a problem that says what would be. */
final class WatchRequests {

    private static final int MAX_ECHO = 40;
    private static final Set<String> PARAMETERS = Set.of("topic", "member", "lastEventId", "ticket");

    /** Between a topic, in whose name it does not occur, and where an earlier stream left off with it. */
    private static final char AT = '@';

    private final TopicLimit limit;

    /** A topic of many viewers is one object. */
    private final Interner<Topic> topics = Interner.newWeakInterner();

    WatchRequests(TopicLimit limit) {
        this.limit = limit;
    }

    /** @return perhaps without topics: a stream can be opened first and given topics later */
    WatchRequest read(FullHttpRequest request, RequestTarget target) {
        requireKnownParameters(target);
        Map<Topic, Optional<EventId>> own = topicsOf(target);
        Optional<EventId> latest = lastEventId(request, target);
        Map<Topic, LastSeen> wanted = new LinkedHashMap<>();
        // Of one topic alone, the stream's last id is that of the topic.
        own.forEach((topic, id) -> wanted.put(
                topic,
                own.size() == 1 && id.isEmpty() ? new LastSeen(latest, Optional.empty()) : new LastSeen(id, latest)));
        boolean resumes = latest.isPresent() || own.values().stream().anyMatch(Optional::isPresent);
        return new WatchRequest(wanted, memberOf(target), resumes, Caller.UNRESTRICTED);
    }

    /**
     * @return done when it is the turn of the topics, on the channel's event loop
     * @throws io.ovation.common.http.ProblemException 429 if the client has asked for too many topics
     */
    CompletionStage<Void> take(Channel channel, FullHttpRequest request, WatchRequest watch) {
        return limit.take(channel, request.headers(), watch.topics().keySet());
    }

    private static void requireKnownParameters(RequestTarget target) {
        for (String name : target.parameters().keySet()) {
            if (!PARAMETERS.contains(name)) {
                String shown = name.substring(0, Math.min(name.length(), MAX_ECHO));
                throw Problem.invalid("unknown parameter '" + shown + "'; say for instance ?topic=video:42&member=ann")
                        .asException();
            }
        }
    }

    private Map<Topic, Optional<EventId>> topicsOf(RequestTarget target) {
        Map<Topic, Optional<EventId>> wanted = new LinkedHashMap<>();
        for (String text : target.parameters().getOrDefault("topic", List.of())) {
            int at = text.indexOf(AT);
            String name = at < 0 ? text : text.substring(0, at);
            Optional<EventId> id = at < 0 ? Optional.empty() : Optional.of(EventId.parse(text.substring(at + 1)));
            wanted.merge(topics.intern(TopicsEndpoint.parse(name)), id, (one, other) -> other.or(() -> one));
        }
        if (wanted.size() > limit.most()) {
            throw limit.refuse().asException();
        }
        return wanted;
    }

    private static Optional<String> memberOf(RequestTarget target) {
        try {
            return only(target, "member").map(member -> Topic.requireId("member", member));
        } catch (IllegalArgumentException e) {
            throw Problem.invalid(e.getMessage()).asException();
        }
    }

    /** An id that is none of ours is as good as one that is too old. */
    private static Optional<EventId> lastEventId(FullHttpRequest request, RequestTarget target) {
        String header = request.headers().get("Last-Event-ID");
        Optional<String> parameter = only(target, "lastEventId");
        return Optional.ofNullable(header)
                .or(() -> parameter)
                .filter(text -> !text.isEmpty())
                .map(EventId::parse);
    }

    private static Optional<String> only(RequestTarget target, String name) {
        List<String> values = target.parameters().getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw Problem.invalid("parameter '" + name + "' is there " + values.size() + " times; once is enough")
                    .asException();
        }
        return values.stream().findFirst();
    }
}
