package io.ovation.loadtest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class PublicationsTest {

    private static final long ORIGIN = -1_000;

    private final Publications publications = new Publications(3, ORIGIN);

    @Test
    void event_precedesAnotherIfItWasAcceptedBeforeThatWasSent() {
        publications.onSent(0, ORIGIN + 10);
        publications.onAccepted(0, ORIGIN + 20);
        publications.onSent(1, ORIGIN + 30);

        assertThat(publications.precedes(0, 1)).isTrue();
        assertThat(publications.precedes(1, 0)).isFalse();
    }

    @Test
    void event_doesNotPrecedeOneThatWasUnderWayAtTheSameTime() {
        publications.onSent(0, ORIGIN + 10);
        publications.onSent(1, ORIGIN + 20);
        assertThat(publications.precedes(0, 1)).isFalse();

        publications.onAccepted(0, ORIGIN + 30);

        assertThat(publications.precedes(0, 1)).isFalse();
        assertThat(publications.precedes(0, 2)).as("not sent yet").isFalse();
    }

    @Test
    void accepted_areThoseThatWereAnswered() {
        publications.onSent(0, ORIGIN);
        publications.onAccepted(0, ORIGIN);
        publications.onSent(1, ORIGIN);

        assertThat(publications.accepted()).isEqualTo(BitSet.valueOf(new long[] {1}));
    }
}
