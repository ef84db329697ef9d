package io.ovation.common.trace;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the publisher's own trace was when it published, as the header {@code traceparent} of <a
 * href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a> tells.
 *
 * @param traceId of 32 hexadecimal digits
 * @param spanId of 16
 * @param sampled whether whoever began the trace has decided to keep it
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record TraceParent(String traceId, String spanId, boolean sampled) {

    public static final String HEADER = "traceparent";

    /** What it takes in a message, about. */
    public static final int BYTES = 56;

    private static final int HEXADECIMAL = 16;
    private static final int SAMPLED = 1;

    /** Of version 00 nothing follows the four fields; of a later one there may be more. There is no version ff. */
    private static final Pattern FORM = Pattern.compile(
            "(?!ff|00.{54})[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?",
            Pattern.DOTALL);

    /**
     * Nothing if it is there more than once or is none: the trace begins anew then, as the standard has it.
     *
     * @param values of all headers of that name
     */
    public static Optional<TraceParent> of(List<String> values) {
        if (values.size() != 1) {
            return Optional.empty();
        }
        Matcher parts = FORM.matcher(values.get(0));
        return parts.matches()
                ? Optional.of(new TraceParent(parts.group(1), parts.group(2), isSampled(parts.group(3))))
                : Optional.empty();
    }

    private static boolean isSampled(String flags) {
        return (Integer.parseInt(flags, HEXADECIMAL) & SAMPLED) != 0;
    }
}
