package io.ovation.node.environment;

import ch.qos.logback.core.PropertyDefinerBase;

/**
 * Gives {@code logback.xml} the level of {@code OVATION_LOG_LEVEL}. By itself Logback would take one that is empty or
 * misspelt for DEBUG.
 */
public final class LogLevel extends PropertyDefinerBase {

    private static final String DEFAULT = "INFO";

    @Override
    public String getPropertyValue() {
        return of(Environment.current());
    }

    /** Of one that is wrong nothing is said here: that is what ends the start. */
    static String of(Environment environment) {
        return environment
                .get(Variable.OVATION_LOG_LEVEL)
                .filter(Variable.OVATION_LOG_LEVEL.form()::fits)
                .orElse(DEFAULT);
    }
}
