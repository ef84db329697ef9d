package io.ovation.likes.http.view;

import akka.http.javadsl.model.Query;
import akka.japi.Pair;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.ovation.common.event.Event;
import io.ovation.common.http.Ids;
import io.ovation.common.http.Problem;
import io.ovation.likes.http.request.QueryParameters;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code GET /presence}: some members, in the order in which they were asked for. */
public record PresenceView(List<Member> members) {

    private static final int MOST = 100;

    /** @param status unknown while nobody can say */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Member(
            String member, String status, @Nullable Instant lastActiveAt) {

        static Member of(String member, Optional<Event.Presence> presence) {
            return presence.map(
                            known -> new Member(member, known.online() ? "online" : "offline", known.lastActiveAt()))
                    .orElseGet(() -> new Member(member, "unknown", null));
        }
    }

    /** Reads whom a client asks for. */
    public static Set<String> wanted(Query query) {
        Set<String> members = new LinkedHashSet<>();
        QueryParameters.requireKnown(query, "member");
        for (Pair<String, String> parameter : query.toList()) {
            members.add(Ids.require("member", parameter.second()));
        }
        if (members.isEmpty() || members.size() > MOST) {
            throw Problem.invalid(
                            "query parameter 'member' must be given 1 to " + MOST + " times, not " + members.size())
                    .asException();
        }
        return members;
    }

    public static CompletionStage<PresenceView> ask(Set<String> members, LivePresence live) {
        List<CompletableFuture<Member>> answers = members.stream()
                .map(member -> live.find(member)
                        .thenApply(presence -> Member.of(member, presence))
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(all -> new PresenceView(answers.stream()
                        .flatMap(answer -> Optional.ofNullable(answer.getNow(null)).stream())
                        .toList()));
    }
}
