package io.ovation.access.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfirmationsTest {

    private final Confirmations<String> confirmations = new Confirmations<>();

    @Test
    void whoeverWaits_isNamedOnce_whenTheLastHasConfirmed() {
        long first = confirmations.await(2, "ada");
        long second = confirmations.await(1, "grace");

        assertThat(confirmations.confirmed(first)).isEmpty();
        assertThat(confirmations.confirmed(second)).hasValue("grace");
        assertThat(confirmations.confirmed(first)).hasValue("ada");
        assertThat(confirmations.confirmed(first)).isEmpty();
    }

    @Test
    void whoeverWaitedTooLong_isNotNamedAgain() {
        long number = confirmations.await(2, "ada");

        assertThat(confirmations.giveUp(number)).hasValue("ada");
        assertThat(confirmations.giveUp(number)).isEmpty();
        assertThat(confirmations.confirmed(number)).isEmpty();
    }

    @Test
    void fullWithAThousand_untilOneIsConfirmed() {
        IntStream.range(0, 1_000).forEach(each -> confirmations.await(1, "ada"));
        assertThat(confirmations.isFull()).isTrue();

        confirmations.confirmed(0);

        assertThat(confirmations.isFull()).isFalse();
    }
}
