package io.ovation.common.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

class MemorySettingsTest {

    @Test
    void shares_areThoseOfTheSettings() {
        assertThat(MemorySettings.from(ConfigFactory.load()))
                .isEqualTo(new MemorySettings(0.18, 0.08, 0.1, 0.08, 0.06));
    }

    @Test
    void shares_areAtMostHalfOfTheHeapTogether() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MemorySettings(0.18, 0.08, 0.1, 0.08, 0.07))
                .withMessageContaining("ovation.memory.windows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MemorySettings(0, 0.08, 0.1, 0.08, 0.06))
                .withMessageContaining("ovation.memory.windows must be a share");
    }

    @Test
    void shares_mayBeHalfOfTheHeap_howeverTheirSumIsRounded() {
        assertThat(0.06 + 0.16 + 0.2 + 0.03 + 0.05).isGreaterThan(0.5);
        assertThatCode(() -> new MemorySettings(0.06, 0.16, 0.2, 0.03, 0.05)).doesNotThrowAnyException();
    }

    @Test
    void replays_areBounded_howeverLargeTheHeapIs() {
        MemorySettings settings = new MemorySettings(0.18, 0.08, 0.1, 0.08, 0.06);

        assertThat(settings.replayBytes(100 << 20)).isEqualTo(8 << 20);
        assertThat(settings.replayBytes(8L << 30)).isEqualTo(64 << 20);
    }

    @Test
    void bodies_haveAThirdOfTheirShareAtEachPort() {
        MemorySettings settings = new MemorySettings(0.18, 0.08, 0.1, 0.08, 0.06);

        assertThat(settings.bodyBytesOfPort(100 << 20)).isEqualTo(2 << 20);
    }
}
