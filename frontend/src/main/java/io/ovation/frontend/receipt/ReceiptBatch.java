package io.ovation.frontend.receipt;

import com.fasterxml.jackson.databind.JsonNode;
import io.ovation.common.http.JsonFields;
import io.ovation.common.http.Problem;
import io.ovation.common.trace.TraceId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What a viewer sends at once.
 *
 * @param offsetMillis what makes a time of the viewer's clock one of the node's
 * @param errorMillis how far that may be off
 */
public record ReceiptBatch(double offsetMillis, double errorMillis, List<Receipt> receipts) {

    public static final int MOST = 100;

    /** A day: nothing else is to be learnt from longer ones. */
    static final long MOST_BEHIND_MILLIS = TimeUnit.DAYS.toMillis(1);

    private static final Set<String> FIELDS = fields("offsetMs", "errorMs", "receipts");
    private static final Set<String> RECEIPT_FIELDS = fields("trace", "event", "at", "behindMs");

    /**
     * From a viewer that does not know yet how its clock differs, it has no receipts.
     *
     * @throws io.ovation.common.http.ProblemException 400 that says what would be right
     */
    public static ReceiptBatch read(JsonNode body) {
        JsonFields fields = JsonFields.of(body, FIELDS);
        List<Receipt> receipts = fields.objects("receipts", MOST, RECEIPT_FIELDS).stream()
                .map(ReceiptBatch::receipt)
                .toList();
        if (receipts.isEmpty()) {
            return new ReceiptBatch(0, 0, receipts);
        }
        double error = fields.requiredNumber("errorMs");
        if (error < 0) {
            throw Problem.invalid("field 'errorMs' must be 0 or more").asException();
        }
        return new ReceiptBatch(fields.requiredNumber("offsetMs"), error, receipts);
    }

    private static Receipt receipt(JsonFields fields) {
        long trace = trace(fields.requiredText("trace"));
        String event = fields.requiredText("event");
        Optional<Double> at = fields.number("at");
        Optional<Double> behind = fields.number("behindMs");
        if (behind.isPresent() && Math.abs(behind.get()) > MOST_BEHIND_MILLIS) {
            throw Problem.invalid("field 'behindMs' must be from -" + MOST_BEHIND_MILLIS + " to " + MOST_BEHIND_MILLIS)
                    .asException();
        }
        if (at.isEmpty() && behind.isEmpty()) {
            throw Problem.invalid("field 'at' or 'behindMs' is missing").asException();
        }
        return new Receipt(trace, event, at.orElse(null), behind.orElse(null));
    }

    private static long trace(String text) {
        try {
            return TraceId.fromText(text);
        } catch (NumberFormatException e) {
            throw Problem.invalid("field 'trace' must be 16 hexadecimal digits").asException();
        }
    }

    private static Set<String> fields(String... names) {
        return new LinkedHashSet<>(List.of(names));
    }
}
