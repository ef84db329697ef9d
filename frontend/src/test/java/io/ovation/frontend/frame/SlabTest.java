package io.ovation.frontend.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlabTest {

    private final Slab slab = new Slab();

    @ParameterizedTest
    @ValueSource(ints = {1, 100, Slab.MAX_CUT_BYTES, Slab.MAX_CUT_BYTES + 1, 1_000_000})
    void cut_isOfTheLengthAskedFor(int length) {
        ByteBuffer piece = slab.cut(length);

        assertThat(piece.isDirect()).isTrue();
        assertThat(piece.remaining()).isEqualTo(length);
        assertThat(piece.capacity()).isEqualTo(length);
    }

    @Test
    void cuts_doNotOverlap() {
        List<ByteBuffer> pieces = new ArrayList<>();
        for (int number = 0; number < 100; number++) {
            ByteBuffer piece = slab.cut(4_000);
            for (int at = 0; at < piece.capacity(); at++) {
                piece.put(at, (byte) number);
            }
            pieces.add(piece);
        }

        for (int number = 0; number < pieces.size(); number++) {
            byte[] bytes = new byte[4_000];
            pieces.get(number).get(0, bytes);
            assertThat(bytes).containsOnly(number);
        }
    }
}
