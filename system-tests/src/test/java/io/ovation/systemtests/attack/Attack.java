package io.ovation.systemtests.attack;

import io.netty.handler.codec.http2.Http2Error;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * An attack from one address.
 *
 * @param name one or more words
 * @param description with its rate
 * @param refusal what it leads to
 */
record Attack(String name, String description, Attack.Port port, Assault assault, Attack.Refusal refusal) {

    enum Port {
        VIEWERS,
        PUBLISHERS
    }

    /**
     * How the node refuses.
     *
     * @param closes whether it closes most of the connections
     * @param answer that it gives, as an {@link AnswerReader} names it
     */
    record Refusal(boolean closes, Optional<String> answer) {

        private static final Set<String> ALWAYS_POSSIBLE = Set.of("200", "202", "429");

        /** Whoever asks too often waits, and is refused only once very many do. */
        static final Refusal NONE = new Refusal(false, Optional.empty());

        static final Refusal CLOSED = new Refusal(true, Optional.empty());

        static Refusal answer(int status) {
            return new Refusal(false, Optional.of(Integer.toString(status)));
        }

        /** Of a connection of HTTP/2. */
        static Refusal end(Http2Error error) {
            return new Refusal(true, Optional.of(Http2Answers.end(error)));
        }

        /** Of a stream of HTTP/2. */
        static Refusal reset(Http2Error error) {
            return new Refusal(false, Optional.of(Http2Answers.reset(error)));
        }

        Set<String> possibleAnswers() {
            Set<String> possible = new HashSet<>(ALWAYS_POSSIBLE);
            answer.ifPresent(possible::add);
            if (possible.equals(ALWAYS_POSSIBLE)) {
                // Where an answer has less time than the longest turn is away; over HTTP/2 a reset follows.
                possible.add("503");
                possible.add(Http2Answers.reset(Http2Error.NO_ERROR));
            }
            return possible;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
