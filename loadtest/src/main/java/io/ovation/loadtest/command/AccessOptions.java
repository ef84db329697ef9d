package io.ovation.loadtest.command;

import com.typesafe.config.ConfigFactory;
import io.ovation.loadtest.token.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** How to get in where access is closed. */
public final class AccessOptions {

    private static final String SECRET = "ovation.access.jwt.secret";

    @Option(
            names = "--jwt-secret-file",
            paramLabel = "FILE",
            defaultValue = "${env:OVATION_JWT_SECRET_FILE}",
            showDefaultValue = Visibility.NEVER,
            description = {
                "Where access is closed: the secret that signs a token for each viewer, and one of the service role for"
                        + " what publishes.",
                "Default: OVATION_JWT_SECRET_FILE or OVATION_JWT_SECRET, as for the nodes; without a secret no tokens"
                        + " are sent."
            })
    private @Nullable Path secretFile;

    /** @throws IOException if the file cannot be read */
    public Tokens tokens() throws IOException {
        return Tokens.from(
                secretFile == null
                        ? ConfigFactory.load()
                        : ConfigFactory.load(ConfigFactory.parseMap(Map.of(SECRET, Files.readString(secretFile)))));
    }
}
