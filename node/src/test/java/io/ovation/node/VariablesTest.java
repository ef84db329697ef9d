package io.ovation.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.common.protocol.Role;
import io.ovation.node.environment.Configuration;
import io.ovation.node.environment.Environment;
import io.ovation.node.environment.Variable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every variable with values that are right and values that are wrong. */
class VariablesTest {

    private static final Set<Role> ALL = EnumSet.allOf(Role.class);

    /**
     * @param key what it sets; empty if it is no setting
     * @param right values
     * @param wrong values
     */
    private record Values(String key, List<String> right, List<String> wrong) {}

    /** All of them, or none. */
    private static final List<String> REMOTING_TLS =
            List.of("OVATION_REMOTING_CERTIFICATE", "OVATION_REMOTING_KEY", "OVATION_REMOTING_CA");

    /** Both, or none. */
    private static final List<String> EDGE_TLS = List.of("OVATION_TLS_CERTIFICATE", "OVATION_TLS_KEY");

    private static final List<String> PORTS = List.of("0", "1", "9000", "65535");
    private static final List<String> NO_PORTS = List.of(
            "abc", "70000", "65536", "-1", "80.5", "0x50", "8080 ", "99999999999999999999", "+80", "tcp://10.0.0.1:80");

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static final Set<String> SECRETS = Set.of("OVATION_JWT_SECRET", "OVATION_MANAGEMENT_TOKEN");

    /** LauncherScriptTest has those of OVATION_HEAP and OVATION_JAVA_OPTS: they are wrong before there is a JVM. */
    private static final Map<String, Values> TABLE = table();

    private static Map<String, Values> table() {
        Map<String, Values> table = new HashMap<>();
        List<String> hosts =
                List.of("127.0.0.1", "localhost", "node-1.example", "node-1.", "::1", "[::1]", "fd00::2", "10.0.0.5");
        List<String> noHosts = List.of(
                "local host",
                "localhost:80",
                "http://localhost",
                "256.0.0.1",
                "1.2.3.4.5",
                "a_b",
                "-a",
                "::g",
                "[::1",
                "user@host",
                "a..b");
        table.put("OVATION_HOST", new Values("ovation.host", hosts, plus(noHosts, "0.0.0.0", "::", "[::]")));
        table.put("OVATION_BIND_HOST", new Values("ovation.bind-host", plus(hosts, "0.0.0.0", "::"), noHosts));
        table.put("OVATION_VIEWER_PORT", new Values("ovation.frontend.edge.port", PORTS, NO_PORTS));
        table.put("OVATION_PUBLISH_PORT", new Values("ovation.likes.port", PORTS, NO_PORTS));
        table.put("OVATION_MANAGEMENT_PORT", new Values("akka.management.http.port", PORTS, NO_PORTS));
        table.put("OVATION_REMOTING_PORT", new Values("akka.remote.artery.canonical.port", PORTS, NO_PORTS));
        table.put(
                "OVATION_TRUSTED_PROXIES",
                new Values(
                        "ovation.edge.trusted-proxies",
                        List.of("10.0.0.0/8", "10.0.0.1,fd00::/8", " 10.0.0.1 , ::1 "),
                        List.of("proxy", "10.0.0.0/33", "10.0.0.0/8;::1")));
        table.put(
                "OVATION_PROXY_PROTOCOL",
                new Values("ovation.edge.proxy-protocol", List.of("on", "off"), List.of("yes", "v2", "ON")));
        table.put(
                "OVATION_INSIGHT_COMMENTS",
                new Values("ovation.insight.comments", List.of("on", "off"), List.of("true", "texts", "ON")));
        List<String> files = List.of("pom.xml");
        List<String> noFiles = List.of(" ", ".", "nothing.pem", "/nowhere/node.pem");
        table.put("OVATION_REMOTING_CERTIFICATE", new Values("ovation.node.remoting-tls.certificate", files, noFiles));
        table.put("OVATION_REMOTING_KEY", new Values("ovation.node.remoting-tls.key", files, noFiles));
        table.put("OVATION_REMOTING_CA", new Values("ovation.node.remoting-tls.authority", files, noFiles));
        table.put("OVATION_TLS_CERTIFICATE", new Values("ovation.edge.tls.certificate", files, noFiles));
        table.put("OVATION_TLS_KEY", new Values("ovation.edge.tls.key", files, noFiles));
        table.put(
                "OVATION_SEED_NODES",
                new Values(
                        "ovation.node.seed-nodes",
                        List.of("a:25520", "a:1,b:2", " a:1 , [::1]:2,", "10.0.0.1:25520"),
                        List.of("a", "a:port", "a:1;b:2", "a:0", "a:70000", "::1:25520", "akka://ovation@a:1")));
        table.put(
                "OVATION_JOIN",
                new Values(
                        "ovation.node.join",
                        List.of("seed-nodes", "bootstrap"),
                        List.of("multicast", "Bootstrap", "maybe")));
        table.put(
                "OVATION_STORE",
                new Values(
                        "ovation.likes.store.url",
                        List.of(
                                "jdbc:postgresql://db:5432/ovation?user=u&password=p",
                                "jdbc:h2:file:/data/likes",
                                "jdbc:h2:mem:a"),
                        List.of(
                                "postgresql://db/ovation",
                                "jdbc:mysql://db/ovation",
                                "jdbc:postgresql://u:hunter2@db/ovation",
                                "jdbc:postgresql://db:port/ovation?password=hunter2",
                                "jdbc:h2:tcp://db/likes",
                                "jdbc:h2:likes;PASSWORD=hunter2",
                                "db")));
        table.put("OVATION_STORE_USER", new Values("ovation.likes.store.user", List.of("ovation", "o v"), List.of()));
        table.put(
                "OVATION_STORE_PASSWORD",
                new Values("ovation.likes.store.password", List.of("hunter2", " "), List.of()));
        table.put(
                "OVATION_KV",
                new Values(
                        "ovation.kv",
                        List.of("ddata", "redis://redis", "rediss://:p@redis:6380/3", "redis://[::1]:6379"),
                        List.of(
                                "DDATA",
                                "redis",
                                "redis://",
                                "redis://:hunter2@redis:70000",
                                "http://redis",
                                "redis://a b")));
        table.put(
                "OVATION_DATA_DIR",
                new Values("ovation.data-dir", List.of("data", "/var/lib/ovation", "."), List.of(" ")));
        table.put(
                "OVATION_DATA_CENTRE",
                new Values(
                        "ovation.data-centre",
                        List.of("west", "eu-west_1.a"),
                        List.of("eu west", "eu/west", "ö", "x".repeat(65))));
        table.put(
                "OVATION_ALLOWED_ORIGINS",
                new Values(
                        "ovation.allowed-origins",
                        List.of("*", "https://live.example.com", "http://a:8080, https://b"),
                        List.of("live.example.com", "https://live.example.com/", "*, https://a", "null", ",")));
        table.put(
                "OVATION_ALLOWED_HOSTS",
                new Values(
                        "ovation.allowed-hosts",
                        List.of("live.example.com", "Live, node-1", "*"),
                        List.of("live.example.com:8080", "https://live", "a b", ",", "[::1]")));
        table.put(
                "OVATION_PUBLISH_URL",
                new Values(
                        "ovation.frontend.edge.publish-url",
                        List.of(
                                "https://publish.example.com",
                                "http://127.0.0.1:8081",
                                "http://[::1]:8081",
                                "https://a/b/"),
                        List.of(
                                "publish.example.com",
                                "ftp://a",
                                "https://",
                                "https://a:port",
                                "https://u:hunter2@a",
                                "https://a?b",
                                "https://a b")));
        table.put(
                "OVATION_DRAIN",
                new Values(
                        "ovation.frontend.drain.duration",
                        List.of("25 s", "500ms", "1 minute", "1.5 s", "24 h"),
                        List.of("10 parsecs", "soon", "25", "-1 s", "0 s", "25 hours", "99999999999999999 d")));
        table.put(
                "OVATION_LOG_LEVEL", new Values("", List.of("INFO", "debug", "OFF"), List.of("lots", "VERBOSE", "1")));
        table.put("OVATION_CONTACT_POINTS", new Values("", List.of("1", "3"), List.of("0", "-1", "three", "2.5")));
        table.put("OVATION_SERVICE_NAME", new Values("", List.of("ovation"), List.of(" ")));
        table.put(
                "OVATION_ACCESS",
                new Values("ovation.access.mode", List.of("open", "closed"), List.of("OPEN", "ajar", "true")));
        table.put(
                "OVATION_JWT_SECRET",
                new Values(
                        "ovation.access.jwt.secret",
                        List.of(SECRET, SECRET + ",x" + SECRET),
                        List.of("hunter2", SECRET + ",hunter2", ",", " ")));
        table.put(
                "OVATION_MANAGEMENT_TOKEN",
                new Values(
                        "ovation.node.management-token",
                        List.of(SECRET, SECRET + "-._~+/="),
                        List.of("hunter2", SECRET + ",hunter2", SECRET + " x", " ")));
        table.put("OVATION_MANAGEMENT_TOKEN_FILE", new Values("", List.of(secretFile()), List.of("/nowhere", "/")));
        table.put(
                "OVATION_JWT_JWKS",
                new Values("ovation.access.jwt.jwks", List.of("/etc/jwks.json", "https://issuer/jwks"), List.of(" ")));
        table.put(
                "OVATION_JWT_ISSUER",
                new Values("ovation.access.jwt.issuer", List.of("https://issuer/"), List.of(" ")));
        table.put("OVATION_JWT_AUDIENCE", new Values("ovation.access.jwt.audience", List.of("ovation"), List.of(" ")));
        table.put("OVATION_JWT_SECRET_FILE", new Values("", List.of(secretFile()), List.of("/nowhere", "/", " ")));
        table.put("OVATION_STORE_PASSWORD_FILE", new Values("", List.of(secretFile()), List.of("/nowhere", "/")));
        table.put("OVATION_HEAP", new Values("", List.of("512m"), List.of()));
        table.put("OVATION_JAVA_OPTS", new Values("", List.of("-Xlog"), List.of()));
        return table;
    }

    private static String secretFile() {
        try {
            Path file = Files.createTempFile("secret", ".txt");
            file.toFile().deleteOnExit();
            return Files.writeString(file, SECRET + "\n").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> plus(List<String> some, String... others) {
        return Stream.concat(some.stream(), Arrays.stream(others)).toList();
    }

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final PrintStream original = System.err;

    @BeforeEach
    void capture() {
        System.setErr(new PrintStream(errors, true, UTF_8));
    }

    @AfterEach
    void release() {
        System.setErr(original);
    }

    @Test
    void table_hasEveryVariable() {
        assertThat(Variable.values()).extracting(Variable::name).containsExactlyInAnyOrderElementsOf(TABLE.keySet());
    }

    static Stream<Arguments> rightValues() {
        return TABLE.entrySet().stream()
                .flatMap(entry -> entry.getValue().right().stream().map(value -> Arguments.of(entry.getKey(), value)));
    }

    static Stream<Arguments> wrongValues() {
        return TABLE.entrySet().stream()
                .flatMap(entry -> entry.getValue().wrong().stream().map(value -> Arguments.of(entry.getKey(), value)));
    }

    /** By the variable's own check, and by the settings that it goes into. */
    @ParameterizedTest
    @MethodSource("rightValues")
    void rightValue_isSetAndAccepted(String variable, String value) {
        Map<String, String> variables = new HashMap<>(Map.of(variable, value));
        if (variable.startsWith("OVATION_STORE_PASSWORD")) {
            variables.put("OVATION_STORE_USER", "ovation");
        }
        if (REMOTING_TLS.contains(variable)) {
            REMOTING_TLS.forEach(file -> variables.put(file, value));
        }
        if (variable.equals("OVATION_PROXY_PROTOCOL")) {
            variables.put("OVATION_TRUSTED_PROXIES", "10.0.0.1");
        }
        if (EDGE_TLS.contains(variable)) {
            EDGE_TLS.forEach(file -> variables.put(file, value));
        }
        if (variable.equals("OVATION_ACCESS")) {
            variables.put("OVATION_JWT_SECRET", SECRET);
        }
        Environment environment = Environment.of(variables);
        environment.check();
        Config config = Configuration.load(environment, ConfigFactory.empty());
        Optional.of(TABLE.get(variable).key())
                .filter(key -> !key.isEmpty())
                .ifPresent(key -> assertThat(config.getString(key)).isEqualTo(value));
        NodeSettings.from(ALL, config).applyTo(config);
        RoleSettings.from(ALL, config);
    }

    @ParameterizedTest
    @MethodSource("wrongValues")
    void wrongValue_endsTheStartInOneLineThatNamesIt(String variable, String value) {
        int exitCode = Launcher.run(
                Environment.of(Map.of(variable, value)),
                environment -> {
                    throw new AssertionError("the node would start");
                },
                node -> {});

        assertThat(exitCode).isEqualTo(2);
        assertThat(errors.toString(UTF_8))
                .startsWith("Ovation cannot start: " + variable + " must be ")
                .doesNotContain("hunter2")
                .matches(".*, not .*\n");
        if (!value.matches("(?i).*(@|pass).*") && !SECRETS.contains(variable)) {
            assertThat(errors.toString(UTF_8)).endsWith(", not '" + value + "'\n");
        }
    }

    /** In reference.conf, too: what reads it without Ovation's own loader sees the same. */
    @Test
    void variable_isReadInTheFileThatExplainsItsSetting() {
        Config unresolved = ConfigFactory.parseResources("application.conf")
                .withFallback(ConfigFactory.defaultReferenceUnresolved());
        TABLE.forEach((variable, values) -> {
            if (!values.key().isEmpty()) {
                Config resolved = unresolved
                        .withFallback(ConfigFactory.parseMap(Map.of(variable, "sentinel")))
                        .resolve();
                assertThat(resolved.getString(values.key())).as(variable).isEqualTo("sentinel");
            }
        });
    }
}
