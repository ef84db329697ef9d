package io.ovation.systemtests.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ImageTest {

    private static final String DOCKERFILE = Project.text("Dockerfile");
    private static final String LAUNCHER = Project.text("node/src/main/distribution/bin/ovation");

    @Test
    void image_exposesTheDefaultPorts() {
        Config builtIn = NodeFacts.BUILT_IN;

        assertThat(DOCKERFILE)
                .contains("EXPOSE "
                        + String.join(
                                " ",
                                builtIn.getString("ovation.frontend.edge.port"),
                                builtIn.getString("ovation.likes.port"),
                                builtIn.getString("akka.management.http.port"),
                                builtIn.getString("akka.remote.artery.canonical.port")));
    }

    @Test
    void image_tellsNodesOnlyWhatTheyUnderstand() {
        List<String> variables = Pattern.compile("\\bOVATION_[A-Z_]+")
                .matcher(DOCKERFILE)
                .results()
                .map(match -> match.group())
                .toList();

        assertThat(variables)
                .contains("OVATION_BIND_HOST")
                .allSatisfy(variable -> assertThat(NodeFacts.VARIABLES).contains(variable));
    }

    /** Without the POM of one of them it builds none. */
    @Test
    void buildStage_hasEveryModule() {
        List<String> copied = Project.text(".dockerignore").lines().toList();

        assertThat(Pattern.compile("<module>(.+)</module>")
                        .matcher(Project.text("pom.xml"))
                        .results()
                        .map(match -> match.group(1)))
                .isNotEmpty()
                .allSatisfy(module -> assertThat(copied).containsAnyOf("!" + module, "!" + module + "/pom.xml"));
    }

    @Test
    void signals_reachTheJvm_whichRunsAsNobodysUser() {
        assertThat(DOCKERFILE)
                .containsPattern("(?m)^ENTRYPOINT \\[\"sh\", \"/ovation/bin/ovation\"]$")
                .containsPattern("(?m)^USER 10001:10001$");
        assertThat(LAUNCHER).containsPattern("(?m)^exec \"\\$java\" ").contains("io.ovation.node.Main");
    }

    @Test
    void flags_areKnownToTheJvm() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(), "@" + Project.path("config/jvm.options"), "-XX:+PrintFlagsFinal", "-version")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said)
                .containsPattern("UseParallelGC +\\S* *= true")
                .containsPattern("ExitOnOutOfMemoryError +\\S* *= true");
    }
}
