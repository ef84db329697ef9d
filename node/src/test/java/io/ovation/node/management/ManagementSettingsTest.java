package io.ovation.node.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;

class ManagementSettingsTest {

    private static final String TOKEN = "ovation.node.management-token = 0123456789abcdef0123456789abcdef\n";

    @Test
    void probes_areAnsweredWithoutAToken() {
        ManagementSettings settings = from(TOKEN);

        assertThat(settings.token()).isPresent();
        assertThat(settings.openPaths()).containsExactlyInAnyOrder("/ready", "/alive");
        assertThat(settings.healthPaths()).containsExactlyInAnyOrder("/ready", "/alive");
    }

    @Test
    void nodesThatLookForEachOther_areAnsweredWithoutAToken_asLongAsTheyDo() {
        assertThat(from("ovation.node.join = bootstrap").openPaths())
                .containsExactlyInAnyOrder("/ready", "/alive", "/bootstrap/seed-nodes");
    }

    @Test
    void paths_areThoseThatAkkaManagementIsTold() {
        ManagementSettings settings = from("""
                akka.management.http.base-path = node
                akka.management.health-checks.readiness-path = "health/ready"
                ovation.node.join = bootstrap""");

        assertThat(settings.openPaths())
                .containsExactlyInAnyOrder("/node/health/ready", "/node/alive", "/node/bootstrap/seed-nodes");
    }

    @Test
    void pageOfTheConsole_needsNoToken() {
        assertThat(from(TOKEN).pagePaths()).contains("/console", "/console/console.js", "/console/console.css");
        assertThat(from("akka.management.http.base-path = node").pagePaths())
                .contains("/node/console")
                .allMatch(path -> path.startsWith("/node/console"));
    }

    @Test
    void portThatOthersReach_needsAToken() {
        assertThatThrownBy(() -> from("").requireTokenIf(true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ovation.node.management-token");
        assertThatCode(() -> from("").requireTokenIf(false)).doesNotThrowAnyException();
        assertThatCode(() -> from(TOKEN).requireTokenIf(true)).doesNotThrowAnyException();
    }

    @Test
    void token_isNotShown() {
        assertThat(from(TOKEN)).asString().doesNotContain("0123456789abcdef");
    }

    private static ManagementSettings from(String changes) {
        return ManagementSettings.from(ConfigFactory.parseString(changes).withFallback(ConfigFactory.load()));
    }
}
