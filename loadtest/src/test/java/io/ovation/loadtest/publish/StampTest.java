package io.ovation.loadtest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StampTest {

    @Test
    void stamp_hasAFixedLength() {
        assertThat(new Stamp(0xAB, 16, 255).text()).isEqualTo("~load:000000ab00000010" + "00000000000000ff");
        assertThat(new Stamp(-1, -1, -1).text()).isEqualTo("~load:" + "f".repeat(Stamp.DIGITS));
    }

    @Test
    void prefix_beginsWithAByteThatDoesNotComeAgain() {
        byte[] prefix = Stamp.prefix();
        for (int i = 1; i < prefix.length; i++) {
            assertThat(prefix[i]).isNotEqualTo(prefix[0]);
        }
    }
}
