package io.ovation.node.top;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {

    @Test
    void lines_areDrawnOverTheFormerOnes() {
        ByteArrayOutputStream drawn = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new PrintStream(drawn, false, UTF_8));

        terminal.draw(List.of("one", "two"));
        terminal.draw(List.of("three"));

        assertThat(drawn.toString(UTF_8))
                .isEqualTo("\033[2J\033[Hone\033[K\ntwo\033[K\n\033[J" + "\033[Hthree\033[K\n\033[J");
    }

    @Test
    void size_isRowsAndColumns() {
        assertThat(Terminal.parse("24 80")).contains(Terminal.Size.USUAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "24", "0 80", "24 0", "stty: no", "99999 80"})
    void size_thatIsNone_isUnknown(String told) {
        assertThat(Terminal.parse(told)).isEmpty();
    }
}
