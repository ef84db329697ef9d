package io.ovation.likes.http.view;

import io.ovation.common.async.SameThreadStage;
import io.ovation.common.event.Event;
import io.ovation.common.protocol.PresenceMessage;
import io.ovation.common.protocol.PresenceRegion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The members' buckets, which know who is online. */
public interface LivePresence {

    /** These members have clients that are there, though they may have no streams. Fire and forget. */
    void heartbeats(List<String> members);

    /** @return never fails; empty if nobody can say in time */
    CompletionStage<Optional<Event.Presence>> find(String member);

    /** Asks, and tells, the members' buckets. */
    static LivePresence from(PresenceRegion region, Duration timeout) {
        return new LivePresence() {
            @Override
            public void heartbeats(List<String> members) {
                region.heartbeats(members);
            }

            @Override
            public CompletionStage<Optional<Event.Presence>> find(String member) {
                return SameThreadStage.of(region.bucketOf(member)
                                .<PresenceMessage.Answer>ask(
                                        replyTo -> new PresenceMessage.Ask(member, 0, replyTo), timeout))
                        .handle((answer, failure) ->
                                answer == null ? Optional.empty() : Optional.ofNullable(answer.presence()));
            }
        };
    }
}
