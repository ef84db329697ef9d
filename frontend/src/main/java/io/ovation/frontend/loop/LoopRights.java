package io.ovation.frontend.loop;

import akka.actor.typed.ActorRef;
import io.ovation.access.rights.Caller;
import io.ovation.common.protocol.FrontendMessage;
import io.ovation.common.topic.Topic;
import io.ovation.frontend.frame.Greeting;
import io.ovation.frontend.frame.ViewerMessage;
import io.ovation.frontend.link.LoopMessage;
import io.ovation.frontend.viewer.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Holds the connections of one event loop to their rights, and ends those that have none any more. */
final class LoopRights {

    /** How many whose tokens expire together are told in one tick; the others are in the next ones. */
    private static final int MOST_EXPIRING = 500;

    /** Whoever is kept out learns within a second that no other token helps. A member has few streams. */
    private static final Duration SOON = Duration.ofMillis(200);

    private final LoopViewers viewers;
    private final Greeting greeting;
    private final Duration reconnect;
    private final ViewerRights<ActorRef<ViewerMessage>> rights = new ViewerRights<>();
    private Predicate<Caller> revoked = caller -> false;

    /** @param reconnect within which those return who may */
    LoopRights(LoopViewers viewers, Greeting greeting, Duration reconnect) {
        this.viewers = viewers;
        this.greeting = greeting;
        this.reconnect = reconnect;
    }

    /** @param isGathering whether what it is told is its answer, and the last that it hears */
    void opened(ActorRef<ViewerMessage> connection, Caller caller, boolean isGathering) {
        if (isGathering) {
            rights.giveUnwarned(connection, caller);
        } else {
            rights.give(connection, caller, Instant.now());
        }
        endIfRevoked(connection, caller);
    }

    void ended(ActorRef<ViewerMessage> connection) {
        rights.take(connection);
    }

    /** A stream of another's would go on when the rights of whoever asks have ended. */
    FrontendMessage.TopicsReply change(ActorRef<ViewerMessage> connection, LoopMessage.Change change) {
        Caller viewer = rights.of(connection);
        if (!viewer.member().equals(change.member())) {
            return new FrontendMessage.UnknownConnection();
        }
        // Whoever asks may have a token that covers more, and ends sooner.
        return change.subscribe().stream().allMatch(viewer::mayRead)
                ? viewers.change(connection, change)
                : new FrontendMessage.TopicsNotCovered();
    }

    FrontendMessage.TopicsReply renew(ActorRef<ViewerMessage> connection, LoopMessage.Renew renew) {
        Caller caller = renew.caller();
        if (!rights.of(connection).member().equals(caller.member())) {
            return new FrontendMessage.UnknownConnection();
        }
        rights.give(connection, caller, Instant.now());
        if (endIfRevoked(connection, caller)) {
            return new FrontendMessage.UnknownConnection();
        }
        List<Topic> lost = viewers.topicsOf(connection).stream()
                .filter(topic -> !caller.mayRead(topic))
                .toList();
        return viewers.change(
                connection,
                new LoopMessage.Change(
                        renew.token(), caller.member(), List.of(), lost, Optional.empty(), renew.replyTo()));
    }

    /** Nobody of these is let in from now on; those who are in go with {@link #endRevoked}. */
    void revoke(Predicate<Caller> those) {
        revoked = those;
    }

    /** Looks at each connection. */
    void endRevoked() {
        List<ActorRef<ViewerMessage>> out = rights.those(revoked);
        Duration within = out.size() > MOST_EXPIRING ? reconnect : SOON;
        out.forEach(connection -> end(connection, "revoked", within));
    }

    /** Warns those whose tokens expire soon, and ends those whose tokens have. */
    void tick(Instant now) {
        ViewerRights.Due<ActorRef<ViewerMessage>> due = rights.due(now, MOST_EXPIRING);
        due.expiring()
                .forEach(connection ->
                        connection.tell(new Connection.Tell(Greeting.expiring(rights.secondsLeft(connection, now)))));
        due.expired().forEach(connection -> end(connection, "token-expired", reconnect));
    }

    /** It may have been revoked since it was let in. */
    private boolean endIfRevoked(ActorRef<ViewerMessage> connection, Caller caller) {
        boolean isRevoked = revoked.test(caller);
        if (isRevoked) {
            end(connection, "revoked", SOON);
        }
        return isRevoked;
    }

    private void end(ActorRef<ViewerMessage> connection, String reason, Duration reconnectWithin) {
        viewers.finish(connection);
        connection.tell(new Connection.End(greeting.bye(reason, reconnectWithin)));
    }
}
