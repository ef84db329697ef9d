package io.ovation.edge.tls;

import com.typesafe.config.Config;
import io.ovation.common.settings.Require;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the ports of viewers and publishers prove themselves with.
 *
 * @param certificate file in PEM, with those of the authorities that lead to a known one behind it
 * @param key file in PEM of the certificate's private key, not encrypted
 * @param readEvery how often they are read again
 */
public record TlsSettings(Path certificate, Path key, Duration readEvery) {

    static final String CERTIFICATE = "ovation.edge.tls.certificate";
    static final String KEY = "ovation.edge.tls.key";

    private static final String READ_EVERY = "ovation.edge.tls.read-every";

    public TlsSettings {
        Require.positive(READ_EVERY, readEvery);
    }

    /**
     * @return nothing if the ports are to speak without TLS
     * @throws IllegalArgumentException if one of its settings is there and the other is missing
     */
    public static Optional<TlsSettings> from(Config config) {
        String certificate = config.getString(CERTIFICATE);
        String key = config.getString(KEY);
        if (certificate.isEmpty() != key.isEmpty()) {
            throw new IllegalArgumentException(CERTIFICATE + " and " + KEY + " belong together: set both, or none");
        }
        return certificate.isEmpty()
                ? Optional.empty()
                : Optional.of(new TlsSettings(Path.of(certificate), Path.of(key), config.getDuration(READ_EVERY)));
    }

    /**
     * Before anything is started.
     *
     * @throws IllegalStateException in one line that names the file with which nobody could connect
     */
    public void requireUsable() {
        CertificateFiles.read(this).parse();
    }
}
