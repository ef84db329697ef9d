package io.ovation.node.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConfigurationTest {

    private static final String KEY = "ovation.data-centre";
    private static final Environment ENVIRONMENT = Environment.of(Map.of("OVATION_DATA_CENTRE", "of-environment"));
    private static final Config FILE = ConfigFactory.parseString(KEY + " = of-file");

    @AfterEach
    void forget() {
        System.clearProperty(KEY);
        ConfigFactory.invalidateCaches();
    }

    @Test
    void valueOfTheEnvironment_winsOverThatOfAFileWhichWinsOverWhatIsBuiltIn() {
        assertThat(Configuration.load(ENVIRONMENT, FILE).getString(KEY)).isEqualTo("of-environment");
        assertThat(Configuration.load(Environment.empty(), FILE).getString(KEY)).isEqualTo("of-file");
        assertThat(Configuration.load(Environment.empty(), ConfigFactory.empty())
                        .getString(KEY))
                .isEqualTo("default");
    }

    @Test
    void systemProperty_winsOverTheEnvironment() {
        System.setProperty(KEY, "of-property");
        ConfigFactory.invalidateCaches();

        assertThat(Configuration.load(ENVIRONMENT, FILE).getString(KEY)).isEqualTo("of-property");
    }

    @Test
    void emptyVariables_areAsIfTheyWereNotSet() {
        Environment empty = Environment.of(
                Arrays.stream(Variable.values()).collect(Collectors.toMap(Variable::name, variable -> "")));
        Config file = ConfigFactory.parseString("akka.x = 1, akka.x = ${?OVATION_CONTACT_POINTS}");

        Config loaded = Configuration.load(empty, file);

        assertThat(loaded).isEqualTo(Configuration.load(Environment.empty(), file));
        assertThat(loaded.getString("ovation.data-dir")).isEqualTo("data");
        assertThat(loaded.getInt("akka.x")).isEqualTo(1);
    }

    @Test
    void file_mayReferToAnyVariable() {
        Environment environment = Environment.of(Map.of("OVATION_CONTACT_POINTS", "5", "REGION", "west", "akka", "x"));

        Config loaded = Configuration.load(
                environment,
                ConfigFactory.parseString("akka.points = ${?OVATION_CONTACT_POINTS}, ovation.data-centre = ${REGION}"));

        assertThat(loaded.getInt("akka.points")).isEqualTo(5);
        assertThat(loaded.getString(KEY)).isEqualTo("west");
        assertThat(loaded.hasPath("REGION")).as("variables are no settings").isFalse();
    }

    @Test
    void setting_thatAVariableAlsoGives_isWhatItsReferencesSee() {
        Config loaded = Configuration.load(
                Environment.of(Map.of("OVATION_HOST", "10.0.0.1")),
                ConfigFactory.parseString("ovation.host = 10.0.0.2"));

        assertThat(loaded.getString("ovation.bind-host")).isEqualTo("10.0.0.1");
        assertThat(loaded.getString("akka.remote.artery.canonical.hostname")).isEqualTo("10.0.0.1");
    }

    @Test
    void portOfPublishers_isAlsoWhereThePagePublishesUnlessAFileSaysOtherwise() {
        Environment environment = Environment.of(Map.of("OVATION_PUBLISH_PORT", "9001"));
        String page = "ovation.frontend.edge.publish-port";

        assertThat(Configuration.load(environment, ConfigFactory.empty()).getInt(page))
                .isEqualTo(9001);
        assertThat(Configuration.load(environment, ConfigFactory.parseString(page + " = 443"))
                        .getInt(page))
                .isEqualTo(443);
    }

    @Test
    void keyThatIsMisspelt_isToldWithTheNearest() {
        Config config = Configuration.load(Environment.empty(), ConfigFactory.parseString("""
                        ovation {
                          frontend.edge.prot = 1
                          fronted.edge.port = 2
                          likes.store.pasword = secret
                          data-center = west
                          something.of.ours = 1
                          likes.commit-dispatcher.shutdown-timeout = 1 s
                        }
                        """));

        assertThat(Configuration.misspelt(config))
                .containsExactly(
                        "nothing reads ovation.data-center; did you mean ovation.data-centre?",
                        "nothing reads ovation.fronted.edge.port; did you mean ovation.frontend?",
                        "nothing reads ovation.frontend.edge.prot; did you mean ovation.frontend.edge.port?",
                        "nothing reads ovation.likes.store.pasword; did you mean ovation.likes.store.password?");
        assertThat(Configuration.misspelt(Configuration.load(ENVIRONMENT, FILE)))
                .isEmpty();
    }
}
