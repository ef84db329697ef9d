package io.ovation.common.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MarkTest {

    @Test
    void marks_areEqual_onlyAfterTheSameEntriesInTheSameOrder() {
        Mark ab = Mark.START.next("a").next("b");

        assertThat(ab).isEqualTo(Mark.START.next("a").next("b"));
        assertThat(ab).isNotEqualTo(Mark.START.next("b").next("a"));
        assertThat(ab).isNotEqualTo(Mark.START.next("ab"));
        assertThat(ab.position()).isEqualTo(2);
    }

    /** Stores keep them: a version that computes others takes every store for another history. */
    @Test
    void check_isWhatStoresHold() {
        assertThat(Mark.chain(0, "01a20545-07b9-792d-b273-b3fb95613fff")).isEqualTo(0xd505b3f97756189L);
    }

    @Test
    void voidNumber_keepsTheCheckBeforeIt() {
        Mark a = Mark.START.next("a");

        assertThat(a.at(5).next("b")).isEqualTo(new Mark(6, Mark.chain(a.check(), "b")));
    }

    @Test
    void position_isNotNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Mark(-1, 0));
    }
}
