package io.ovation.likes.store;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import org.h2.api.ErrorCode;
import org.h2.jdbc.JdbcException;

/** The store refused or could not be reached. The message is one line, fit for an operator and free of secrets. */
public final class StoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    static StoreException notOpened(StoreSettings settings, SQLException cause) {
        String store = "likes store " + settings.publicUrl();
        return cause.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
                ? new StoreException(
                        store + " is in use by another process; an H2 file serves one likes backend,"
                                + " several need PostgreSQL (OVATION_STORE)",
                        cause)
                : new StoreException(store + " cannot be opened: " + reason(cause), cause);
    }

    static StoreException failed(StoreSettings settings, SQLException cause) {
        return new StoreException("likes store " + settings.publicUrl() + " failed: " + reason(cause), cause);
    }

    /** H2 would append the statement, and tells an operator less than the system's own message does. */
    private static String reason(SQLException cause) {
        String message = cause instanceof JdbcException h2 ? h2.getOriginalMessage() : cause.getMessage();
        String said = message == null ? cause.getClass().getSimpleName() : firstLine(message);
        return Causes.of(cause)
                .filter(IOException.class::isInstance)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .reduce((first, last) -> last)
                .filter(system -> !said.contains(firstLine(system)))
                .map(system -> said + " (" + firstLine(system) + ")")
                .orElse(said);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }
}
