package io.ovation.systemtests.fault.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ReconnectsTest {

    @Test
    void worstSecond_isFoundWhereverItBegins() {
        assertThat(worstSecond(0, 900, 1_100, 1_200, 1_899, 5_000)).isEqualTo(4);
    }

    @Test
    void worstSecond_endsBeforeTheNextOne() {
        assertThat(worstSecond(0, 1_000, 2_000)).isEqualTo(1);
    }

    @Test
    void worstSecond_needsNoOrder() {
        assertThat(worstSecond(1_500, 0, 1_000)).isEqualTo(2);
    }

    @Test
    void nobody_makesNoSecond() {
        assertThat(Reconnects.worstSecond(List.of())).isZero();
    }

    private static long worstSecond(long... millis) {
        return Reconnects.worstSecond(LongStream.of(millis)
                .map(TimeUnit.MILLISECONDS::toNanos)
                .boxed()
                .toList());
    }
}
