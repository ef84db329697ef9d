package io.ovation.node.environment;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --config}. */
public final class ConfigFile {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings (HOCON) that win over the built-in ones; the environment wins over both.")
    private Optional<Path> file = Optional.empty();

    public Optional<Path> path() {
        return file;
    }

    /**
     * @return what it sets; nothing if there is none
     * @throws IllegalArgumentException if it cannot be read
     * @throws com.typesafe.config.ConfigException with the line that is wrong
     */
    public Config read() {
        if (file.isEmpty()) {
            return ConfigFactory.empty();
        }
        Path path = file.get();
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new IllegalArgumentException("--config: there is no readable file " + path);
        }
        return ConfigFactory.parseFile(path.toFile());
    }
}
