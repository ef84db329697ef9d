package io.ovation.dispatcher.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PendingWritesTest {

    private final PendingWrites<String> pending = new PendingWrites<>();

    @Test
    void oneBatch_isUnderWayAtATime() {
        pending.put("ann", "on");
        assertThat(pending.take()).containsExactly(Map.entry("ann", "on"));

        pending.put("bob", "on");
        assertThat(pending.take()).isEmpty();
        pending.written();
        assertThat(pending.take()).containsExactly(Map.entry("bob", "on"));
    }

    @Test
    void batchThatFailed_waitsAgainUnlessSomethingLaterDoes() {
        pending.put("ann", "on");
        pending.put("bob", "on");
        pending.take();
        pending.put("ann", "off");
        pending.failed();

        assertThat(pending.isWaiting()).isTrue();
        assertThat(pending.take()).containsOnly(Map.entry("ann", "off"), Map.entry("bob", "on"));
    }
}
