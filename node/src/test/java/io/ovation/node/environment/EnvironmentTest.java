package io.ovation.node.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

    @Test
    void severalWrongValues_areToldInOneLine() {
        Environment environment = Environment.of(Map.of("OVATION_VIEWER_PORT", "abc", "OVATION_DRAIN", "25"));

        assertThatThrownBy(environment::check)
                .hasMessage("OVATION_VIEWER_PORT must be a port, from 0 to 65535, not 'abc';"
                        + " OVATION_DRAIN must be a time with its unit, such as 25 s, up to a day, not '25'");
        assertThatThrownBy(() -> environment.check(Set.of(Variable.OVATION_DRAIN)))
                .hasMessageNotContaining("OVATION_VIEWER_PORT");
    }

    @Test
    void valueThatMayHaveAPassword_isNotTold() {
        for (String value : new String[] {"redis://:hunter2@host:port", "password=hunter2", "PASS:hunter2"}) {
            assertThatThrownBy(Environment.of(Map.of("OVATION_VIEWER_PORT", value))::check)
                    .hasMessageStartingWith("OVATION_VIEWER_PORT must be ")
                    .hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void secret_isReadFromTheFileThatIsNamed(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("password"), " hunter2\n");
        Environment environment = Environment.of(Map.of("OVATION_STORE_PASSWORD_FILE", file.toString()));

        environment.check();

        assertThat(environment.resolve(Variable.OVATION_STORE_PASSWORD)).contains("hunter2");
        assertThat(environment.settings().getString("ovation.likes.store.password"))
                .isEqualTo("hunter2");
    }

    @Test
    void secret_thatIsGivenTwice_isRefusedAndNotTold(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "hunter2");
        assertThatThrownBy(
                        Environment.of(Map.of(
                                "OVATION_STORE_PASSWORD", "hunter2", "OVATION_STORE_PASSWORD_FILE", file.toString()))
                                ::check)
                .hasMessage(
                        "OVATION_STORE_PASSWORD and OVATION_STORE_PASSWORD_FILE are both set: one of them is enough");
    }

    @Test
    void secretThatIsTooShort_isNotTold() {
        assertThatThrownBy(Environment.of(Map.of("OVATION_JWT_SECRET", "hunter2"))::check)
                .hasMessageStartingWith("OVATION_JWT_SECRET must be 32 bytes or more")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void valueThatIsLongOrHasSeveralLines_isToldInOneShortLine() {
        assertThatThrownBy(Environment.of(Map.of("OVATION_JOIN", "\n\tx".repeat(1000)))::check)
                .satisfies(refused ->
                        assertThat(refused.getMessage()).hasSizeLessThan(200).doesNotContain("\n", "\t"));
    }

    @ParameterizedTest
    @CsvSource({
        "OVATION_VIEWR_PORT, OVATION_VIEWER_PORT",
        "OVATION_VIEWERS_PORT, OVATION_VIEWER_PORT",
        "OVATION_PUBLISHER_PORT, OVATION_PUBLISH_PORT",
        "OVATION_MANAGMENT_PORT, OVATION_MANAGEMENT_PORT",
        "OVATION_DATA_CENTER, OVATION_DATA_CENTRE",
        "OVATION_DATACENTRE, OVATION_DATA_CENTRE",
        "OVATION_SEEDNODES, OVATION_SEED_NODES",
        "OVATION_BINDHOST, OVATION_BIND_HOST",
        "OVATION_JAVA_OPTIONS, OVATION_JAVA_OPTS",
        "OVATION_LOGLEVEL, OVATION_LOG_LEVEL",
        "ovation_kv, OVATION_KV",
        "Ovation_Host, OVATION_HOST"
    })
    void variableThatIsMisspelt_isToldWithTheNearest(String name, String meant) {
        assertThat(Environment.of(Map.of(name, "x")).misspelt())
                .containsExactly("nothing reads " + name + "; did you mean " + meant + '?');
    }

    /** The last ones are Kubernetes' own, for a service that is called ovation. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "OVATION_KV",
                "OVATION_MY_REGION",
                "OVATION_",
                "HOME",
                "VIEWER_PORT",
                "OVATION_PORT",
                "OVATION_SERVICE_HOST",
                "OVATION_SERVICE_PORT",
                "OVATION_PORT_8080_TCP_ADDR"
            })
    void variableThatIsKnownOrOfSomebodyElse_isNotTold(String name) {
        assertThat(Environment.of(Map.of(name, "x")).misspelt()).isEmpty();
    }

    @Test
    void key_isToldWithItsVariable() {
        assertThat(Variable.addTo("ovation.node.join is bootstrap: leave ovation.node.seed-nodes empty"))
                .isEqualTo("ovation.node.join (OVATION_JOIN) is bootstrap: leave ovation.node.seed-nodes"
                        + " (OVATION_SEED_NODES) empty");
        assertThat(Variable.addTo("see ovation.data-dir.")).isEqualTo("see ovation.data-dir (OVATION_DATA_DIR).");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ovation.likes.port (OVATION_PUBLISH_PORT) 8081",
                "ovation.hosts",
                "ovation.host.name",
                "ovation.host-name",
                "my.ovation.host"
            })
    void otherKey_isLeftAlone(String message) {
        assertThat(Variable.addTo(message)).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource({"'', INFO", "debug, debug", "WARN, WARN", "lots, INFO"})
    void logLevel_isInfoUnlessThereIsOne(String value, String level) {
        assertThat(LogLevel.of(Environment.of(Map.of("OVATION_LOG_LEVEL", value))))
                .isEqualTo(level);
        assertThat(LogLevel.of(Environment.empty())).isEqualTo("INFO");
    }
}
