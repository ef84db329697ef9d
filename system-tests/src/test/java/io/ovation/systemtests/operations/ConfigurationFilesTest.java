package io.ovation.systemtests.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationFilesTest {

    static List<Path> files() {
        return Project.list("config").stream()
                .filter(file -> file.toString().endsWith(".conf"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void file_setsOnlyWhatThereIsToSet(Path file) {
        Config settings = ConfigFactory.parseFile(file.toFile())
                .resolve(ConfigResolveOptions.defaults().setAllowUnresolved(false));

        assertThat(settings.entrySet()).isNotEmpty();
        settings.entrySet()
                .forEach(setting -> assertThat(NodeFacts.BUILT_IN.hasPathOrNull(setting.getKey()))
                        .as("%s in %s", setting.getKey(), file.getFileName())
                        .isTrue());
    }
}
