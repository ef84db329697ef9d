package io.ovation.frontend.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeadlinesTest {

    private static final long NOW = Long.MAX_VALUE - 5;

    private final Deadlines<String> deadlines = new Deadlines<>();

    @Test
    void takeDue_isInTheOrderOfTimeThoughItWrapsAround() {
        deadlines.set("late", after(20));
        deadlines.set("early", after(1));

        assertThat(deadlines.nextNanos()).hasValue(after(1));
        assertThat(deadlines.takeDue(NOW)).isNull();
        assertThat(deadlines.takeDue(after(20))).isEqualTo("early");
        assertThat(deadlines.takeDue(after(20))).isEqualTo("late");
        assertThat(deadlines.takeDue(after(20))).isNull();
        assertThat(deadlines.nextNanos()).isEmpty();
    }

    @Test
    void set_bringsATimeForward_andNeverPutsItOff() {
        deadlines.set("ann", after(10));
        deadlines.set("ann", after(5));
        deadlines.set("ann", after(20));

        assertThat(deadlines.takeDue(after(5))).isEqualTo("ann");
        assertThat(deadlines.takeDue(after(30))).as("once").isNull();
    }

    @Test
    void remove_isDueNoMore() {
        deadlines.set("ann", after(10));
        deadlines.set("bob", after(20));

        deadlines.remove("ann");

        assertThat(deadlines.nextNanos()).hasValue(after(20));
        assertThat(deadlines.takeDue(after(15))).isNull();
    }

    @Test
    void times_thatAreOvertakenTakeNoRoom() {
        for (int i = 0; i < 100; i++) {
            deadlines.set("ann", after(200 - i));
            deadlines.set("bob", after(200));
            deadlines.remove("bob");
        }

        assertThat(deadlines.size()).isEqualTo(1);
        assertThat(deadlines.nextNanos()).hasValue(after(101));
    }

    @Test
    void manyAtTheSameTime_areInTheOrderInWhichTheyCame() {
        deadlines.set("bob", after(10));
        deadlines.set("ann", after(10));

        assertThat(deadlines.takeDue(after(10))).isEqualTo("bob");
        assertThat(deadlines.takeDue(after(10))).isEqualTo("ann");
    }

    private static long after(long nanos) {
        return NOW + nanos;
    }
}
