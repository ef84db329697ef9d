package io.ovation.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands, as far as they come without a node. */
class MainTest {

    private static final int FAILED = 1;
    private static final int MISUSED = 2;

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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frontend,backend | unknown role 'backend'; there are frontend, dispatcher, likes-backend",
                "'' | unknown role ''; there are frontend, dispatcher, likes-backend",
                "frontent | unknown role 'frontent' (did you mean frontend?); there are frontend, dispatcher, likes-backend",
                "Frontend | unknown role 'Frontend' (did you mean frontend?); there are frontend, dispatcher, likes-backend",
                "likes_backend | unknown role 'likes_backend' (did you mean likes-backend?);"
                        + " there are frontend, dispatcher, likes-backend",
                "frontend, frontend | --roles must name each role once, and has frontend twice"
            })
    void rolesThatAreNone_endTheStartWithALineThatSaysWhatThereIs(String roles, String reason) {
        assertThat(run("node", "--roles", roles)).isEqualTo(MISUSED);
        assertThat(errors()).isEqualTo("Ovation cannot start: " + reason + '\n');
    }

    /** In a line for what is wrong, and one for where to read on. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dance | Unmatched argument at index 0: 'dance' | ovation",
                "node | Missing required option: '--roles=<roles>' | ovation node",
                "node --roles | Missing required parameter for option '--roles' (<roles>) | ovation node",
                "node --roles frontend --config | Missing required parameter for option '--config' (FILE) | ovation node",
                "node --roles frontend --port abc | Unknown options: '--port', 'abc' | ovation node",
                "node --roles frontend spare | Unmatched argument at index 3: 'spare' | ovation node",
                "demo --audience many | Invalid value for option '--audience': 'many' is not an int | ovation demo",
                "demo --audience | Missing required parameter for option '--audience' (N) | ovation demo",
                "demo --config a --config b | option '--config' (FILE) should be specified only once | ovation demo",
                "cluster | Missing required subcommand | ovation cluster",
                "cluster begin | Unmatched argument at index 1: 'begin' | ovation cluster",
                "cluster start --base-port abc | Invalid value for option '--base-port': 'abc' is not an int"
                        + " | ovation cluster start",
                "cluster start --frontends 1.5 | Invalid value for option '--frontends': '1.5' is not an int"
                        + " | ovation cluster start",
                "cluster stop --within soon | Invalid value for option '--within': 'soon' is not an int"
                        + " | ovation cluster stop",
                "loadtest room --viewers many | Invalid value for option '--viewers': 'many' is not an int"
                        + " | ovation loadtest room"
            })
    void commandLineThatIsWrong_isMisuse(String arguments, String reason, String command) {
        assertThat(run(arguments.split(" "))).isEqualTo(MISUSED);
        assertThat(errors())
                .startsWith("ovation: " + reason)
                .endsWith("Try './" + command + " --help' for what there is.\n");
        assertThat(errors().lines().count()).isLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "node --roles frontend --confg x, --config",
        "cluster start --data-centers 2, --data-centres",
        "clutser, cluster"
    })
    void optionThatIsMisspelt_isToldWithTheOneThatWasMeant(String arguments, String meant) {
        assertThat(run(arguments.split(" "))).isEqualTo(MISUSED);
        assertThat(errors().lines().toList().subList(1, 2))
                .singleElement()
                .asString()
                .contains(meant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--data-centres 0 | --data-centres must be from 1 to 50, not 0",
                "--frontends 0 | --frontends must be from 1 to 50, not 0",
                "--dispatchers -1 | --dispatchers must be from 1 to 50, not -1",
                "--backends 51 | --backends must be from 1 to 50, not 51",
                "--backends 2 | --backends 2 needs a PostgreSQL that they share",
                "--frontends 40 --dispatchers 20 | a cluster on one machine may have 50 nodes, and this would be 61",
                "--base-port 70000 | --base-port must be from 1 to 65285, not 70000",
                "--base-port -1 | --base-port must be from 1 to 65285, not -1",
                "--within 0 | --within must be from 1 to 2147483647, not 0",
                "--kv redis | --kv must be ddata or redis://[[user]:password@]host",
                "--kv redis://:hunter2@host:port | --kv must be ddata or redis://[[user]:password@]host",
                "--store postgresql://u:hunter2@db/o | --store must be jdbc:postgresql://host[:port]/database, or",
                "--store jdbc:postgresql://db:{n}x/o | --store must be jdbc:postgresql://host[:port]/database, or",
                "--config /nowhere/o.conf | --config: there is no readable file /nowhere/o.conf",
                "--config / | --config: there is no readable file /",
                "--directory= | --directory must not be empty"
            })
    void clusterThatCannotBe_isRefusedInOneLine(String options, String reason, @TempDir Path directory) {
        List<String> arguments = new ArrayList<>(List.of("cluster", "start"));
        if (!options.startsWith("--directory")) {
            arguments.addAll(List.of("--directory", directory.toString()));
        }
        arguments.addAll(List.of(options.split(" ")));

        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(MISUSED);
        assertThat(errors())
                .startsWith("ovation: " + reason)
                .doesNotContain("hunter2")
                .hasLineCount(1);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void clusterWhoseDirectoryIsAFile_isRefusedInOneLine(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(run("cluster", "start", "--base-port", "0", "--directory", file.toString()))
                .isEqualTo(FAILED);
        assertThat(errors()).startsWith("ovation: " + file).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--audience -1 | --audience must be from 0 to 100000, not -1",
                "--audience 100001 | --audience must be from 0 to 100000, not 100001",
                "--video a/b | --video id 'a/b' must be 1 to 128 characters",
                "--video= | --video id '' must be 1 to 128 characters",
                "--config /nowhere/o.conf | --config: there is no readable file /nowhere/o.conf"
            })
    void demoThatCannotBe_isRefusedInOneLineBeforeItStarts(String options, String reason) {
        List<String> arguments = new ArrayList<>(List.of("demo"));
        arguments.addAll(List.of(options.split(" ")));

        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(MISUSED);
        assertThat(errors()).startsWith("Ovation cannot start: " + reason).hasLineCount(1);
    }

    @Test
    void configurationFile_thatIsNotThere_isNamed(@TempDir Path directory) {
        Path missing = directory.resolve("missing.conf");

        assertThat(run("node", "--roles", "frontend", "--config", missing.toString()))
                .isEqualTo(MISUSED);
        assertThat(errors()).isEqualTo("Ovation cannot start: --config: there is no readable file " + missing + '\n');
    }

    @Test
    void configurationFile_thatIsBroken_isNamedWithTheLine(@TempDir Path directory) throws Exception {
        Path broken = Files.writeString(directory.resolve("broken.conf"), "ovation {\n  host = \n");

        assertThat(run("node", "--roles", "frontend", "--config", broken.toString()))
                .isEqualTo(MISUSED);
        assertThat(errors())
                .startsWith("Ovation cannot start: ")
                .contains("broken.conf: ")
                .hasLineCount(1);
    }

    @Test
    void settingOfAFile_isNamedWithTheFileAndTheLine(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("own.conf"), "ovation {\n  likes.http.retraction = maybe\n}\n");

        assertThat(run("node", "--roles", "likes-backend", "--config", file.toString()))
                .isEqualTo(MISUSED);
        assertThat(errors())
                .startsWith("Ovation cannot start: " + file + ": 2: ")
                .contains("retraction has type STRING rather than BOOLEAN")
                .hasLineCount(1);
    }

    @Test
    void keyOfAFile_thatIsMisspelt_isWarnedOf(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(
                directory.resolve("own.conf"), "ovation.data-center = west, ovation.likes.port = 8080");

        assertThat(run("demo", "--config", file.toString())).isEqualTo(MISUSED);
        assertThat(errors())
                .isEqualTo("Warning: nothing reads ovation.data-center; did you mean ovation.data-centre?\n"
                        + "Ovation cannot start: ovation.frontend.edge.port (OVATION_VIEWER_PORT) and ovation.likes.port"
                        + " (OVATION_PUBLISH_PORT) are both 8080: each needs a port of its own\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--member ada | there is no secret to sign with; this one is new, for the nodes and for this command:"
                        + " export OVATION_JWT_SECRET=",
                "--member . | member id '.' must not be",
                "--member ada --read videos | --read: topic 'videos' must start with",
                "--member ada --write video:a*b | --write: video id 'a*b' must be",
                "--member ada --role admin | --role must be viewer, moderator or service, not 'admin'",
                "--member ada --seconds 0 | --seconds must be from 1 to 2147483647, not 0"
            })
    void tokenThatCannotBe_isRefusedInOneLine(String options, String reason) {
        assertThat(run(("token " + options).split(" "))).isEqualTo(MISUSED);
        assertThat(errors()).startsWith("ovation: " + reason).hasLineCount(1);
    }

    @Test
    void token_isPrintedAlone(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(
                directory.resolve("own.conf"), "ovation.access.jwt.secret = 0123456789abcdef0123456789abcdef");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            assertThat(run(
                            "token",
                            "--member",
                            "ada",
                            "--read",
                            "video:*,conversation:a",
                            "--write",
                            "video:1",
                            "--role",
                            "service",
                            "--config",
                            file.toString()))
                    .isEqualTo(0);
        } finally {
            System.setOut(out);
        }
        String token = printed.toString(UTF_8);
        assertThat(token).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\n");
        assertThat(new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), UTF_8))
                .contains("\"sub\":\"ada\"", "video:*", "conversation:a", "\"role\":\"service\"", "\"exp\":");
        assertThat(errors()).isEmpty();
    }

    @Test
    void clusterThatDoesNotRun_isNoErrorToStopAndOneToAskFor(@TempDir Path directory) {
        assertThat(run("cluster", "stop", "--directory", directory.toString())).isEqualTo(0);
        assertThat(run("cluster", "status", "--directory", directory.toString()))
                .isEqualTo(FAILED);
    }

    private static int run(String... arguments) {
        return Main.commandLine().execute(arguments);
    }

    private String errors() {
        return errors.toString(UTF_8);
    }
}
