package io.ovation.edge.http1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CurrentDateTest {

    @Test
    void date_isWrittenOnceASecond() {
        CurrentDate date = new CurrentDate();

        CharSequence first = date.at(784_111_777);

        assertThat(first.toString()).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
        assertThat(date.at(784_111_777)).isSameAs(first);
        assertThat(date.at(784_111_778).toString()).isEqualTo("Sun, 06 Nov 1994 08:49:38 GMT");
    }
}
