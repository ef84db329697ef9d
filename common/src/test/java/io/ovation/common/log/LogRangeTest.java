package io.ovation.common.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogRangeTest {

    private final Logs log = Logs.of("log", 10);

    @Test
    void markAt_isThatOfTheEntryThere_orOfTheOneBeforeAVoidNumber() {
        LogRange range = new LogRange(log.mark(2), log.mark(9), List.of(log.at(4), log.at(9)));

        assertThat(range.markAt(2)).isEqualTo(log.mark(2));
        assertThat(range.markAt(3)).isEqualTo(log.mark(2).at(3));
        assertThat(range.markAt(4)).isEqualTo(log.mark(4));
        assertThat(range.markAt(9)).isEqualTo(log.mark(9));
    }

    @Test
    void after_isTheRestOfTheRange() {
        assertThat(log.range(2, 9).after(log.mark(5))).isEqualTo(log.range(5, 9));
        assertThat(log.range(2, 9).after(log.mark(2))).isEqualTo(log.range(2, 9));
    }

    @Test
    void pages_areTheWholeRange_andEachFitsIntoAMessage() {
        Logs large = new Logs("large");
        for (int i = 0; i < 100; i++) {
            large.say("😀".repeat(500));
        }

        List<LogRange> pages = large.range(3, 100).pages();

        assertThat(pages).hasSizeGreaterThan(2).allMatch(page -> page.bytes() <= LogRange.PAGE_BYTES);
        assertThat(pages.get(0).after()).isEqualTo(large.mark(3));
        assertThat(pages.get(pages.size() - 1).through()).isEqualTo(large.end());
        for (int i = 1; i < pages.size(); i++) {
            assertThat(pages.get(i).after()).isEqualTo(pages.get(i - 1).through());
        }
        assertThat(pages.stream().flatMap(page -> page.entries().stream()))
                .containsExactlyElementsOf(large.range(3, 100).entries());
    }

    @Test
    void entryThatIsLargerThanAPage_isAPageOfItsOwn() {
        Logs large = new Logs("large");
        large.say("a");
        large.say("b".repeat(LogRange.PAGE_BYTES));
        large.say("c");

        assertThat(large.range(0, 3).pages()).containsExactly(large.range(0, 1), large.range(1, 2), large.range(2, 3));
    }

    @Test
    void voidEnd_isPartOfTheLastPage() {
        LogRange range = log.range(2, 9).only(entry -> entry.position() < 4);

        assertThat(range.pages()).containsExactly(new LogRange(log.mark(2), log.mark(9), List.of(log.at(3))));
    }

    @Test
    void entries_areInOrderAndInTheRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogRange(log.mark(2), log.mark(9), List.of(log.at(4), log.at(3))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogRange(log.mark(2), log.mark(3), List.of(log.at(4))));
        assertThatIllegalArgumentException().isThrownBy(() -> new LogRange(log.mark(3), log.mark(2), List.of()));
    }
}
