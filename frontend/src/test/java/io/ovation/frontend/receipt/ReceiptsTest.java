package io.ovation.frontend.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ovation.common.trace.Checkpoint;
import io.ovation.common.trace.Drill;
import io.ovation.common.trace.Stage;
import io.ovation.common.trace.TraceId;
import io.ovation.common.trace.TracedKind;
import io.ovation.common.trace.Tracing;
import io.ovation.common.trace.Tracing.Shown;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptsTest {

    private static final long TRACE = 0x1234;

    /** Not in a sample of a half. */
    private static final long OTHER = -1;

    /** More than a test takes. */
    private static final double MINUTE = 60_000;

    private final Tracing tracing = new Tracing(0.5, 100, Drill.none());
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Receipts receipts = new Receipts(tracing, registry);
    private final double now = tracing.nowMicros() / 1_000.0;

    @ParameterizedTest
    @CsvSource({"comment, COMMENT", "retracted, RETRACTION", "likes, LIKES", "typing, TYPING"})
    void receipt_isNotedByTheClockOfTheNode(String event, TracedKind kind) {
        receipts.take(batch(500, 4.5, new Receipt(TRACE, event, now - 1_500, null)));

        assertThat(noted()).singleElement().satisfies(checkpoint -> {
            assertThat(checkpoint.trace()).isEqualTo(TRACE);
            assertThat(checkpoint.kind()).isEqualTo(kind);
            assertThat(checkpoint.stage()).isEqualTo(Stage.RECEIVED);
            assertThat(checkpoint.atMicros()).isBetween(micros(now - 1_000.1), micros(now - 999.9));
        });
        assertCounted("taken", 1);
    }

    @Test
    void clockThatIsKnownTooLittle_saysNothing() {
        receipts.take(batch(0, 250.1, receipt(now)));

        assertThat(noted()).isEmpty();
        assertCounted("inexact", 1);
        receipts.take(batch(0, 250, receipt(now)));
        assertCounted("taken", 1);
    }

    @Test
    void futureReceipt_isIgnored_andOneThatMayBeOfNowIsOfNow() {
        receipts.take(batch(0, 100, receipt(now + MINUTE)));
        assertThat(noted()).isEmpty();
        assertCounted("future", 1);

        receipts.take(batch(0, 100, receipt(tracing.nowMicros() / 1_000.0 + 50)));

        assertThat(noted())
                .singleElement()
                .satisfies(checkpoint -> assertThat(checkpoint.atMicros()).isLessThanOrEqualTo(tracing.nowMicros()));
    }

    @Test
    void oldReceipt_isIgnored() {
        receipts.take(batch(0, 1, receipt(now - MINUTE - 1), receipt(-Double.MAX_VALUE), receipt(now - MINUTE / 2)));

        assertThat(noted()).hasSize(1);
        assertCounted("old", 2);
        assertCounted("taken", 1);
    }

    @Test
    void whatIsNotFollowed_isIgnored() {
        receipts.take(batch(
                0,
                1,
                new Receipt(OTHER, "comment", now, null),
                new Receipt(TraceId.NONE, "comment", now, null),
                new Receipt(TRACE, "snapshot", now, 5.0)));

        assertThat(noted()).isEmpty();
        assertCounted("unknown", 3);
    }

    @Test
    void howFarBehindTheVideoItWasShown_isNoted_howeverLateItIsKnown() {
        receipts.take(batch(0, 250.1, shown(0.0), shown(1_500.25)));

        assertThat(tracing.drainShown())
                .containsExactly(new Shown(TracedKind.COMMENT, 0), new Shown(TracedKind.COMMENT, 1_500_250));
        assertThat(noted()).as("when it was received is another matter").isEmpty();
        assertCounted("shown", 2);
        assertCounted("inexact", 0);
    }

    @Test
    void whatIsShownAheadOfThePlayhead_isNoDelay() {
        receipts.take(batch(0, 1, shown(-0.1), shown(-5_000.0)));

        assertThat(tracing.drainShown()).isEmpty();
        assertCounted("ahead", 2);
        assertCounted("shown", 0);
    }

    @Test
    void receiptOfBoth_countsForEach() {
        receipts.take(batch(0, 1, new Receipt(TRACE, "likes", now, 40.0)));

        assertThat(tracing.drainShown()).containsExactly(new Shown(TracedKind.LIKES, 40_000));
        assertThat(noted()).hasSize(1);
        assertCounted("shown", 1);
        assertCounted("taken", 1);
    }

    @Test
    void whatThereIsNoRoomFor_isCounted() {
        for (int i = 0; i < 100; i++) {
            receipts.take(batch(0, 1, shown(1.0)));
        }

        assertThat(tracing.drainShown()).hasSize(51);
        assertCounted("full", 49);
    }

    @Test
    void now_isInMillisecondsWithTheirFraction() {
        assertThat(receipts.nowMillis().scale()).isEqualTo(3);
        assertThat(receipts.nowMillis().doubleValue()).isBetween(now, now + MINUTE);
    }

    private static Receipt receipt(double at) {
        return new Receipt(TRACE, "comment", at, null);
    }

    private static Receipt shown(double behind) {
        return new Receipt(TRACE, "comment", null, behind);
    }

    private static ReceiptBatch batch(double offset, double error, Receipt... receipts) {
        return new ReceiptBatch(offset, error, List.of(receipts));
    }

    private static long micros(double millis) {
        return Math.round(millis * 1_000);
    }

    private List<Checkpoint> noted() {
        return tracing.drain().checkpoints();
    }

    private void assertCounted(String outcome, int count) {
        assertThat(registry.counter("ovation.frontend.receipts", "outcome", outcome)
                        .count())
                .isEqualTo(count);
    }
}
