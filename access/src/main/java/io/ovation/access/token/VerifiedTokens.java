package io.ovation.access.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ovation.access.key.KeySet;
import io.ovation.access.rights.Caller;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * Remembers who presented which token, so that a signature is verified once. Holds the hash of a token and not the
 * token, which would be of use to whoever reads the memory. What was verified with keys that the issuer has replaced
 * since does not count.
 */
final class VerifiedTokens {

    /** What an entry takes beside what grows with the token. */
    private static final int ENTRY_BYTES = 300;

    private record Verified(Caller caller, KeySet keys, int bytes) {}

    private final Cache<ByteBuffer, Verified> tokens;

    VerifiedTokens(long mostBytes) {
        this.tokens = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher((ByteBuffer hash, Verified verified) -> verified.bytes())
                .executor(Runnable::run)
                .build();
    }

    /** @param keys those of the issuer now */
    Optional<Caller> find(String token, KeySet keys) {
        return Optional.ofNullable(tokens.getIfPresent(hash(token)))
                .filter(verified -> verified.keys() == keys)
                .map(Verified::caller);
    }

    /** @param keys those of the issuer when it was verified */
    void remember(String token, KeySet keys, Caller caller) {
        tokens.put(hash(token), new Verified(caller, keys, ENTRY_BYTES + 2 * token.length()));
    }

    private static ByteBuffer hash(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
