package io.ovation.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

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

    @Test
    void unknownRole_endsWithALineThatListsTheRoles() {
        assertThat(run("node", "--roles", "frontend,backend")).isEqualTo(FAILED);
        assertThat(errors())
                .isEqualTo("Ovation cannot start: unknown role 'backend';"
                        + " there are frontend, dispatcher, likes-backend\n");
    }

    @Test
    void configurationFile_thatIsNotThere_isNamed(@TempDir Path directory) {
        Path missing = directory.resolve("missing.conf");

        assertThat(run("node", "--roles", "frontend", "--config", missing.toString()))
                .isEqualTo(FAILED);
        assertThat(errors()).isEqualTo("Ovation cannot start: --config: there is no readable file " + missing + '\n');
    }

    @Test
    void configurationFile_thatIsBroken_isNamedWithTheLine(@TempDir Path directory) throws Exception {
        Path broken = Files.writeString(directory.resolve("broken.conf"), "ovation {\n  host = \n");

        assertThat(run("node", "--roles", "frontend", "--config", broken.toString()))
                .isEqualTo(FAILED);
        assertThat(errors())
                .startsWith("Ovation cannot start: ")
                .contains("broken.conf: ")
                .doesNotContain("\tat ");
    }

    @Test
    void node_withoutRoles_isToldHowToSayThem() {
        assertThat(run("node")).isEqualTo(MISUSED);
        assertThat(errors()).contains("Missing required option: '--roles");
    }

    @Test
    void cluster_whoseBackendsWouldShareAFile_isRefused(@TempDir Path directory) {
        assertThat(run("cluster", "start", "--backends", "2", "--directory", directory.toString()))
                .isEqualTo(FAILED);
        assertThat(errors()).startsWith("ovation: --backends 2 needs a PostgreSQL");
    }

    @Test
    void clusterThatDoesNotRun_isNoErrorToStopAndOneToAskFor(@TempDir Path directory) {
        assertThat(run("cluster", "stop", "--directory", directory.toString())).isEqualTo(0);
        assertThat(run("cluster", "status", "--directory", directory.toString()))
                .isEqualTo(FAILED);
    }

    @Test
    void unknownCommand_isMisuse() {
        assertThat(run("dance")).isEqualTo(MISUSED);
        assertThat(errors()).contains("dance");
    }

    private static int run(String... arguments) {
        return new CommandLine(Main.class).execute(arguments);
    }

    private String errors() {
        return errors.toString(UTF_8);
    }
}
