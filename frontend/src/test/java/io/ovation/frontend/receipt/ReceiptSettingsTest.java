package io.ovation.frontend.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReceiptSettingsTest {

    private final Random random = new Random(1);

    @Test
    void shippedSettings_areRead() {
        assertThat(ReceiptSettings.from(ConfigFactory.load())).isEqualTo(new ReceiptSettings(100));
    }

    @Test
    void wrongValue_isRefusedWithTheKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReceiptSettings(-1))
                .withMessageStartingWith("ovation.frontend.receipts.connections must be 0 or more");
    }

    @Test
    void all_areAskedWhileTheyAreFew() {
        assertThat(asked(100, 100)).isEqualTo(10_000);
        assertThat(asked(100, 0)).isEqualTo(10_000);
    }

    @Test
    void ofMore_aShareIsAsked() {
        assertThat(asked(100, 1_000)).isBetween(800, 1_200);
    }

    @Test
    void nobodyIsAsked_whereNoneAreWanted() {
        assertThat(asked(0, 1)).isZero();
    }

    private int asked(int connections, int open) {
        ReceiptSettings settings = new ReceiptSettings(connections);
        return (int) IntStream.range(0, 10_000)
                .filter(each -> settings.areAskedFor(open, random))
                .count();
    }
}
