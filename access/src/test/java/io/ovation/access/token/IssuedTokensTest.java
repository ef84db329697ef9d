package io.ovation.access.token;

import static io.ovation.access.token.TestTokens.NOW;
import static io.ovation.access.token.TestTokens.claims;
import static io.ovation.access.token.TestTokens.hmac;
import static io.ovation.access.token.TestTokens.json;
import static io.ovation.access.token.TestTokens.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ovation.access.key.Issuer;
import io.ovation.access.key.IssuerKeys;
import io.ovation.access.key.KeyServer;
import io.ovation.access.rights.Caller;
import io.ovation.access.token.TokenRefused.Reason;
import io.ovation.common.async.StageFailure;
import io.ovation.common.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens signed with the private keys of an issuer. */
class IssuedTokensTest {

    private static final Issuer RSA = Issuer.rsa("r");
    private static final Issuer EC = Issuer.ec("e");
    private static final Issuer EDWARDS = Issuer.ed25519("d");
    private static final Issuer STRANGER = Issuer.rsa("r");

    private final KeyServer server = KeyServer.start(Issuer.keySet(RSA, EC, EDWARDS));
    private final IssuerKeys keys =
            IssuerKeys.at(server.url(), settings().keyTimes(), settings().keptKeys());
    private final TokenVerifier verifier = verifier(List.of(TestTokens.SECRET), Runnable::run);

    @AfterEach
    void stop() {
        keys.close();
        server.close();
    }

    static Stream<Arguments> good() {
        return Stream.of(
                arguments("RS256", RSA, "{'alg':'RS256','kid':'r'}"),
                arguments("RS256 without kid", RSA, "{'alg':'RS256'}"),
                arguments("ES256", EC, "{'alg':'ES256','kid':'e'}"),
                arguments("EdDSA", EDWARDS, "{'alg':'EdDSA','kid':'d'}"),
                arguments("Ed25519", EDWARDS, "{'alg':'Ed25519','kid':'d'}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void token_isTaken(String what, Issuer issuer, String header) {
        assertThat(verify(token(issuer, header)).member()).as(what).contains("ann");
    }

    @Test
    void secret_isTakenBesideKeys() {
        assertThat(verify(hmac(claims())).member()).contains("ann");
    }

    static Stream<Arguments> forged() {
        String jwk = STRANGER.publicKey().toJSONString();
        return Stream.of(
                arguments(Reason.SIGNATURE, token(STRANGER, "{'alg':'RS256','kid':'r'}")),
                arguments(Reason.SIGNATURE, token(STRANGER, "{'alg':'RS256'}")),
                arguments(Reason.SIGNATURE, token(STRANGER, "{'alg':'RS256','jwk':" + jwk + "}")),
                arguments(Reason.SIGNATURE, token(STRANGER, "{'alg':'RS256','kid':'r','jku':'http://127.0.0.1:9/'}")),
                arguments(Reason.SIGNATURE, token(STRANGER, "{'alg':'RS256','kid':'r','x5u':'http://127.0.0.1:9/'}")),
                arguments(Reason.SIGNATURE, token(STRANGER, "{'alg':'RS256','kid':'r','x5c':['AAAA']}")),
                arguments(Reason.KEY, token(RSA, "{'alg':'RS256','kid':'e'}")),
                arguments(Reason.KEY, token(RSA, "{'alg':'RS256','kid':''}")),
                arguments(Reason.KEY, token(RSA, "{'alg':'RS256','kid':'../../dev/null'}")),
                arguments(Reason.KEY, token(EC, "{'alg':'ES256','kid':'r'}")),
                arguments(Reason.SIGNATURE, token(EC, "{'alg':'EdDSA','kid':'d'}")),
                arguments(Reason.SIGNATURE, token(RSA, "{'alg':'ES256','kid':'e'}")),
                arguments(Reason.SIGNATURE, withSignature(RSA, "{'alg':'RS256','kid':'r'}", 256)),
                arguments(Reason.SIGNATURE, withSignature(EDWARDS, "{'alg':'EdDSA','kid':'d'}", 64)),
                // CVE-2022-21449: zeros were a signature of everything.
                arguments(Reason.SIGNATURE, withSignature(EC, "{'alg':'ES256','kid':'e'}", 64)),
                arguments(Reason.SIGNATURE, withSignature(EC, "{'alg':'ES256','kid':'e'}", 1)),
                arguments(Reason.ALGORITHM, token(RSA, "{'alg':'RS512','kid':'r'}")),
                arguments(Reason.ALGORITHM, token(RSA, "{'alg':'PS256','kid':'r'}")),
                arguments(Reason.ALGORITHM, token(RSA, "{'alg':'none','kid':'r'}")));
    }

    @ParameterizedTest
    @MethodSource("forged")
    void token_thatIsForged_isRefused(Reason reason, String token) {
        assertThat(reason(verifier, token)).isEqualTo(reason);
    }

    static Stream<Secret> publicTexts() {
        byte[] der = RSA.pair().getPublic().getEncoded();
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Stream.of(
                        RSA.publicKey().toJSONString(),
                        RSA.publicKey().toRSAKey().getModulus().toString(),
                        Issuer.keySet(RSA, EC, EDWARDS),
                        new String(der, StandardCharsets.ISO_8859_1),
                        "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n")
                .map(Secret::new);
    }

    @ParameterizedTest
    @MethodSource("publicTexts")
    void publicKey_isNoSecret(Secret text) {
        String token = hmac(text, "{'alg':'HS256','kid':'r'}", claims());
        assertThat(reason(verifier, token)).isEqualTo(Reason.SIGNATURE);
        assertThat(reason(verifier(List.of(), Runnable::run), token)).isEqualTo(Reason.ALGORITHM);
    }

    @Test
    void claims_areJudged() {
        String token = RSA.token(json("{'alg':'RS256','kid':'r'}"), json(claims("'iss':'somebody'")));
        assertThat(reason(verifier, token)).isEqualTo(Reason.ISSUER);
    }

    @Test
    void key_thatIsNew_isTakenAtOnce() {
        Issuer next = Issuer.ec("next");
        String token = token(next, "{'alg':'ES256','kid':'next'}");
        assertThat(reason(verifier, token)).isEqualTo(Reason.KEY);
        server.serve(200, Issuer.keySet(RSA, next));
        assertThat(verify(token).member()).contains("ann");
    }

    @Test
    void key_thatIsWithdrawn_isNotTakenAnyMore() {
        String token = token(EC, "{'alg':'ES256','kid':'e'}");
        verify(token);
        server.serve(200, Issuer.keySet(RSA));
        keys.newer().toCompletableFuture().join();
        assertThat(reason(verifier, token)).isEqualTo(Reason.KEY);
    }

    @Test
    void outageOfTheIssuer_doesNoHarm() {
        verify(token(EC, "{'alg':'ES256','kid':'e'}"));
        server.close();
        assertThat(verify(token(RSA, "{'alg':'RS256','kid':'r'}")).member()).contains("ann");
        assertThat(reason(verifier, token(RSA, "{'alg':'RS256','kid':'other'}")))
                .isEqualTo(Reason.KEY);
    }

    @Test
    void token_cannotBeJudgedBeforeThereAreKeys() {
        server.serve(503, "");
        try (IssuerKeys none =
                IssuerKeys.at(server.url(), settings().keyTimes(), settings().keptKeys())) {
            TokenVerifier early = new TokenVerifier(settings(), Optional.of(none), List.of(), Runnable::run, () -> NOW);
            assertThat(failure(early, token(RSA, "{'alg':'RS256','kid':'r'}")))
                    .isInstanceOf(VerificationUnavailable.class);
        }
    }

    @Test
    void token_cannotBeJudgedWhileTooManyWait() {
        TokenVerifier busy = verifier(List.of(), task -> {
            throw new RejectedExecutionException("full");
        });
        assertThat(failure(busy, token(RSA, "{'alg':'RS256','kid':'r'}"))).isInstanceOf(VerificationUnavailable.class);
    }

    private TokenVerifier verifier(List<Secret> secrets, Executor slow) {
        return new TokenVerifier(
                settings(secrets, Optional.of(server.url())), Optional.of(keys), List.of(), slow, () -> NOW);
    }

    private static String token(Issuer issuer, String header) {
        return issuer.token(json(header), json(claims()));
    }

    private static String withSignature(Issuer issuer, String header, int zeros) {
        String token = token(issuer, header);
        String signature = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[zeros]);
        return token.substring(0, token.lastIndexOf('.') + 1) + signature;
    }

    private Caller verify(String token) {
        return verifier.verify(token).toCompletableFuture().join();
    }

    private static Reason reason(TokenVerifier verifier, String token) {
        return ((TokenRefused) failure(verifier, token)).reason();
    }

    private static Throwable failure(TokenVerifier verifier, String token) {
        return StageFailure.unwrap(catchThrowable(
                () -> verifier.verify(token).toCompletableFuture().join()));
    }
}
