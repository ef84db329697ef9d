package io.ovation.likes.store.jdbc;

import io.ovation.likes.store.StoreException;
import io.ovation.likes.store.StoreSettings;
import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.h2.api.ErrorCode;
import org.h2.jdbc.JdbcException;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** Tells what a failure of the database means: whether to try again, and what to say. */
final class Failures {

    /** The states of H2 and PostgreSQL for a lock that was not given in time, and for a row that came in between. */
    private static final Set<String> CONFLICTS = Set.of("23505", "55P03", "HYT00", "90131");

    /** Transactions that the database has rolled back; but not 40003, after which nobody knows. */
    private static final Set<String> ROLLED_BACK = Set.of("40000", "40001", "40002", "40P01");

    /** The server ends a session: it stops, or the session was idle in a transaction for too long. */
    private static final Set<String> SESSION_ENDED = Set.of("25P03", "57P01", "57P02", "57P03");

    private static final String CONNECTION_CLASS = "08";
    private static final Set<String> DATA_CLASSES = Set.of("22", "23");

    private Failures() {}

    /**
     * Why the transaction may be run again: nothing of it was committed for sure.
     *
     * @param committing whether the commit was already asked for
     * @return null if it may not
     */
    @Nullable
    static String reasonToRetry(SQLException failure, boolean committing) {
        String state = Objects.requireNonNullElse(failure.getSQLState(), "");
        if (CONFLICTS.contains(state) || ROLLED_BACK.contains(state)) {
            return "conflict";
        }
        boolean ended = state.startsWith(CONNECTION_CLASS) || SESSION_ENDED.contains(state);
        return ended && !committing ? "connection" : null;
    }

    /** H2's storage engine closes itself when a write to its file fails, and never looks at the file again. */
    static boolean isEndOfDatabase(SQLException failure) {
        return causes(failure).anyMatch(MVStoreException.class::isInstance);
    }

    /** Whether the database takes such data from nobody. */
    static boolean isOfData(SQLException failure) {
        String state = Objects.requireNonNullElse(failure.getSQLState(), "");
        return state.length() > 2 && DATA_CLASSES.contains(state.substring(0, 2));
    }

    static StoreException notOpened(StoreSettings settings, SQLException cause) {
        return cause.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
                ? new StoreException(
                        settings,
                        "is in use by another process; an H2 file serves one likes backend, several need PostgreSQL"
                                + " (OVATION_STORE)",
                        cause)
                : new StoreException(settings, "cannot be opened: " + reason(settings, cause), cause);
    }

    static StoreException failed(StoreSettings settings, SQLException cause) {
        return new StoreException(settings, "failed: " + reason(settings, cause), cause);
    }

    /** Drivers like to quote the URL, which may have a password in it. */
    private static String reason(StoreSettings settings, SQLException cause) {
        return reason(cause).replace(settings.url(), settings.publicUrl());
    }

    /**
     * H2 would append the statement, and tells an operator less than the system's own message does. What PostgreSQL's
     * driver says of a batch has the rows, with the texts of comments.
     */
    private static String reason(SQLException cause) {
        if (cause instanceof BatchUpdateException && cause.getNextException() != null) {
            return reason(cause.getNextException());
        }
        String message = cause instanceof JdbcException h2 ? h2.getOriginalMessage() : cause.getMessage();
        String said = message == null ? cause.getClass().getSimpleName() : firstLine(message);
        return causes(cause)
                .filter(IOException.class::isInstance)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .reduce((first, last) -> last)
                .filter(system -> !said.contains(firstLine(system)))
                .map(system -> said + " (" + firstLine(system) + ")")
                .orElse(said);
    }

    /** The failure itself, then what caused it, and so on. */
    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }
}
