package io.ovation.common.settings;

import java.nio.charset.StandardCharsets;

/** A text that must not be seen: whatever prints it, or a record that has it, prints stars. */
public final class Secret {

    private final String text;

    public Secret(String text) {
        this.text = text;
    }

    /** For whoever needs it: it must not get into a log, a message or a metric. */
    public String reveal() {
        return text;
    }

    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "***";
    }
}
