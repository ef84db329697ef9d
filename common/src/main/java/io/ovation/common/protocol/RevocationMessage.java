package io.ovation.common.protocol;

import akka.actor.typed.ActorRef;
import java.util.List;

/** What nodes that clients come to tell each other of who is not let in: {@link Wire}. */
public interface RevocationMessage {

    /** At most so many fit into one message. */
    int MOST = 200;

    /** What other nodes may tell. */
    sealed interface Wire extends RevocationMessage, WireMessage {}

    /** From now on these hold. Answered with {@link Taken}. */
    record Revoke(List<Revocation> revocations, ActorRef<Taken> replyTo) implements Wire {}

    /** They do, on this node. */
    record Taken() implements WireMessage {}

    /** Which hold? Answered with {@link Known}, or several. */
    record Tell(ActorRef<RevocationMessage> replyTo) implements Wire {}

    /** @param all whether whoever tells it has read the store, and this is the last message of what it knows */
    record Known(List<Revocation> revocations, boolean all) implements Wire {}

    /**
     * Says that a member, or one token, is not let in for some time. Of two that are about the same the later one holds.
     *
     * @param kind what is revoked
     * @param value the member, or the id of the token
     * @param atMillis when it was said
     * @param untilMillis when it ends; in the past if it was taken back
     */
    record Revocation(Kind kind, String value, long atMillis, long untilMillis) {

        /** What can be revoked. */
        public enum Kind {
            MEMBER,
            TOKEN
        }

        /** Until it is taken back. */
        public static final long FOR_GOOD = Long.MAX_VALUE;

        public boolean isLaterThan(Revocation other) {
            return atMillis > other.atMillis || (atMillis == other.atMillis && untilMillis > other.untilMillis);
        }
    }
}
