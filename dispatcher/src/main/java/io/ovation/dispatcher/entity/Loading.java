package io.ovation.dispatcher.entity;

import java.util.Optional;

/**
 * An entity's question to a store for what it must know before it runs. It goes on being asked while the entity runs
 * without an answer.
 *
 * @param <M> the entity's messages
 * @param <K> what it is to know
 */
public interface Loading<M, K> {

    /** Asks. Ends in a message for which {@link #isAnswer} holds. */
    void start();

    boolean isAnswer(M message);

    /** @return empty if the store could not tell, and will be asked again */
    Optional<K> known(M answer);
}
