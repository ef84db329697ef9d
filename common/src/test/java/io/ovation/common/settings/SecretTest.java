package io.ovation.common.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecretTest {

    private record Settings(List<Secret> secrets) {}

    @Test
    void secret_isNotPrinted() {
        assertThat(new Settings(List.of(new Secret("hush")))).hasToString("Settings[secrets=[***]]");
        assertThat(new Secret("hush").reveal()).isEqualTo("hush");
    }
}
