package io.ovation.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.ovation.common.event.Comment;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnstoredTest {

    private final Unstored unstored = new Unstored();

    @Test
    void lacking_isTheLowestNumberThatIsNotStored() {
        unstored.add(1, comment("a"));
        unstored.add(2, comment("b"));
        assertThat(unstored.lacking()).hasValue(1);

        unstored.stored("a");
        assertThat(unstored.lacking()).hasValue(2);

        unstored.stored("b");
        assertThat(unstored.lacking()).isEmpty();
    }

    @Test
    void commentThatComesAgain_doesNotHideThoseBetween() {
        unstored.add(1, comment("a"));
        unstored.add(2, comment("b"));
        unstored.add(3, comment("a"));

        assertThat(unstored.lacking()).hasValue(2);
    }

    private static Comment comment(String id) {
        return new Comment(id, "ann", "hello", Instant.EPOCH, null);
    }
}
