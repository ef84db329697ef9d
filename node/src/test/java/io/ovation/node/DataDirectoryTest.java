package io.ovation.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.ovation.likes.LikesSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {

    @TempDir
    private Path directory;

    @Test
    void directoryThatIsNotThere_isMade() {
        requireWritable("ovation.data-dir", directory.resolve("a/b").toString());

        assertThat(directory.resolve("a/b")).isDirectory();
    }

    @Test
    void directoryOfAUrl_isMade() {
        requireWritable("ovation.likes.store.url", "jdbc:h2:file:" + directory.resolve("c/likes") + ";WRITE_DELAY=1");

        assertThat(directory.resolve("c")).isEmptyDirectory();
    }

    @Test
    void directoryThatIsAFile_isRefused() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> requireWritable("ovation.data-dir", file.toString()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("ovation.data-dir must name a directory, and " + file + " is a file");
    }

    @Test
    void directoryUnderAFile_isRefused() throws Exception {
        Path below = Files.createFile(directory.resolve("file")).resolve("data");

        assertThatThrownBy(() -> requireWritable("ovation.data-dir", below.toString()))
                .hasMessage("ovation.data-dir: " + below + " cannot be made: Not a directory");
        assertThatThrownBy(() -> requireWritable("ovation.likes.store.url", "jdbc:h2:" + below + "/likes"))
                .hasMessage("ovation.likes.store.url: " + below + " cannot be made: Not a directory");
    }

    /** Also root may make nothing there. */
    @Test
    void directoryThatCannotBeWrittenTo_isRefused() {
        assertThatThrownBy(() -> requireWritable("ovation.data-dir", "/proc"))
                .hasMessageStartingWith("ovation.data-dir: /proc cannot be written to: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void directoryWithoutAName_isRefused(String name) {
        assertThatThrownBy(() -> requireWritable("ovation.data-dir", name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ovation.data-dir must not be empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:mem:likes", "jdbc:postgresql://db/likes"})
    void storeInNoFile_needsNoDirectory(String url) {
        Config config = ConfigFactory.parseMap(Map.of("ovation.data-dir", "", "ovation.likes.store.url", url))
                .withFallback(ConfigFactory.load());

        DataDirectory.requireWritable(LikesSettings.from(config).store(), config);
    }

    private static void requireWritable(String key, String value) {
        Config config = ConfigFactory.parseMap(Map.of(key, value)).withFallback(ConfigFactory.load());
        DataDirectory.requireWritable(LikesSettings.from(config).store(), config);
    }
}
