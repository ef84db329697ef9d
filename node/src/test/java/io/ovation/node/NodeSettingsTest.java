package io.ovation.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.protocol.Role;
import io.ovation.insights.exchange.InsightSettings;
import io.ovation.node.listening.ListeningSettings;
import io.ovation.node.membership.Joining;
import io.ovation.node.membership.ProcessWatchSettings;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeSettingsTest {

    private static final Set<Role> ALL = EnumSet.allOf(Role.class);
    private static final Duration FORMS_AFTER = Duration.ofSeconds(20);
    private static final ListeningSettings LISTENING = ListeningSettings.from(ALL, ConfigFactory.load());
    private static final ProcessWatchSettings WATCH =
            new ProcessWatchSettings(Duration.ofSeconds(1), Duration.ofMillis(250), Duration.ofSeconds(1), 3);
    private static final InsightSettings INSIGHT = InsightSettings.from(ConfigFactory.load());

    @Test
    void builtInSettings_areValidAndNameNoSeed() {
        NodeSettings settings = NodeSettings.from(ALL, ConfigFactory.load());

        assertThat(settings.roles()).isEqualTo(ALL);
        assertThat(settings.seedNodes()).isEmpty();
    }

    @Test
    void seedNodes_areSplitAndTrimmed() {
        assertThat(seeds(" 10.0.0.1:25520 , node-2.example:25521,"))
                .containsExactly("10.0.0.1:25520", "node-2.example:25521");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:",
                ":25520",
                "akka://ovation@localhost:25520",
                "localhost:port",
                "a b:1",
                "localhost:0",
                "localhost:70000",
                "::1:25520",
                "[::1]",
                "[localhost]:25520",
                "10.0.0.256:25520"
            })
    void seedNode_thatIsNoHostAndPort_isRefusedByItsKey(String seed) {
        assertThatThrownBy(() -> seeds(seed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ovation.node.seed-nodes must be host:port, separated by commas, not ");
    }

    @Test
    void seedNodes_withIpv6Addresses_areInOneSpelling() {
        assertThat(seeds("[::1]:25520,[FD00:0:0::2]:25521")).containsExactly("[::1]:25520", "[fd00::2]:25521");
    }

    @Test
    void seedNode_thatIsThereTwice_isRefused() {
        assertThatThrownBy(() -> seeds("node-1:25520,node-2:25520,node-1:25520"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ovation.node.seed-nodes must name each node once, not ");
        assertThatThrownBy(() -> seeds("[::1]:25520,[0:0::1]:25520")).hasMessageContaining("must name each node once");
    }

    @Test
    void ipv6Host_isToldToAkkaAsItStandsBeforeAPort() {
        Config config = ConfigFactory.parseMap(Map.of("ovation.host", "::1", "ovation.node.seed-nodes", "[::1]:25520"))
                .withFallback(ConfigFactory.parseString("akka.remote.artery.canonical.hostname = \"::1\""))
                .withFallback(ConfigFactory.load());

        Config applied = NodeSettings.from(ALL, config).applyTo(config);

        assertThat(applied.getString("akka.remote.artery.canonical.hostname")).isEqualTo("[::1]");
        assertThat(applied.getDuration("akka.cluster.seed-node-timeout"))
                .as("as the first seed")
                .isEqualTo(FORMS_AFTER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eu west", "eu/west"})
    void dataCentre_thatCannotBeAName_isRefusedByItsKey(String name) {
        assertThatThrownBy(() -> new NodeSettings(
                        ALL,
                        LISTENING,
                        name,
                        Joining.SEED_NODES,
                        List.of(),
                        FORMS_AFTER,
                        Optional.empty(),
                        WATCH,
                        INSIGHT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ovation.data-centre must be ")
                .hasMessageEndingWith("not '" + name + "'");
    }

    @Test
    void node_withoutARole_isRefused() {
        assertThatThrownBy(() -> new NodeSettings(
                        Set.of(),
                        LISTENING,
                        "west",
                        Joining.SEED_NODES,
                        List.of(),
                        FORMS_AFTER,
                        Optional.empty(),
                        WATCH,
                        INSIGHT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a node needs at least one role");
    }

    @Test
    void firstSeed_looksForItsClusterLongerThanOthersWaitBetweenTwoAttempts() {
        assertThat(seedNodeTimeout("node-1:25520,node-2:25520")).isEqualTo(FORMS_AFTER);
        assertThat(seedNodeTimeout("node-2:25520,node-1:25520")).isLessThan(FORMS_AFTER);
        assertThat(seedNodeTimeout("")).isLessThan(FORMS_AFTER);
    }

    /** Of node-1. */
    private static Duration seedNodeTimeout(String seeds) {
        Config config = ConfigFactory.parseMap(Map.of(
                        "ovation.node.seed-nodes",
                        seeds,
                        "akka.remote.artery.canonical.hostname",
                        "node-1",
                        "akka.remote.artery.canonical.port",
                        25520))
                .withFallback(ConfigFactory.load());
        return NodeSettings.from(ALL, config).applyTo(config).getDuration("akka.cluster.seed-node-timeout");
    }

    @Test
    void akka_isToldTheRolesAndTheDataCentre() {
        Config applied = new NodeSettings(
                        Set.of(Role.FRONTEND, Role.LIKES_BACKEND),
                        LISTENING,
                        "west",
                        Joining.SEED_NODES,
                        List.of(),
                        FORMS_AFTER,
                        Optional.empty(),
                        WATCH,
                        INSIGHT)
                .applyTo(ConfigFactory.parseString("akka.cluster.roles = [other], ovation.host = kept")
                        .withFallback(ConfigFactory.load()));

        assertThat(applied.getStringList("akka.cluster.roles")).containsExactly("frontend", "likes-backend");
        assertThat(applied.getString("akka.cluster.multi-data-center.self-data-center"))
                .isEqualTo("west");
        assertThat(applied.getString("ovation.host")).isEqualTo("kept");
        assertThat(applied.getDuration("akka.coordinated-shutdown.phases.service-requests-done.timeout"))
                .isGreaterThan(applied.getDuration("ovation.frontend.drain.duration"));
    }

    @Test
    void nodeThatBootstraps_answersOthersThatDo() {
        String route = "akka.management.http.routes.cluster-bootstrap";
        Config builtIn = ConfigFactory.load();

        assertThat(builtIn.getString(route)).isEmpty();
        assertThat(new NodeSettings(
                                ALL,
                                LISTENING,
                                "west",
                                Joining.BOOTSTRAP,
                                List.of(),
                                FORMS_AFTER,
                                Optional.empty(),
                                WATCH,
                                INSIGHT)
                        .applyTo(builtIn)
                        .getString(route))
                .isEqualTo("akka.management.cluster.bootstrap.ClusterBootstrap$");
    }

    @Test
    void wayToJoin_thatThereIsNot_isRefusedByItsKey() {
        Config config =
                ConfigFactory.parseMap(Map.of("ovation.node.join", "multicast")).withFallback(ConfigFactory.load());

        assertThatThrownBy(() -> NodeSettings.from(ALL, config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ovation.node.join must be one of seed-nodes, bootstrap, not 'multicast'");
    }

    @Test
    void seedNodes_ofANodeThatBootstraps_areRefused() {
        assertThatThrownBy(() -> new NodeSettings(
                        ALL,
                        LISTENING,
                        "west",
                        Joining.BOOTSTRAP,
                        List.of("10.0.0.1:25520"),
                        FORMS_AFTER,
                        Optional.empty(),
                        WATCH,
                        INSIGHT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ovation.node.seed-nodes");
    }

    @Test
    void managementPort_ofANodeThatBootstraps_isOneThatOthersCanKnow() {
        Config config = ConfigFactory.parseMap(Map.of("ovation.node.join", "bootstrap", "akka.management.http.port", 0))
                .withFallback(ConfigFactory.load());

        assertThatThrownBy(() -> NodeSettings.from(ALL, config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("akka.management.http.port must not be 0");
    }

    private static List<String> seeds(String value) {
        Config config =
                ConfigFactory.parseMap(Map.of("ovation.node.seed-nodes", value)).withFallback(ConfigFactory.load());
        return NodeSettings.from(ALL, config).seedNodes();
    }
}
