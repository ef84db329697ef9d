package io.ovation.likes.store;

import java.util.Objects;
import java.util.stream.Stream;

/** Why something failed. */
final class Causes {

    private Causes() {}

    /** The failure itself, then what caused it, and so on. */
    static Stream<Throwable> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }
}
