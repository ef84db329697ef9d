package io.ovation.loadtest.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void table_linesNumbersUp() {
        Table table = new Table().row("viewers", 5_000).row("p99", "7.25 ms").row("events", "600 (measured)");

        assertThat(table.toString()).isEqualTo("""
                      viewers  5 000
                      p99       7.25 ms
                      events     600 (measured)
                    """);
    }

    @Test
    void numbers_areWrittenForPeople() {
        assertThat(Table.count(3_000_000)).isEqualTo("3 000 000");
        assertThat(Table.decimal(9.876)).isEqualTo("9.88");
        assertThat(Table.decimal(98.76)).isEqualTo("98.8");
        assertThat(Table.megabytes(3 << 19)).isEqualTo("1.50 MiB");
    }
}
