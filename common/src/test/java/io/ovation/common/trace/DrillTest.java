package io.ovation.common.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrillTest {

    @Test
    void withoutADrill_nothingIsHeldUp() {
        assertThat(DrillSettings.from(ConfigFactory.load()).stage()).isEmpty();
        for (Stage stage : Stage.values()) {
            assertThat(Drill.none().isAt(stage)).isFalse();
        }
    }

    @Test
    void stageThatIsNotEnabled_isRefused() {
        assertThatThrownBy(() -> DrillSettings.from(config("stage = published")))
                .hasMessageContaining("ovation.drill.enabled is not on");
    }

    @ParameterizedTest
    @ValueSource(strings = {"accepted", "received", "sent"})
    void stageThatIsNone_isRefused_withThoseThatThereAre(String stage) {
        assertThatThrownBy(() -> DrillSettings.from(config("enabled = on, stage = " + stage)))
                .hasMessage("ovation.drill.stage must be one of committed, published, topic-received, topic-sent,"
                        + " frontend-received, written, not " + stage);
    }

    @Test
    void nothingIsDroppedThatPublishersAreToldIsKept() {
        assertThatThrownBy(() -> DrillSettings.from(config("enabled = on, stage = committed, drop = 0.1")))
                .hasMessageContaining("ovation.drill.drop must be 0 at committed");
    }

    @Test
    void share_isDropped() {
        Drill drill = new Drill(new DrillSettings(Optional.of(Stage.PUBLISHED), Duration.ZERO, 0.25));
        AtomicInteger passed = new AtomicInteger();

        IntStream.range(0, 10_000).forEach(i -> drill.pass(passed::incrementAndGet));

        assertThat(passed).hasValueBetween(7_200, 7_800);
    }

    @Test
    void delayed_stayInOrder() throws InterruptedException {
        Drill drill = new Drill(new DrillSettings(Optional.of(Stage.TOPIC_SENT), Duration.ofMillis(50), 0));
        List<Integer> passed = new CopyOnWriteArrayList<>();
        CountDownLatch all = new CountDownLatch(1_000);
        long begin = System.nanoTime();

        IntStream.range(0, 1_000)
                .forEach(i -> drill.pass(() -> {
                    passed.add(i);
                    all.countDown();
                }));

        assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(System.nanoTime() - begin)
                .isGreaterThanOrEqualTo(Duration.ofMillis(50).toNanos());
        assertThat(passed).isSorted();
    }

    private static Config config(String drill) {
        return ConfigFactory.parseString("ovation.drill { " + drill + " }").withFallback(ConfigFactory.load());
    }
}
