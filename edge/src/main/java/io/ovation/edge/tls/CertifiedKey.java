package io.ovation.edge.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * @param key of the first certificate
 * @param chain from it towards an authority that clients know
 */
record CertifiedKey(PrivateKey key, List<X509Certificate> chain) {

    /** When clients stop to believe it: one of the chain is enough. */
    Instant expires() {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }
}
