package io.ovation.access.token;

import io.micrometer.core.instrument.Metrics;
import io.ovation.access.key.IssuerKeys;
import io.ovation.access.key.KeySet;
import io.ovation.access.key.SharedSecrets;
import io.ovation.access.rights.Caller;
import io.ovation.access.rights.TopicPattern;
import io.ovation.access.token.TokenRefused.Reason;
import io.ovation.common.async.StageFailure;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells who presents a token. */
public final class TokenVerifier {

    private static final Logger LOG = LoggerFactory.getLogger(TokenVerifier.class);
    private static final String METRIC = "ovation.access.verifications";

    private final TokenSettings settings;
    private final SharedSecrets secrets;
    private final Optional<IssuerKeys> issuer;
    private final TokenClaims claims;
    private final VerifiedTokens verified;
    private final Executor slow;
    private final InstantSource clock;

    /**
     * @param issuer whose keys are good beside the secrets
     * @param readByAll what everybody may read who has a token
     * @param slow for public-key cryptography, which takes too long for an event loop; may refuse
     */
    public TokenVerifier(
            TokenSettings settings,
            Optional<IssuerKeys> issuer,
            List<TopicPattern> readByAll,
            Executor slow,
            InstantSource clock) {
        this.settings = settings;
        this.secrets = new SharedSecrets(settings.secrets());
        this.issuer = issuer;
        this.claims = new TokenClaims(settings, readByAll);
        this.verified = new VerifiedTokens(settings.cacheBytes());
        this.slow = slow;
        this.clock = clock;
    }

    /**
     * @return who it is: at once if the token was presented before or needs no public key; fails with {@link
     *     TokenRefused}, or with {@link VerificationUnavailable} if nobody can tell at the moment
     */
    public CompletionStage<Caller> verify(String token) {
        CompletionStage<Caller> caller;
        try {
            caller = begin(token);
        } catch (TokenRefused e) {
            caller = CompletableFuture.failedStage(e);
        }
        return caller.whenComplete((known, failure) -> count(failure));
    }

    private CompletionStage<Caller> begin(String token) {
        KeySet keys = issuerKeys();
        Optional<Caller> known = verified.find(token, keys);
        if (known.isPresent()) {
            claims.requireNotExpired(known.get().expiry().orElseThrow(), clock.instant());
            return CompletableFuture.completedStage(known.get());
        }
        CompactToken parsed = CompactToken.parse(token, settings.mostBytes());
        if (parsed.signed().algorithm().isSymmetric()) {
            if (secrets.isEmpty()) {
                throw new TokenRefused(Reason.ALGORITHM);
            }
            return CompletableFuture.completedStage(admit(token, parsed, keys, secrets.verify(parsed.signed())));
        }
        return withKeys(parsed, keys).thenCompose(found -> verifySlowly(token, parsed, found));
    }

    private KeySet issuerKeys() {
        return issuer.map(IssuerKeys::current).orElse(KeySet.NONE);
    }

    /** Those that there are, if one of them may be the token's, else newer ones. */
    private CompletionStage<KeySet> withKeys(CompactToken token, KeySet keys) {
        IssuerKeys source = issuer.orElseThrow(() -> new TokenRefused(Reason.ALGORITHM));
        return has(keys, token)
                ? CompletableFuture.completedStage(keys)
                : source.newer().thenApply(newer -> requireKey(newer, token));
    }

    private static KeySet requireKey(KeySet keys, CompactToken token) {
        if (keys.isEmpty()) {
            throw new VerificationUnavailable("the issuer's keys are not known yet");
        }
        if (!has(keys, token)) {
            throw new TokenRefused(Reason.KEY);
        }
        return keys;
    }

    private static boolean has(KeySet keys, CompactToken token) {
        return keys.has(token.signed().algorithm(), token.keyId());
    }

    private CompletionStage<Caller> verifySlowly(String token, CompactToken parsed, KeySet keys) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> admit(token, parsed, keys, keys.verify(parsed.signed(), parsed.keyId())), slow);
        } catch (RejectedExecutionException e) {
            throw new VerificationUnavailable("too many signatures wait to be verified");
        }
    }

    private Caller admit(String token, CompactToken parsed, KeySet keys, boolean good) {
        if (!good) {
            throw new TokenRefused(Reason.SIGNATURE);
        }
        Caller caller = claims.judge(parsed.claims(), clock.instant());
        verified.remember(token, keys, caller);
        return caller;
    }

    private static void count(Throwable failure) {
        Throwable cause = StageFailure.unwrap(failure);
        String result = "taken";
        if (cause instanceof TokenRefused refused) {
            result = refused.reason().name().toLowerCase(Locale.ROOT);
            LOG.debug("{}", refused.getMessage());
        } else if (cause != null) {
            result = "unavailable";
        }
        Metrics.counter(METRIC, "result", result).increment();
    }
}
