package io.ovation.common.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {

    private static final List<String> KNOWN = List.of("frontend", "dispatcher", "likes-backend", "KV");

    @ParameterizedTest
    @CsvSource({
        "frontent, frontend",
        "fornt-end, frontend",
        "FRONTEND, frontend",
        "dispacther, dispatcher",
        "dispatchers, dispatcher",
        "likesbackend, likes-backend",
        "likes_backends, likes-backend",
        "KB, KV"
    })
    void misspeltName_isTakenForTheNearest(String name, String meant) {
        assertThat(Nearest.of(name, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "backend", "proxy", "KBS", "front"})
    void nameThatIsFarFromAll_isTakenForNone(String name) {
        assertThat(Nearest.of(name, KNOWN)).isEmpty();
    }

    @Test
    void nothing_isNearIfNothingIsKnown() {
        assertThat(Nearest.of("frontend", List.of())).isEmpty();
    }
}
