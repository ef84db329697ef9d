package io.ovation.loadtest.command;

import com.typesafe.config.ConfigFactory;
import io.ovation.loadtest.access.Access;
import io.ovation.loadtest.access.ServerTrust;
import io.ovation.loadtest.access.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** How to get in where access is closed, and whom to take for the server where it speaks TLS. */
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

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = {
                "For URLs that begin with https: the certificates, in PEM, of the authorities that are believed, or of"
                        + " the servers themselves.",
                "Default: the authorities that Java knows."
            })
    private @Nullable Path authorities;

    /**
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if there are no certificates in it
     */
    public Access read() throws IOException {
        return new Access(tokens(), authorities == null ? ServerTrust.byDefault() : ServerTrust.in(authorities));
    }

    private Tokens tokens() throws IOException {
        return Tokens.from(
                secretFile == null
                        ? ConfigFactory.load()
                        : ConfigFactory.load(ConfigFactory.parseMap(Map.of(SECRET, Files.readString(secretFile)))));
    }
}
