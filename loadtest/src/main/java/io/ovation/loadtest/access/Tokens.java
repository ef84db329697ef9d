package io.ovation.loadtest.access;

import com.typesafe.config.Config;
import io.ovation.access.rights.Rights;
import io.ovation.access.rights.Role;
import io.ovation.access.rights.TopicPattern;
import io.ovation.access.token.TokenMaker;
import io.ovation.access.token.TokenSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What viewers and publishers say of themselves: a token of their own, if there is a secret to sign it with, else
 * nothing, as an open system wants it.
 */
public final class Tokens {

    /** Longer than any run: none is to end because of its tokens. */
    private static final Duration LIFETIME = Duration.ofHours(24);

    private static final List<TopicPattern> EVERYTHING = List.of(TopicPattern.parse("*"));

    private static final Tokens NONE = new Tokens(Optional.empty());

    private final Optional<TokenMaker> maker;

    private Tokens(Optional<TokenMaker> maker) {
        this.maker = maker;
    }

    public static Tokens none() {
        return NONE;
    }

    /** @param config of the whole application; its nodes and this sign with and look for the same secret */
    public static Tokens from(Config config) {
        return new Tokens(TokenMaker.of(TokenSettings.from(config)));
    }

    /** The value of {@code Authorization} for whoever watches. */
    public Optional<String> viewer(String member) {
        return bearer(member, new Rights(EVERYTHING, List.of(), Role.VIEWER));
    }

    /** The value of {@code Authorization} for what speaks for everybody. */
    public Optional<String> publisher() {
        return bearer("loadtest", new Rights(List.of(), EVERYTHING, Role.SERVICE));
    }

    private Optional<String> bearer(String subject, Rights rights) {
        return maker.map(signing -> "Bearer " + signing.make(subject, rights, Instant.now(), LIFETIME));
    }
}
