package io.ovation.likes.store;

import org.jspecify.annotations.Nullable;

/** The store refused or could not be reached. The message is one line, fit for an operator and free of secrets. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param problem what follows the store's name */
    public StoreException(StoreSettings settings, String problem, @Nullable Throwable cause) {
        super("likes store " + settings.publicUrl() + " " + problem, cause);
    }
}
