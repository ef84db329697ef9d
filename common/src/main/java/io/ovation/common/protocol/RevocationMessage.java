package io.ovation.common.protocol;

import akka.actor.typed.ActorRef;
import io.ovation.common.memory.Droppable;
import java.util.List;

/** What nodes that clients come to tell each other of who is not let in: {@link Wire}. Any of these may get lost. */
public interface RevocationMessage {

    /** At most so many fit into one message. */
    int MOST = 200;

    /** What other nodes may tell. */
    sealed interface Wire extends RevocationMessage, WireMessage, Droppable {}

    /** From now on these hold. Answered with {@link Taken}. */
    record Revoke(List<Revocation> revocations, ActorRef<Taken> replyTo) implements Wire {

        @Override
        public int bytes() {
            return Bounds.SMALL_MESSAGE_BYTES + sizeOf(revocations);
        }
    }

    /** They do, on this node. */
    record Taken() implements WireMessage {}

    /**
     * Which hold? Answered with {@link Known}: with none if both know the same.
     *
     * @param number of the question, by whoever asks
     * @param digest of those that whoever asks knows
     * @param after names the last that was told in answer to this question; empty at first
     */
    record Tell(long number, long digest, String after, ActorRef<RevocationMessage> replyTo) implements Wire {

        @Override
        public int bytes() {
            return Bounds.SMALL_MESSAGE_BYTES;
        }
    }

    /**
     * These do, in the order of their names.
     *
     * @param number of the question
     * @param last whether there are no more
     * @param all whether whoever tells it knows what is in the store
     */
    record Known(long number, List<Revocation> revocations, boolean last, boolean all, ActorRef<RevocationMessage> from)
            implements Wire {

        @Override
        public int bytes() {
            return Bounds.SMALL_MESSAGE_BYTES + sizeOf(revocations);
        }
    }

    private static int sizeOf(List<Revocation> revocations) {
        return revocations.stream()
                .mapToInt(
                        revocation -> 2 * Bounds.TEXT_BYTES + revocation.value().length())
                .sum();
    }

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

        /** The same for two that are about the same. */
        public String name() {
            return kind.name() + ':' + value;
        }

        public boolean isLaterThan(Revocation other) {
            return atMillis > other.atMillis || (atMillis == other.atMillis && untilMillis > other.untilMillis);
        }
    }
}
